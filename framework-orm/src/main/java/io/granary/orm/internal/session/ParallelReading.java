package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.error.InvalidRequestException;
import io.granary.orm.SessionStatement;
import io.granary.orm.SessionStatement.Kind;
import io.granary.orm.StatementOptions;
import io.granary.orm.internal.load.Overwriting;
import io.granary.orm.internal.load.SelectPlan;
import io.granary.orm.internal.load.SelectPlanner;
import io.granary.orm.internal.session.Listening.Occasion;
import io.granary.sql.Executable;
import io.granary.sql.Query;
import io.granary.sql.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Has queries run at a time, outside of the session's transaction, and takes their rows in, one query after the other, when all have come. */
final class ParallelReading {

    private final SessionCore core;
    private final Loading loading;

    /** What a query gave, and the values that it had. */
    private record Read(Optional<SelectPlan> plan, Map<String, ?> parameters, Result result) {}

    /** Statements that run: when one has failed, nobody wants the others any more. Touched in the turn only. */
    private static final class Running {

        private final List<CompletionStage<Result>> asked = new ArrayList<>();
        private @Nullable Throwable failure;

        CompletionStage<Result> add(Supplier<CompletionStage<Result>> start) {
            Throwable before = failure;
            if (before != null) {
                return CompletableFuture.failedFuture(before);
            }
            CompletionStage<Result> started = start.get();
            asked.add(started);
            return started;
        }

        void giveUp(Throwable first) {
            if (failure == null) {
                failure = first;
                asked.forEach(each -> each.toCompletableFuture().cancel(false));
            }
        }

        Optional<Throwable> failure() {
            return Optional.ofNullable(failure);
        }
    }

    ParallelReading(SessionCore core, Loading loading) {
        this.core = core;
        this.loading = loading;
    }

    CompletionStage<List<Result>> run(List<Query> queries) {
        requireNothingWritten();
        queries.forEach(ParallelReading::requireNoLock);
        // What they give is the session's until its transaction ends, as what it reads by itself.
        core.begun();
        return core.turn().then(heard(queries), this::runHeard);
    }

    /**
     * What is run in the place of the queries. Listeners are told of one after the other, as of statements that run so: what a listener sends is told to none, and it has the
     * session's one connection.
     */
    private CompletionStage<List<SessionStatement>> heard(List<Query> queries) {
        CompletionStage<List<SessionStatement>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (Query query : queries) {
            SessionStatement asked =
                    new SessionStatement(Kind.EXECUTE, query, List.of(), StatementOptions.none(), Optional.empty());
            all = core.turn()
                    .then(
                            all,
                            before -> core.turn().map(core.events().beforeExecute(asked), heard -> {
                                before.add(heard);
                                return before;
                            }));
        }
        return all;
    }

    private CompletionStage<List<Result>> runHeard(List<SessionStatement> statements) {
        Running running = new Running();
        List<CompletionStage<Read>> reads = new ArrayList<>();
        statements.forEach(statement -> reads.add(Flushing.attempted(() -> read(statement, running))));
        reads.forEach(read -> read.whenCompleteAsync(
                (done, failure) -> Optional.ofNullable(failure).ifPresent(running::giveUp), core.turn()));
        CompletionStage<List<Result>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (CompletionStage<Read> each : reads) {
            all = core.turn()
                    .then(
                            all,
                            results -> core.turn().map(core.turn().then(each, this::taken), result -> {
                                results.add(result);
                                return results;
                            }));
        }
        return core.turn()
                .map(all, List::copyOf)
                .exceptionallyComposeAsync(
                        failure -> {
                            running.giveUp(failure);
                            return CompletableFuture.failedFuture(
                                    running.failure().orElse(failure));
                        },
                        core.turn());
    }

    private void requireNothingWritten() {
        core.requireUsable();
        if (core.events().hears(Occasion.AFTER_BEGIN)) {
            throw InvalidRequestException.of(
                    "The session cannot run queries at a time. A listener overrides afterBegin, so that it hears of every transaction before anything runs in it, and those of these queries it would not hear of.",
                    "Execute the queries one after the other, or each in a session of its own: several may work at a time.");
        }
        if (!core.connection().mayRunElsewhere()) {
            throw refused(
                    "It works on a connection of somebody else's, whose transaction other connections do not see.");
        }
        // As a flush looks: what came to relationships is not in the session yet, and rows between classes are no
        // changes of either.
        if (!core.planner().prepare().isEmpty() || core.planner().hasWork()) {
            throw refused("It has objects that are to be written, which other connections do not see.");
        }
        if (core.level().filter(TransactionLevel::hasWritten).isPresent()) {
            throw refused(
                    "Its transaction has written, or run text that may have, which other connections do not see.");
        }
    }

    /** Nobody would have the lock, and where the session's own transaction has it the query waited for that. */
    private static void requireNoLock(Executable statement) {
        if (statement instanceof Select<?> select && select.lock().isPresent()) {
            throw refused("One of them locks its rows, and its transaction ends with it.");
        }
    }

    private static InvalidRequestException refused(String why) {
        return InvalidRequestException.of(
                "The session cannot run queries at a time. " + why,
                "Commit first, execute the queries one after the other, or ask another session.");
    }

    private CompletionStage<Read> read(SessionStatement statement, Running running) {
        if (statement.result().isPresent()) {
            return CompletableFuture.completedFuture(new Read(
                    Optional.empty(), statement.first(), statement.result().orElseThrow()));
        }
        if (!(statement.statement() instanceof Query)) {
            throw refused(
                    "A listener put a statement in the place of a query that would change rows outside of the transaction.");
        }
        requireNoLock(statement.statement());
        Optional<SelectPlan> plan = SelectPlanner.plan(core.mappings(), statement.statement(), core.criteria());
        Executable complete = plan.map(SelectPlan::statement).orElseGet(() -> core.restricted(statement.statement()));
        return core.turn()
                .map(
                        running.add(() -> core.connection().runAlone(complete, statement.parameters())),
                        result -> new Read(plan, statement.first(), result));
    }

    private CompletionStage<Result> taken(Read read) {
        if (read.plan().isEmpty()) {
            return CompletableFuture.completedFuture(read.result());
        }
        LoadTerms terms = new LoadTerms(Overwriting.none(), read.parameters(), Optional.empty());
        ObjectsOfRows rows = loading.rows(read.plan().orElseThrow(), terms);
        read.result().forEach(rows::take);
        return loading.load(read.plan().orElseThrow(), rows, terms);
    }
}

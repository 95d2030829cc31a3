package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.engine.internal.Scopes;
import io.granary.error.FlushException;
import io.granary.error.GranaryException;
import io.granary.error.StreamOpenException;
import io.granary.orm.SessionListener;
import io.granary.orm.internal.flush.FlushExecution;
import io.granary.orm.internal.flush.FlushOrder;
import io.granary.orm.internal.flush.FlushPlanner.JoinRows;
import io.granary.orm.internal.flush.FlushStep;
import io.granary.orm.internal.flush.StatementRunner;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.session.Listening.Occasion;
import io.granary.orm.mapping.LifecycleCallbacks.Moment;
import io.granary.sql.Executable;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** Writes what is in a session, round by round, for what is called on the way may change more. */
final class Flushing {

    private static final int MAX_ROUNDS = 100;
    private static final int FEW = 4;

    private final SessionCore core;
    private final KeyAssignment keys;
    private final Relating relating;
    private final HeardFlush heard;
    private final FlushOrder order;

    /** Those for which it was called before they are written, in this flush. */
    private final Set<InstanceState> called = Collections.newSetFromMap(new IdentityHashMap<>(FEW));

    private final StatementRunner inTransaction = new StatementRunner() {
        @Override
        public CompletionStage<Result> run(Executable statement, List<? extends Map<String, ?>> parameters) {
            return Flushing.this.run(statement, parameters);
        }

        @Override
        public CompletionStage<Done> ready() {
            return core.turn().map(core.connection().lease(), leased -> Done.getInstance());
        }
    };

    /** How many statements of this flush were carried out. */
    private int written;

    Flushing(SessionCore core, FlushOrder order) {
        this.core = core;
        this.keys = new KeyAssignment(core);
        this.relating = new Relating(core);
        this.heard = new HeardFlush(core, relating);
        this.order = order;
    }

    /** Writes everything, in the transaction. */
    CompletionStage<Done> flush() {
        return flush(false);
    }

    /** Writes everything before a query, unless that is turned off. */
    CompletionStage<Done> autoflush() {
        return core.autoflushes()
                ? flush().whenComplete((done, failure) -> {
                    if (Scopes.unwrap(failure) instanceof GranaryException refused) {
                        refused.occurred(
                                "the flush that goes before a query (autoflush); to query before objects are complete, use noAutoflush(...)");
                    }
                })
                : done();
    }

    /** Writes everything, as the last thing of the transaction: by a statement that commits itself, if one is enough. */
    CompletionStage<Done> flushToCommit() {
        return core.events().isSilent() ? flush(true) : flushAll(1, true);
    }

    /** As {@link #flush()}, and what listeners of that add, too. */
    CompletionStage<Done> flushAll() {
        return core.events().isSilent() ? flush(false) : flushAll(1, false);
    }

    private CompletionStage<Done> flushAll(int number, boolean last) {
        return core.turn().then(flush(last), done -> {
            if (!core.planner().hasWork()) {
                return done();
            }
            return number < MAX_ROUNDS ? flushAll(number + 1, false) : settled(core.begun(), endless());
        });
    }

    private CompletionStage<Done> flush(boolean last) {
        core.requireUsable();
        if (core.identities().isEmpty()) {
            return done();
        }
        if (!core.identities().hasRelationships()) {
            return flushKnown(last);
        }
        return core.turn()
                .then(relating.findOut(List.copyOf(core.identities().persistent())), done -> flushKnown(last));
    }

    private CompletionStage<Done> flushKnown(boolean last) {
        boolean work;
        try {
            JoinRows rows = core.planner().prepare();
            work = !rows.isEmpty() || core.planner().hasWork();
            if (!work && rows.moved()) {
                // Such as what was deleted before and leaves a collection now: nothing is to be written of it.
                Agreements.of(core.identities()).noted(core.begun());
            }
        } catch (GranaryException refused) {
            return settled(core.begun(), refused);
        }
        if (!work) {
            return done();
        }
        TransactionLevel level = core.begun();
        called.clear();
        written = 0;
        CompletionStage<Done> rounds =
                attempted(() -> core.events().isSilent() ? round(1, last) : heard.around(() -> round(1, last)));
        return rounds.handleAsync((done, failure) -> settled(level, failure), core.turn())
                .thenCompose(stage -> stage);
    }

    private CompletionStage<Done> round(int number, boolean last) {
        requireEnd(number);
        if (order.calls(Moment.BEFORE_INSERT, Moment.BEFORE_UPDATE, Moment.BEFORE_DELETE)) {
            core.planner().callBefore(called);
        }
        CompletionStage<Done> written = core.turn().then(prepared(number), rows -> {
            core.planner().validate();
            return core.turn().then(keys.assign(List.copyOf(core.identities().pending())), done -> write(rows, last));
        });
        return core.turn().then(written, done -> hasMore() ? round(number + 1, false) : done());
    }

    private static void requireEnd(int number) {
        if (number > MAX_ROUNDS) {
            throw endless();
        }
    }

    private static FlushException endless() {
        return FlushException.of(
                "After " + MAX_ROUNDS + " rounds of a flush there is still something to write.",
                "Look for a callback or a listener that changes an object each time it is called.");
    }

    /** Makes both ends of relationships agree, until all that goes and comes with others is known and was called for. */
    private CompletionStage<JoinRows> prepared(int number) {
        requireEnd(number);
        JoinRows rows = core.planner().prepare();
        List<InstanceState> orphans = core.objects().takeOrphans();
        int before = called.size();
        if (order.calls(Moment.BEFORE_INSERT, Moment.BEFORE_UPDATE, Moment.BEFORE_DELETE)) {
            core.planner().callBefore(called);
        }
        if (orphans.isEmpty() && called.size() == before) {
            return CompletableFuture.completedFuture(rows);
        }
        CompletionStage<Done> all = done();
        Deleting deleting = new Deleting(core, relating);
        for (InstanceState orphan : orphans) {
            all = core.turn().then(all, done -> deleting.deleteWith(orphan));
        }
        return core.turn().then(all, done -> prepared(number + 1));
    }

    /** Whether what was called in a round left something to write: a changed value, or an object in a relationship. */
    private boolean hasMore() {
        if (core.events().isSilent() && !order.calls(Moment.values())) {
            return false;
        }
        boolean rows = order.calls(Moment.AFTER_INSERT, Moment.AFTER_UPDATE, Moment.AFTER_DELETE)
                && !core.planner().prepare().isEmpty();
        return rows || core.planner().hasWork();
    }

    private CompletionStage<Done> write(JoinRows rows, boolean last) {
        // What a listener threw meanwhile fails the flush before a statement that may commit itself.
        core.events().rethrow();
        TransactionLevel level = core.begun();
        if (core.connection().isLent() && Transacting.isEndedElsewhere(core, level)) {
            return Transacting.endedElsewhere(core);
        }
        SessionLog log = new SessionLog(level, core.objects());
        List<FlushStep> steps = core.planner().plan(rows, order, log);
        if (!steps.isEmpty()) {
            level.writes();
        }
        boolean alone = last
                && core.connection().mayCommitAlone()
                && SingleStatement.is(steps, core.connection().engine().dialect());
        StatementRunner runner = alone ? new LoneStatement(core.connection(), steps.get(0)) : inTransaction;
        Agreements agreements = Agreements.of(core.identities());
        FlushExecution execution = new FlushExecution(new FlushExecution.Terms(
                core.planner(),
                core.identities(),
                core.connection().engine().dialect(),
                runner,
                core.turn(),
                core.options().clock(),
                log));
        return core.turn().map(execution.run(steps), done -> {
            agreements.noted(level);
            core.objects().deletedAll();
            return done;
        });
    }

    private CompletionStage<Result> run(Executable statement, List<? extends Map<String, ?>> parameters) {
        return core.turn().map(core.connection().run(statement, parameters), result -> {
            if (written == 0) {
                // Not before, for where a stream has the connection nothing is sent.
                core.connection().writes();
            }
            written++;
            return result;
        });
    }

    /** A flush that failed takes the transaction with it, or the savepoint it was in; the session has to be told to go on. */
    private CompletionStage<Done> settled(TransactionLevel level, @Nullable Throwable failure) {
        if (failure == null) {
            return done();
        }
        Throwable cause = Scopes.unwrap(failure);
        if (cause instanceof StreamOpenException && written == 0) {
            // Nothing was sent: the stream has the connection.
            return CompletableFuture.failedStage(cause);
        }
        level.fail(cause == null ? failure : cause);
        boolean held = core.connection().isHeld();
        CompletionStage<Done> undone = level.savepoint().isPresent()
                ? level.savepoint().orElseThrow().rollback()
                : core.connection().rollback();
        if (core.events().isSilent()) {
            return undone.handle((rolledBack, another) -> CompletableFuture.<Done>failedFuture(cause))
                    .thenCompose(failed -> failed);
        }
        return undone.handleAsync(
                        (rolledBack, another) -> {
                            if (held) {
                                core.events().note(Occasion.AFTER_ROLLBACK, SessionListener::afterRollback);
                            }
                            return CompletableFuture.<Done>failedFuture(cause);
                        },
                        core.turn())
                .thenCompose(failed -> failed);
    }

    private static CompletionStage<Done> done() {
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    /** Something that may throw at once as a stage that fails. */
    static <T> CompletionStage<T> attempted(Supplier<CompletionStage<T>> work) {
        try {
            return work.get();
        } catch (Throwable thrown) {
            return CompletableFuture.failedFuture(thrown);
        }
    }
}

package io.granary.orm.internal.session;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.AsyncTransaction;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.engine.Result;
import io.granary.engine.RowChunk;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.ResourceClosedException;
import io.granary.orm.SessionOptions;
import io.granary.orm.internal.session.Listening.Occasion;
import io.granary.orm.internal.turn.Turn;
import io.granary.sql.Executable;
import io.granary.sql.TextClause;
import io.granary.sql.TextSelect;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** The connection of a session, which it holds only while a transaction is open. Belongs to the session's actor. */
final class SessionConnection {

    /** The dialects whose databases read what is committed by then, if nobody says otherwise; of those that others bring along nobody knows. */
    private static final Set<String> READ_COMMITTED_BY_DEFAULT = Set.of("postgresql", "h2", "sqlite");

    private final AsyncEngine engine;
    private final SessionOptions options;
    private final Turn turn;
    private final SessionEvents events;
    private final ConnectionSource source;
    private final SequenceNumbers shared;
    private final boolean sharing;
    private final TimeLimit limit = new TimeLimit();
    private @Nullable AsyncConnection connection;

    /** The last lease, unless its transaction has ended: who asks while it is on its way waits for the same one. */
    private @Nullable CompletionStage<AsyncConnection> asked;

    /** How many transactions have ended, by which one that waits for its connection is known. */
    private int ended;

    private boolean pinned;

    /** Whether something ran in the transaction that may have moved it to other schemas. */
    private boolean moved;

    /** Whether somebody else has the connection in hand, and may end what is open on it. */
    private boolean lent;

    /** Whether the session itself has written something. */
    private boolean wrote;

    /** What it has written in, once somebody else may end that. */
    private @Nullable AsyncTransaction worked;

    SessionConnection(SessionTerms terms, Turn turn, SessionEvents events) {
        this.options = terms.options();
        this.engine = terms.engine().withOptions(options.execution());
        this.turn = turn;
        this.events = events;
        this.source = terms.joined()
                .<ConnectionSource>map(joined -> new JoinedConnection(joined, options.execution(), turn))
                .orElseGet(() -> new LeasedConnections(engine, turn, limit));
        this.shared = terms.numbers();
        this.sharing = terms.joined().isEmpty() && !events.hears(Occasion.AFTER_BEGIN);
    }

    /**
     * The numbers of sequences that are left: those for all sessions; none, and nobody's afterwards, where the name of a sequence may be that of another one in
     * this transaction, for the user has had it in hand, and may move it again before the next is asked for.
     */
    SequenceNumbers numbers() {
        return sharing && !moved ? shared : new SequenceNumbers();
    }

    /** The connection, for the user, who may do with it anything. */
    CompletionStage<AsyncConnection> lend() {
        moved = true;
        return turn.map(lease(), held -> {
            lent = true;
            noteWork(held);
            return held;
        });
    }

    private void noteWork(AsyncConnection held) {
        if (worked == null) {
            worked = held.transaction().orElse(null);
        }
    }

    AsyncEngine engine() {
        return engine;
    }

    /** The time of what is done now. */
    TimeLimit limit() {
        return limit;
    }

    boolean isHeld() {
        return connection != null;
    }

    Optional<AsyncConnection> held() {
        return Optional.ofNullable(connection);
    }

    /** From now on everything runs in the transaction, for the user has begun it. */
    void pin() {
        pinned = true;
    }

    /** The transaction has ended. Of one that never had a connection, as where one statement commits by itself, nothing is left for the next one. */
    void over() {
        if (connection == null) {
            forget();
        }
    }

    /** The connection, leased now if it was not. */
    CompletionStage<AsyncConnection> lease() {
        AsyncConnection held = connection;
        if (held != null && held.isClosed()) {
            return CompletableFuture.failedFuture(new ResourceClosedException(ErrorReport.of(
                            ErrorCode.RESOURCE_CLOSED,
                            "The connection of this session's transaction was closed by somebody else, and what was written on it is rolled back.")
                    .hint("roll the session back, and leave its connection to it")));
        }
        if (held != null) {
            return CompletableFuture.completedFuture(held);
        }
        CompletionStage<AsyncConnection> before = asked;
        if (before != null && !before.toCompletableFuture().isDone()) {
            return before;
        }
        int transaction = ended;
        CompletionStage<AsyncConnection> leased = turn.then(source.begin(), fresh -> arrived(fresh, transaction));
        CompletionStage<AsyncConnection> begun =
                events.hears(Occasion.AFTER_BEGIN) ? turn.then(leased, this::tellBegin) : leased;
        asked = begun;
        return begun;
    }

    /** One that comes when the transaction that it was leased for has ended is nobody's. */
    private CompletionStage<AsyncConnection> arrived(AsyncConnection fresh, int transaction) {
        if (ended == transaction) {
            connection = fresh;
            return CompletableFuture.completedFuture(fresh);
        }
        ResourceClosedException late = new ResourceClosedException(ErrorReport.of(
                        ErrorCode.RESOURCE_CLOSED,
                        "The transaction of this session ended before there was a connection for it.")
                .hint("wait for what needs the connection before the transaction is ended"));
        return source.leave(fresh)
                .handleAsync((done, failure) -> source.giveBack(fresh), turn)
                .thenCompose(stage -> stage)
                .handle((done, failure) -> late)
                .thenCompose(CompletableFuture::failedFuture);
    }

    /** A listener that fails leaves no transaction behind that it has not dealt with. */
    private CompletionStage<AsyncConnection> tellBegin(AsyncConnection leased) {
        return events.tell(Occasion.AFTER_BEGIN, (listener, context) -> listener.afterBegin(context))
                .handleAsync(
                        (done, failure) -> failure == null
                                ? CompletableFuture.completedFuture(leased)
                                : rollback()
                                        .handle((undone, another) -> failure)
                                        .<AsyncConnection>thenCompose(CompletableFuture::failedFuture),
                        turn)
                .thenCompose(stage -> stage);
    }

    /** Runs a statement in the transaction. */
    CompletionStage<Result> run(Executable statement, List<? extends Map<String, ?>> parameters) {
        sees(statement);
        CompletionStage<Result> ran =
                turn.then(lease(), leased -> limit.withinTransaction(() -> run(leased, statement, parameters)));
        return lent ? turn.map(ran, this::ranWhereOthersMayEndIt) : ran;
    }

    private Result ranWhereOthersMayEndIt(Result result) {
        held().ifPresent(this::noteWork);
        return result;
    }

    /** Notes what may move the transaction to other schemas: of texts nobody knows what they do, queries or not. */
    void sees(Executable statement) {
        moved |= statement instanceof TextClause || statement instanceof TextSelect;
    }

    private static CompletionStage<Result> run(
            AsyncConnection leased, Executable statement, List<? extends Map<String, ?>> parameters) {
        return switch (parameters.size()) {
            case 0 -> leased.execute(statement);
            case 1 -> leased.execute(statement, parameters.get(0));
            default -> leased.execute(statement, parameters);
        };
    }

    /** Runs a query in the transaction, and has rows of it taken before the last have come; those are in the result. */
    CompletionStage<Result> run(Executable select, Map<String, ?> parameters, Consumer<RowChunk> early) {
        sees(select);
        return turn.then(lease(), leased -> limit.withinTransaction(() -> leased.execute(select, parameters, early)));
    }

    /** Reads what the session itself asks for, before the transaction begins where nothing can tell the difference. */
    CompletionStage<Result> read(Executable select, Map<String, ?> parameters) {
        return mayDefer()
                ? limit.within(() -> elsewhere().execute(select, parameters))
                : run(select, List.of(parameters));
    }

    /** So, with rows of it taken before the last have come. */
    CompletionStage<Result> read(Executable select, Map<String, ?> parameters, Consumer<RowChunk> early) {
        return mayDefer()
                ? limit.within(() -> elsewhere().execute(select, parameters))
                : run(select, parameters, early);
    }

    /**
     * Where a query runs by itself: one alone sees what is committed at any level from READ COMMITTED on, so none is told, which takes trips; but for servers that may be
     * told to read what is not committed if nobody says otherwise.
     */
    private AsyncEngine elsewhere() {
        return engine.executionOptions().isolationLevel().isEmpty() || !isReadCommittedByDefault()
                ? engine
                : engine.withOptions(ExecutionOptions.none().autocommit());
    }

    /** Runs a statement that is all that a transaction has to do, and commits by itself. */
    CompletionStage<Result> runAlone(Executable statement, List<? extends Map<String, ?>> parameters) {
        return limit.within(() -> switch (parameters.size()) {
            case 0 -> engine.execute(statement);
            case 1 -> engine.execute(statement, parameters.get(0));
            default -> engine.execute(statement, parameters);
        });
    }

    /** Whether what needs no transaction may run on any other connection. */
    boolean mayRunElsewhere() {
        return source.mayRunElsewhere();
    }

    /** A statement that commits by itself and is stopped may have committed, so what has a time goes another way. */
    boolean mayCommitAlone() {
        return options.oneStatementCommit()
                && !limit.isSet()
                && connection == null
                && !pinned
                && source.mayRunElsewhere()
                && !events.standsBeforeCommit()
                && !StatementObjections.mayCome(engine.options())
                && engine.executionOptions().isolationLevel().isEmpty()
                && engine.executionOptions().readOnly().isEmpty();
    }

    private boolean mayDefer() {
        if (!options.deferredBegin()
                || connection != null
                || pinned
                || !source.mayRunElsewhere()
                || events.hears(Occasion.AFTER_BEGIN)) {
            return false;
        }
        Optional<IsolationLevel> level = engine.executionOptions().isolationLevel();
        boolean readCommitted =
                level.map(said -> said == IsolationLevel.READ_COMMITTED).orElseGet(this::isReadCommittedByDefault);
        return readCommitted && engine.executionOptions().readOnly().isEmpty();
    }

    private boolean isReadCommittedByDefault() {
        return READ_COMMITTED_BY_DEFAULT.contains(engine.dialect().name());
    }

    /** The session itself writes from here on, in the transaction that is open, or in the next one. */
    void writes() {
        if (!wrote) {
            wrote = true;
            worked = null;
            held().filter(unused -> lent).ifPresent(this::noteWork);
        }
    }

    /** Whether the transaction that the session has written in is not open any more: somebody had the connection in hand. */
    boolean isEndedElsewhere() {
        AsyncConnection held = connection;
        if (held == null || !wrote || isAutocommit()) {
            return false;
        }
        AsyncTransaction before = worked;
        return !held.inTransaction()
                || (before != null && !held.transaction().filter(before::equals).isPresent());
    }

    /**
     * Fails with what the connection itself says where its transaction is not open any more and has still to be rolled back, as one that was lost with its link; done where it
     * has none, or another one, which is not the session's to end.
     */
    CompletionStage<Done> requireNothingLost() {
        AsyncConnection held = connection;
        return held == null || held.isClosed() || held.inTransaction()
                ? CompletableFuture.completedFuture(Done.getInstance())
                : held.commit();
    }

    private boolean isAutocommit() {
        return options.execution()
                .isolationLevel()
                .or(() -> engine.executionOptions().isolationLevel())
                .filter(level -> level == IsolationLevel.AUTOCOMMIT)
                .isPresent();
    }

    /** Whether somebody may have ended a savepoint of the session's, or has the whole. */
    boolean isLent() {
        return lent || !source.mayRunElsewhere();
    }

    /** What has been sent is waited for whatever the time is: its outcome would not be known. */
    CompletionStage<Done> commit() {
        AsyncConnection held = connection;
        if (held == null) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        return limit.isOver()
                ? CompletableFuture.failedFuture(TimeLimit.late("its time was over; the commit was not sent"))
                : source.commit(held).thenComposeAsync(done -> release(), turn);
    }

    /** Rolls back, and gives the connection back whatever comes of it; fails where that undoes nothing. */
    CompletionStage<Done> rollback() {
        return end(source::rollback, true);
    }

    /** Gives the connection back at the end of the session, whose transaction nobody has ended; fails as a rollback does. */
    CompletionStage<Done> leave() {
        return end(source::leave, source.rollsBackAtLeave());
    }

    private CompletionStage<Done> end(Function<AsyncConnection, CompletionStage<Done>> ending, boolean undoes) {
        AsyncConnection held = connection;
        if (held == null) {
            forget();
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        // Who has written nothing misses nothing.
        Optional<GranaryException> refusal = undoes && wrote ? source.refusesRollback() : Optional.empty();
        CompletionStage<Done> ended = ending.apply(held)
                .handleAsync((done, failure) -> release(), turn)
                .thenCompose(released -> released);
        return refusal.isEmpty()
                ? ended
                : ended.thenCompose(done -> CompletableFuture.failedFuture(refusal.orElseThrow()));
    }

    CompletionStage<Done> invalidate() {
        AsyncConnection held = connection;
        forget();
        return held == null
                ? CompletableFuture.completedFuture(Done.getInstance())
                : invalidated(held).thenCompose(done -> source.giveBack(held));
    }

    /** One that somebody else has closed has nothing left to give up. */
    private static CompletionStage<Done> invalidated(AsyncConnection held) {
        return held.isClosed() ? CompletableFuture.completedFuture(Done.getInstance()) : held.invalidate();
    }

    private CompletionStage<Done> release() {
        AsyncConnection held = connection;
        forget();
        return held == null ? CompletableFuture.completedFuture(Done.getInstance()) : source.giveBack(held);
    }

    private void forget() {
        connection = null;
        asked = null;
        ended++;
        pinned = false;
        moved = false;
        lent = false;
        wrote = false;
        worked = null;
    }
}

package io.granary.orm.internal.session;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.engine.internal.Scopes;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.ResourceClosedException;
import io.granary.orm.Mappings;
import io.granary.orm.SessionOptions;
import io.granary.orm.SessionState;
import io.granary.orm.SessionStatement;
import io.granary.orm.SessionStatement.Kind;
import io.granary.orm.StatementOptions;
import io.granary.orm.internal.flush.FlushPlanner;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.SessionObjects;
import io.granary.orm.internal.load.Criteria;
import io.granary.orm.internal.load.EntityLoader;
import io.granary.orm.internal.load.KeyLists;
import io.granary.orm.internal.session.Listening.Occasion;
import io.granary.orm.internal.turn.Turn;
import io.granary.sql.Executable;
import io.granary.sql.Select;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * What a session is: its objects, its transaction and its connection. Belongs to the session's actor: every method is called, and every stage
 * continued, in its turn.
 *
 * <pre>
 * no transaction   begins with the first object or statement
 * in transaction   ends with commit, rollback or close; savepoints stand in it like a stack
 * to be rolled back   a flush or a commit failed: only rollback and close are taken
 * ended by hand    of a scope's session only: its one transaction has ended, and nothing is taken that would begin another
 * </pre>
 */
final class SessionCore {

    private final Mappings mappings;
    private final SessionOptions options;
    private final SessionConnection connection;
    private final Turn turn;
    private final SessionEvents events;
    private final SessionObjects objects;
    private final FlushPlanner planner;
    private final EntityLoader loader;
    private final Criteria criteria;
    private final boolean scoped;
    private @Nullable TransactionLevel level;
    private int autoflushOff;
    private boolean closed;
    private boolean endedByHand;

    private final UndoneLevels undone = new UndoneLevels();
    private @Nullable Throwable remembered;

    SessionCore(SessionTerms terms, Turn turn, SessionEvents events) {
        this.mappings = terms.mappings();
        this.options = terms.options();
        this.scoped = terms.scoped();
        this.criteria = Criteria.of(options.criteria());
        this.turn = turn;
        this.events = events;
        this.connection = new SessionConnection(terms, turn, events);
        this.objects = new SessionObjects(mappings);
        this.planner = new FlushPlanner(objects);
        this.loader = new EntityLoader(objects.identities());
        if (!events.isSilent()) {
            objects.identities().tell(events);
        }
    }

    Mappings mappings() {
        return mappings;
    }

    SessionOptions options() {
        return options;
    }

    SessionConnection connection() {
        return connection;
    }

    Turn turn() {
        return turn;
    }

    SessionEvents events() {
        return events;
    }

    SessionObjects objects() {
        return objects;
    }

    IdentityMap identities() {
        return objects.identities();
    }

    FlushPlanner planner() {
        return planner;
    }

    EntityLoader loader() {
        return loader;
    }

    /** What holds for rows in all statements. */
    Criteria criteria() {
        return criteria;
    }

    /** A statement with what holds for rows, unless it says otherwise. */
    Executable restricted(Executable statement) {
        return criteria.with(Criteria.options(statement)).restrict(statement);
    }

    // ---- failures that nobody waited for

    void remember(Throwable failure) {
        Throwable cause = Scopes.unwrap(failure);
        remembered = remembered == null ? cause == null ? failure : cause : remembered;
    }

    /** The first of them is told once. */
    void throwRemembered() {
        Throwable failure = remembered;
        remembered = null;
        if (failure instanceof RuntimeException known) {
            throw known;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /** What was refused in a transaction that is rolled back does not matter any more. */
    void forgetRemembered() {
        remembered = null;
    }

    // ---- the transaction

    Optional<TransactionLevel> level() {
        return Optional.ofNullable(level);
    }

    /** The transaction, begun now if there is none. */
    TransactionLevel begun() {
        requireUsable();
        TransactionLevel now = level;
        if (now == null) {
            now = TransactionLevel.root();
            enter(now);
        }
        return now;
    }

    void enter(TransactionLevel next) {
        next.number(undone.open());
        level = next;
        events.note(
                Occasion.AFTER_TRANSACTION_CREATE,
                (listener, view) -> listener.afterTransactionCreate(view, next.isNested()));
    }

    void leaveTo(@Nullable TransactionLevel outer) {
        Optional<TransactionLevel> left = level();
        level = outer;
        if (outer == null) {
            identities().forgetAttached(0);
        }
        endedByHand |= scoped && outer == null;
        while (left.isPresent() && left.orElseThrow() != outer) {
            boolean nested = left.orElseThrow().isNested();
            if (nested && left.orElseThrow().isUndone()) {
                undone.undo(left.orElseThrow().number());
            }
            events.note(Occasion.AFTER_TRANSACTION_END, (listener, view) -> listener.afterTransactionEnd(view, nested));
            left = left.orElseThrow().parent();
        }
        if (outer == null) {
            undone.over();
        }
    }

    /**
     * Rows of a stream that come behind the rollback of what they were read in, also to a savepoint around that, or behind the end of their transaction,
     * would bring back what was undone.
     *
     * @param number of the innermost level when they were asked for
     */
    void requireNotUndone(int number) {
        if (undone.has(number)) {
            throw new ResourceClosedException(ErrorReport.of(
                            ErrorCode.RESOURCE_CLOSED,
                            "The stream was closed before its end: the transaction that its rows were read in has ended, or a savepoint was rolled back, before the session took them.")
                    .hint("end the transaction when the stream has completed, or read the rows again"));
        }
    }

    boolean autoflushes() {
        return options.autoflush() && autoflushOff == 0;
    }

    void setAutoflush(boolean on) {
        autoflushOff += on ? -1 : 1;
    }

    /** Begins by the user's word, so that nothing runs outside of the transaction. */
    void begin() {
        requireUsable();
        if (level != null) {
            throw InvalidRequestException.of(
                    "A transaction has already begun on this session.",
                    "Use beginNested() for a savepoint, or end the transaction first.");
        }
        enter(TransactionLevel.root());
        connection.pin();
    }

    CompletionStage<AsyncConnection> leased() {
        begun();
        return connection.lease();
    }

    /** The connection, for the user: what is done on it nobody tells the session. */
    CompletionStage<AsyncConnection> lent() {
        begun().writes();
        return connection.lend();
    }

    // ---- what the session itself asks for

    /** Reads objects, as listeners will have it; before the transaction begins where nothing can tell the difference. */
    CompletionStage<Result> read(Select<?> select, Map<String, ?> parameters) {
        return events.hearsStatements()
                ? turn.then(
                        heard(select, parameters),
                        heard -> answered(heard, () -> connection.read(heard.statement(), heard.first())))
                : connection.read(select, parameters);
    }

    /** So, with rows taken before the last have come; completes with what comes of it then, in the turn. */
    <T> CompletionStage<T> read(
            Select<?> select, Map<String, ?> parameters, Consumer<Row> taker, Function<Result, T> next) {
        EarlyRows early = new EarlyRows(turn, taker);
        CompletionStage<Result> ran = events.hearsStatements()
                ? turn.then(
                        heard(select, parameters),
                        heard -> answered(heard, () -> connection.read(heard.statement(), heard.first(), early)))
                : connection.read(select, parameters, early);
        return early.whenAllTaken(ran, next);
    }

    /** So, with their rows locked. */
    CompletionStage<Result> readLocking(Select<?> select, Map<String, ?> parameters) {
        return turn.then(
                heard(select, parameters),
                heard -> answered(heard, () -> connection.run(heard.statement(), heard.parameters())));
    }

    private CompletionStage<SessionStatement> heard(Select<?> select, Map<String, ?> parameters) {
        return events.beforeExecute(new SessionStatement(
                Kind.LOAD, select, List.of(parameters), StatementOptions.none(), Optional.empty()));
    }

    private static CompletionStage<Result> answered(SessionStatement heard, Supplier<CompletionStage<Result>> asked) {
        return heard.result()
                .<CompletionStage<Result>>map(CompletableFuture::completedFuture)
                .orElseGet(asked);
    }

    void requireOpen() {
        if (closed) {
            throw new ResourceClosedException(ErrorReport.of(ErrorCode.RESOURCE_CLOSED, "This session is closed.")
                    .hint("open another one"));
        }
    }

    /** Whether the transaction of a scope has ended before the scope. */
    boolean isEndedByHand() {
        return endedByHand;
    }

    void requireUsable() {
        requireOpen();
        if (endedByHand) {
            throw InvalidRequestException.of(
                    "The transaction of this scope was ended by hand; nothing more can be read or written inside its scope.",
                    "Let the scope end the transaction, or work with a session whose transactions are yours to end: sessions.session(work).");
        }
        Optional<Throwable> failure = level().flatMap(TransactionLevel::failure);
        if (failure.isPresent()) {
            throw new PendingRollbackException(
                    ErrorReport.of(
                                    ErrorCode.PENDING_ROLLBACK,
                                    "The transaction of this session has to be rolled back, for it failed: "
                                            + failure.orElseThrow().getMessage())
                            .hint("roll back, and do the work again"),
                    failure.orElseThrow());
        }
    }

    /** How queries of its own name many keys. */
    KeyLists keyLists() {
        return KeyLists.of(connection.engine().dialect());
    }

    /** What it holds now. */
    SessionState state() {
        return new SessionState(
                identities().pending().stream().map(InstanceState::object).toList(),
                planner.changed().stream().map(InstanceState::object).toList(),
                objects.deleted().stream().map(InstanceState::object).toList(),
                identities().all().size(),
                level != null,
                level != null && level.isNested(),
                level == null || level.failure().isEmpty(),
                connection.isHeld());
    }

    /** Rolls back what is open, lets go of all objects, and of the connection, whatever comes of the rollback. */
    CompletionStage<Done> reset() {
        forgetRemembered();
        return connection
                .leave()
                .whenCompleteAsync(
                        (done, failure) -> {
                            leaveTo(null);
                            objects.clear();
                        },
                        turn);
    }

    /** As {@link #reset}, and for good. */
    CompletionStage<Done> close() {
        if (closed) {
            return CompletableFuture.completedStage(Done.getInstance());
        }
        closed = true;
        return reset();
    }

    boolean isClosed() {
        return closed;
    }
}

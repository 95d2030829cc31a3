package io.granary.orm.internal.session;

import static java.util.Objects.requireNonNull;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.error.InvalidRequestException;
import io.granary.orm.EntityState;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionStatement;
import io.granary.orm.SessionView;
import io.granary.orm.StateTransition;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.ObjectEvents;
import io.granary.orm.internal.session.Listening.Occasion;
import io.granary.orm.internal.turn.Turn;
import io.granary.orm.mapping.MappedTable;
import io.granary.sql.Delete;
import io.granary.sql.Executable;
import io.granary.sql.Update;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the listeners of one session. What they may take part in is waited for; what has happened already is told to all, and what a listener throws
 * then is kept until the books are right. Belongs to the session's actor.
 */
final class SessionEvents implements ObjectEvents {

    private static final Logger LOG = LoggerFactory.getLogger(SessionEvents.class);

    private final CompletableFuture<Done> end = new CompletableFuture<>();
    private final Listening listening;
    private final Turn turn;
    private final Map<String, Object> info;
    private @Nullable SessionWork work;

    /** How many operations of listeners are on their way. */
    private int quiet;

    /** What a listener threw where nothing could be refused any more. */
    private @Nullable Throwable thrown;

    SessionEvents(Listening listening, Turn turn, Map<String, Object> info) {
        this.listening = listening;
        this.turn = turn;
        this.info = info;
    }

    /** The session has ended: whoever waits for something from outside the turn waits in vain. */
    void ended() {
        end.complete(Done.getInstance());
    }

    /** What is to be done in a turn that may never come; fails when the session ends before. */
    <T> CompletionStage<T> untilEnded(CompletionStage<T> asked) {
        CompletableFuture<T> told = new CompletableFuture<>();
        CompletionStage<T> unused = asked.whenComplete((value, failure) -> {
            if (failure == null) {
                told.complete(value);
            } else {
                told.completeExceptionally(failure);
            }
        });
        CompletableFuture<Boolean> unusedToo = end.thenApply(done -> told.completeExceptionally(SessionGate.closed()));
        return told;
    }

    /** Whose listeners these are; before anything is told. */
    void serve(SessionWork session) {
        work = session;
    }

    boolean isSilent() {
        return listening.isSilent();
    }

    boolean hears(Occasion... moments) {
        return listening.hears(moments);
    }

    /** Whether statements are told: those that a listener itself sends are not. */
    boolean hearsStatements() {
        return quiet == 0 && hears(Occasion.BEFORE_EXECUTE);
    }

    /** Does something for a listener, whose statements are told to none. */
    <T> CompletionStage<T> quietly(Supplier<CompletionStage<T>> operation) {
        quiet++;
        return Flushing.attempted(operation).whenCompleteAsync((value, failure) -> quiet--, turn);
    }

    /** Whether somebody stands between the last statement of a flush and the commit, and may write or fail there. */
    boolean standsBeforeCommit() {
        return !isSilent()
                && hears(
                        Occasion.AFTER_BEGIN,
                        Occasion.AFTER_FLUSH,
                        Occasion.AFTER_FLUSH_POSTEXEC,
                        Occasion.ON_TRANSITION);
    }

    // ---- what listeners take part in

    /** Tells one listener after the other, each when the one before has done. */
    CompletionStage<Done> tell(
            Occasion moment, BiFunction<SessionListener, ListenerContext, CompletionStage<Done>> method) {
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (SessionListener listener : listening.to(moment)) {
            all = turn.then(all, done -> within(context -> method.apply(listener, context)));
        }
        return all;
    }

    /** What is run in the place of a statement. */
    CompletionStage<SessionStatement> beforeExecute(SessionStatement statement) {
        CompletionStage<SessionStatement> all = CompletableFuture.completedFuture(statement);
        if (!hearsStatements()) {
            return all;
        }
        for (SessionListener listener : listening.to(Occasion.BEFORE_EXECUTE)) {
            all = turn.then(
                    all,
                    before -> turn.map(
                            within(context -> listener.beforeExecute(context, before)), SessionEvents::statement));
        }
        return all;
    }

    /** Tells that a statement has changed rows of a mapped class, if it has. */
    CompletionStage<Result> afterBulk(Executable statement, Result result) {
        // A count that nobody knows must not fail what has been done.
        long rows = result.rowCount() == ResultData.UNKNOWN ? -1 : result.rowCount();
        CompletionStage<Done> told = CompletableFuture.completedFuture(Done.getInstance());
        if (statement instanceof Update update && update.table() instanceof MappedTable<?>) {
            told = tell(
                    Occasion.AFTER_BULK_UPDATE, (listener, context) -> listener.afterBulkUpdate(context, update, rows));
        } else if (statement instanceof Delete delete && delete.table() instanceof MappedTable<?>) {
            told = tell(
                    Occasion.AFTER_BULK_DELETE, (listener, context) -> listener.afterBulkDelete(context, delete, rows));
        }
        return turn.map(told, done -> result);
    }

    private static SessionStatement statement(@Nullable SessionStatement given) {
        if (given == null) {
            throw InvalidRequestException.of(
                    "A listener of the session gave null in the place of a statement.",
                    "Let beforeExecute complete with the statement that it was given, or with what is to be run in its place.");
        }
        return given;
    }

    private <T> CompletionStage<T> within(Function<ListenerContext, CompletionStage<T>> method) {
        ListenerContext context = new ListenerContext(requireNonNull(work), this, turn, view());
        return context.until(Flushing.attempted(() -> required(method.apply(context))));
    }

    private static <T> CompletionStage<T> required(@Nullable CompletionStage<T> stage) {
        if (stage == null) {
            throw InvalidRequestException.of(
                    "A listener of the session gave null in the place of a stage.", "Let it give a completed one.");
        }
        return stage;
    }

    // ---- what has happened

    /** Tells all listeners; what one of them throws is thrown by {@link #rethrow}. */
    void note(Occasion moment, BiConsumer<SessionListener, SessionView> method) {
        for (SessionListener listener : listening.to(moment)) {
            try {
                method.accept(listener, view());
            } catch (Throwable failure) {
                thrown = thrown == null ? failure : thrown;
            }
        }
    }

    /** Throws what a listener threw, once. */
    void rethrow() {
        Throwable failure = thrown;
        thrown = null;
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    /** Logs what a listener threw where nothing is left to fail. */
    void logThrown() {
        Throwable failure = thrown;
        thrown = null;
        if (failure != null) {
            LOG.warn("A listener of a session that has ended threw {}.", String.valueOf(failure), failure);
        }
    }

    /** Ends an operation: with what a listener threw meanwhile, unless it failed by itself. */
    <T> CompletionStage<T> ending(CompletionStage<T> operation) {
        return operation.whenCompleteAsync(
                (value, failure) -> {
                    if (failure == null) {
                        rethrow();
                    }
                    thrown = null;
                },
                turn);
    }

    private SessionView view() {
        return new ListenerView(requireNonNull(work), info);
    }

    // ---- objects

    @Override
    public void attaching(Object object) {
        listening.to(Occasion.BEFORE_ATTACH).forEach(listener -> listener.beforeAttach(view(), object));
    }

    @Override
    public void attached(Object object) {
        note(Occasion.AFTER_ATTACH, (listener, view) -> listener.afterAttach(view, object));
    }

    @Override
    public void changed(InstanceState state, EntityState before) {
        if (hears(Occasion.ON_TRANSITION)) {
            transition(before, state)
                    .ifPresent(transition -> note(
                            Occasion.ON_TRANSITION,
                            (listener, view) -> listener.onTransition(view, state.object(), transition)));
        }
    }

    private static Optional<StateTransition> transition(EntityState before, InstanceState state) {
        EntityState now = state.state();
        return Optional.ofNullable(
                switch (before) {
                    case TRANSIENT ->
                        now == EntityState.PENDING
                                ? StateTransition.TRANSIENT_TO_PENDING
                                : now != EntityState.PERSISTENT
                                        ? null
                                        : state.isUnknown()
                                                ? StateTransition.DETACHED_TO_PERSISTENT
                                                : StateTransition.LOADED_AS_PERSISTENT;
                    case PENDING ->
                        now == EntityState.PERSISTENT
                                ? StateTransition.PENDING_TO_PERSISTENT
                                : StateTransition.PENDING_TO_TRANSIENT;
                    case PERSISTENT ->
                        now == EntityState.DELETED
                                ? StateTransition.PERSISTENT_TO_DELETED
                                : now == EntityState.TRANSIENT
                                        ? StateTransition.PERSISTENT_TO_TRANSIENT
                                        : StateTransition.PERSISTENT_TO_DETACHED;
                    case DELETED ->
                        now == EntityState.PERSISTENT
                                ? StateTransition.DELETED_TO_PERSISTENT
                                : now == EntityState.TRANSIENT
                                        ? StateTransition.DELETED_TO_TRANSIENT
                                        : StateTransition.DELETED_TO_DETACHED;
                    // What left the session is none of its objects, whatever a rollback makes of it.
                    case DETACHED -> null;
                });
    }
}

package io.granary.orm.internal.session;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Result;
import io.granary.engine.internal.Scopes;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.ResourceClosedException;
import io.granary.orm.GetOptions;
import io.granary.orm.SessionContext;
import io.granary.orm.SessionState;
import io.granary.orm.SessionView;
import io.granary.orm.StatementOptions;
import io.granary.orm.internal.turn.Turn;
import io.granary.sql.Executable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Does what one listener asks for while an operation waits for it: within that operation, one after the other. Asked from another thread than the
 * turn's, it goes on in the turn.
 */
final class ListenerContext implements SessionContext {

    private static final CompletionStage<Done> DONE = CompletableFuture.completedFuture(Done.getInstance());

    private final SessionWork work;
    private final SessionEvents events;
    private final Turn turn;
    private final SessionView view;

    /** Completes, and never fails, when all that was asked for has ended. */
    private CompletionStage<Done> tail = DONE;

    /** Seen from any thread, for the turn may never come again to who asks too late. */
    private volatile boolean over;

    ListenerContext(SessionWork work, SessionEvents events, Turn turn, SessionView view) {
        this.work = work;
        this.events = events;
        this.turn = turn;
        this.view = view;
    }

    /** How a listener's stage ended. */
    private record Outcome<T>(@Nullable T value, @Nullable Throwable failure) {

        CompletionStage<T> stage() {
            return failure == null
                    ? CompletableFuture.completedStage(value)
                    : CompletableFuture.failedFuture(Scopes.unwrap(failure));
        }
    }

    /** Ends with the listener's stage, and not before all that it asked for has ended. */
    <T> CompletionStage<T> until(CompletionStage<T> said) {
        CompletionStage<Outcome<T>> outcome = said.handle(Outcome::new);
        return turn.then(outcome, ended -> turn.then(settled(), done -> ended.stage()));
    }

    private CompletionStage<Done> settled() {
        CompletionStage<Done> now = tail;
        return turn.then(now, done -> {
            over = now == tail;
            return over ? DONE : settled();
        });
    }

    private <T> CompletionStage<T> ask(SessionOperation<T> operation) {
        return over || turn.isTaken()
                ? begin(operation)
                : events.untilEnded(DONE.thenComposeAsync(done -> begin(operation), turn));
    }

    private <T> CompletionStage<T> begin(SessionOperation<T> operation) {
        if (over) {
            return CompletableFuture.failedFuture(new ResourceClosedException(
                    ErrorReport.of(ErrorCode.RESOURCE_CLOSED, "The listener that this was given to has ended.")
                            .hint("let the stage that the listener gives complete after all that it does")));
        }
        CompletionStage<T> asked = turn.then(tail, done -> Flushing.attempted(() -> operation.run(work)));
        tail = asked.handle((value, failure) -> Done.getInstance());
        return asked;
    }

    @Override
    public Map<String, Object> info() {
        return view.info();
    }

    @Override
    public SessionState state() {
        return view.state();
    }

    @Override
    public CompletionStage<Done> add(Object object) {
        return ask(session -> session.add(List.of(object)));
    }

    @Override
    public CompletionStage<Done> delete(Object object) {
        return ask(session -> session.quietly(() -> session.delete(List.of(object))));
    }

    @Override
    public CompletionStage<Done> expunge(Object object) {
        return ask(session -> session.expunge(object));
    }

    @Override
    public <E> CompletionStage<Optional<E>> get(Class<E> type, Object id) {
        return ask(session -> session.quietly(() -> session.get(type, id, GetOptions.none())))
                .thenApply(found -> found.map(type::cast));
    }

    @Override
    public CompletionStage<Result> execute(Executable statement, List<? extends Map<String, ?>> parameters) {
        return ask(session ->
                session.quietly(() -> session.executeUnheard(statement, parameters, StatementOptions.none())));
    }

    @Override
    public CompletionStage<AsyncConnection> connection() {
        return ask(SessionWork::connection);
    }
}

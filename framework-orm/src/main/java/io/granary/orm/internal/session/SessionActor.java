package io.granary.orm.internal.session;

import io.granary.engine.AsyncEngine;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.Scopes;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.ResourceClosedException;
import io.granary.orm.Mappings;
import io.granary.orm.SessionOptions;
import io.granary.orm.SessionProtocol;
import io.granary.orm.internal.session.SessionCommand.Ended;
import io.granary.orm.internal.session.SessionCommand.Perform;
import io.granary.orm.internal.session.SessionCommand.Resume;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Owns a session: does one thing after the other, in the order in which they were asked for, however many ask.
 *
 * <pre>
 * phase    leaves when                                   to
 * ready    it is asked for something                     busy
 * busy     that has ended, and nothing else was asked    ready
 * either   that was the closing                          stopped
 * </pre>
 *
 * What an operation waits for happens elsewhere; how it goes on comes as a message, so that objects and books are touched in this actor's turn only.
 * Whatever was asked is answered once: also when the actor stops, by its owner's word or its own defect. Its connection is leased in its name,
 * so that what it had open then is rolled back.
 */
public final class SessionActor {

    private final ActorContext<Object> context;
    private final SessionGate gate;
    private final SessionWork work;
    private final Deque<Perform<?>> waiting = new ArrayDeque<>();
    private @Nullable Answer<Object> running;

    private SessionActor(
            ActorContext<Object> context,
            AsyncEngine engine,
            Mappings mappings,
            SessionOptions options,
            SessionGate gate) {
        this.context = context;
        this.gate = gate;
        this.work = new SessionWork(
                engine.ownedBy(context),
                mappings,
                options,
                continuation -> context.getSelf().tell(new Resume(continuation)));
    }

    /**
     * {@return a session's behavior; it takes {@link SessionCommand} and {@link SessionProtocol.Command}}
     *
     * @param engine where its connections come from
     * @param mappings the classes that it knows
     * @param options how it works
     * @param gate what its handle asks it through
     */
    public static Behavior<Object> create(
            AsyncEngine engine, Mappings mappings, SessionOptions options, SessionGate gate) {
        return Behaviors.setup(context -> new SessionActor(context, engine, mappings, options, gate).ready());
    }

    private Behavior<Object> ready() {
        return Behaviors.receive(Object.class)
                .onMessage(Perform.class, this::onPerform)
                .onMessage(SessionProtocol.Command.class, command -> onPerform(spoken(command)))
                .onMessage(Resume.class, this::onLate)
                .onMessage(Ended.class, ended -> Behaviors.same())
                .onSignal(PostStop.class, stopped -> onStopped())
                .build();
    }

    private Behavior<Object> busy() {
        return Behaviors.receive(Object.class)
                .onMessage(Perform.class, this::onAnother)
                .onMessage(SessionProtocol.Command.class, command -> onAnother(spoken(command)))
                .onMessage(Resume.class, this::onResume)
                .onMessage(Ended.class, this::onEnded)
                .onSignal(PostStop.class, stopped -> onStopped())
                .build();
    }

    private Behavior<Object> onPerform(Perform<?> perform) {
        start(perform);
        return busy();
    }

    private Perform<?> spoken(SessionProtocol.Command command) {
        return SpokenCommands.perform(command, this::streaming);
    }

    /** Rows are asked for by whoever subscribes, as by a facade. */
    private SessionProtocol.Reply streaming(SessionProtocol.Stream stream) {
        return new SessionProtocol.Streaming(
                stream.correlation(),
                new ObjectStream(
                        context.getSystem(),
                        asking(context.getSelf(), gate, context.getSystem().executionContext()),
                        stream.statement(),
                        stream.parameters()));
    }

    /**
     * {@return how a session is asked by others than actors}
     *
     * @param session the session's actor
     * @param gate what stands before it
     * @param completions where stages complete
     */
    public static ObjectStream.Asking asking(
            ActorRef<? super SessionCommand> session, SessionGate gate, Executor completions) {
        return new ObjectStream.Asking() {
            @Override
            public <T> CompletionStage<T> perform(SessionOperation<T> operation) {
                Promise<T> promise = new Promise<>(completions);
                gate.tell(session, new Perform<>(operation, promise));
                return promise;
            }
        };
    }

    private Behavior<Object> onAnother(Perform<?> perform) {
        waiting.add(perform);
        return Behaviors.same();
    }

    /** What an operation that failed had begun beside what it failed with may still go on. */
    private Behavior<Object> onLate(Resume resume) {
        resume.continuation().run();
        return Behaviors.same();
    }

    private Behavior<Object> onResume(Resume resume) {
        resume.continuation().run();
        return Behaviors.same();
    }

    private Behavior<Object> onEnded(Ended ended) {
        answer(ended);
        if (work.isClosed()) {
            gate.shut();
            return Behaviors.stopped();
        }
        Perform<?> next = waiting.poll();
        if (next == null) {
            return ready();
        }
        start(next);
        return Behaviors.same();
    }

    private <T> void start(Perform<T> perform) {
        running = untyped(perform.answer());
        CompletionStage<T> stage = Flushing.attempted(() -> perform.operation().run(work));
        CompletionStage<T> unused =
                stage.whenComplete((value, failure) -> context.getSelf().tell(new Ended(value, failure)));
    }

    private void answer(Ended ended) {
        Answer<Object> answer = running;
        running = null;
        if (answer == null) {
            return;
        }
        gate.answered(answer);
        Throwable failure = ended.failure() == null ? null : Scopes.unwrap(ended.failure());
        if (failure != null) {
            fail(answer, failure);
        } else if (ended.value() != null) {
            answer.succeed(ended.value());
        }
    }

    /** What the user's own code threw is thrown as it is; a message carries our failures only, and that one within. */
    private static void fail(Answer<Object> answer, Throwable failure) {
        if (failure instanceof GranaryException known) {
            answer.fail(known);
        } else if (answer instanceof Promise<?> promise) {
            promise.failWith(failure);
        } else {
            answer.fail(new InvalidRequestException(
                    ErrorReport.of(ErrorCode.INVALID_REQUEST, "Code that the session called failed: " + failure)
                            .hint("look at the cause"),
                    failure));
        }
    }

    private Behavior<Object> onStopped() {
        gate.shut();
        ResourceClosedException closed = SessionGate.closed();
        Answer<Object> answer = running;
        if (answer != null) {
            answer.fail(closed);
        }
        waiting.forEach(perform -> perform.answer().fail(closed));
        return Behaviors.same();
    }

    @SuppressWarnings("unchecked") // it is given what the operation gives, and nothing else
    private static <T> Answer<Object> untyped(Answer<T> answer) {
        return (Answer<Object>) answer;
    }
}

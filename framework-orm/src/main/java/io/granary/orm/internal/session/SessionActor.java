package io.granary.orm.internal.session;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncEngine;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.Scopes;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.SessionProtocol;
import io.granary.orm.internal.session.SessionCommand.Adopt;
import io.granary.orm.internal.session.SessionCommand.Ended;
import io.granary.orm.internal.session.SessionCommand.Perform;
import io.granary.orm.internal.session.SessionCommand.Resume;
import io.granary.orm.internal.session.SessionLine.TimeOver;
import io.granary.orm.internal.turn.Turn;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * Owns a session: does one thing after the other, in the order in which they were asked for, however many ask.
 *
 * <pre>
 * phase    leaves when                                        to
 * idle     it gets a session                                  ready
 *          nobody wanted it for a while                       stopped
 * ready    it is asked for something                          busy
 * busy     that has ended, and nothing else was asked         ready
 *          that was the closing, and it is one of a pool      idle
 *          that was the closing                               closed
 * closed   what had been asked before is answered             stopped
 * </pre>
 *
 * What an operation waits for happens elsewhere; how it goes on comes as a message, so that objects and books are touched in this actor's turn only.
 * What has a time has a clock until it is answered.
 * Whatever a handle asked is answered once, also when the actor stops, by its owner's word or its own defect; who speaks to it by messages
 * watches it. Its connection is leased in its name,
 * so that what it had open then is rolled back. A session that has ended is told apart from the next one of the same actor by its gate.
 */
public final class SessionActor {

    /** Nobody wanted it for a while, and nobody can get it any more. */
    enum Unwanted {
        INSTANCE
    }

    /** Stands behind what had been asked when the session was closed; that is still answered. */
    private enum LastCall {
        INSTANCE
    }

    private final ActorContext<Object> context;
    private final Optional<SessionPlace> place;
    private final AsyncEngine engine;
    private final Turn turn;
    private final SessionLine line;
    private final SpokenCommands spoken;

    // Each operation changes phases twice; the phases themselves do not change.
    private final Behavior<Object> idle;
    private final Behavior<Object> ready;
    private final Behavior<Object> busy;

    private @Nullable Current current;
    private @Nullable Answer<Object> running;

    private @Nullable Ended ended;

    /** The session that it has. */
    private record Current(SessionGate gate, SessionWork work) {}

    private SessionActor(ActorContext<Object> context, AsyncEngine engine, Optional<SessionPlace> place) {
        this.context = context;
        this.place = place;
        this.engine = engine.ownedBy(context);
        ActorRef<Object> self = context.getSelf();
        this.line = new SessionLine(context);
        this.spoken = new SpokenCommands(engine.options().ticker(), surroundings());
        this.turn = new Turn(
                continuation -> self.tell(new Resume(continuation)),
                context.getSystem().executionContext());
        this.idle = idle();
        this.ready = ready();
        this.busy = busy();
    }

    /**
     * {@return the behavior of one session; it takes {@link SessionCommand} and {@link SessionProtocol.Command}, and stops when the session
     * is closed}
     *
     * @param terms what the session is made with
     * @param gate what its handle asks it through
     */
    public static Behavior<Object> create(SessionTerms terms, SessionGate gate) {
        return Behaviors.setup(context -> {
            try {
                terms.listening()
                        .opened(gate.info(), () -> context.getSelf().path().toString());
            } catch (Throwable refused) {
                // Whoever has the handle is answered all the same.
                gate.shut();
                throw refused;
            }
            return new SessionActor(context, terms.engine(), Optional.empty()).onAdopt(new Adopt(terms, gate));
        });
    }

    /** The behavior of one session after the other, which finds in its place whom it has to answer when it stops before it hears of a session. */
    static Behavior<Object> pooled(AsyncEngine engine, SessionPlace place) {
        return Behaviors.setup(context -> {
            try {
                return new SessionActor(context, engine, Optional.of(place)).idle;
            } catch (Throwable defect) {
                place.end();
                throw defect;
            }
        });
    }

    private Behavior<Object> idle() {
        return Behaviors.receive(Object.class)
                .onMessage(Adopt.class, this::onAdopt)
                .onMessage(Perform.class, this::onLatePerform)
                .onMessage(Unwanted.class, unwanted -> Behaviors.stopped())
                .onMessage(Resume.class, this::onLateResume)
                .onMessage(TimeOver.class, late -> Behaviors.same())
                .onSignal(PostStop.class, stopped -> onStopped())
                .onSignal(PreRestart.class, restarted -> onStopped())
                .build();
    }

    private Behavior<Object> ready() {
        return Behaviors.receive(Object.class)
                .onMessage(Perform.class, this::onPerform)
                .onMessage(SessionProtocol.Command.class, command -> onPerform(spoken.perform(command)))
                .onMessage(Resume.class, this::onResume)
                .onMessage(TimeOver.class, late -> Behaviors.same())
                .onSignal(PostStop.class, stopped -> onStopped())
                .onSignal(PreRestart.class, restarted -> onStopped())
                .build();
    }

    private Behavior<Object> busy() {
        return Behaviors.receive(Object.class)
                .onMessage(Perform.class, this::onAnother)
                .onMessage(SessionProtocol.Command.class, command -> onAnother(spoken.perform(command)))
                .onMessage(Resume.class, this::onResume)
                .onMessage(Ended.class, this::onEnded)
                .onMessage(TimeOver.class, this::onTimeOver)
                .onSignal(PostStop.class, stopped -> onStopped())
                .onSignal(PreRestart.class, restarted -> onStopped())
                .build();
    }

    private Behavior<Object> closed() {
        return Behaviors.receive(Object.class)
                .onMessage(Perform.class, this::onLatePerform)
                .onMessage(SessionProtocol.Command.class, command -> onLatePerform(spoken.perform(command)))
                .onMessage(Resume.class, this::onLateResume)
                .onMessage(TimeOver.class, late -> Behaviors.same())
                .onMessage(LastCall.class, last -> Behaviors.stopped())
                .build();
    }

    // ---- sessions come and go

    private Behavior<Object> onAdopt(Adopt adopt) {
        try {
            current = new Current(
                    adopt.gate(),
                    SessionWork.of(adopt.terms().on(engine), turn, adopt.gate().info()));
        } catch (RuntimeException defect) {
            // Whoever asks through it must not wait for an actor that ends.
            adopt.gate().shut();
            throw defect;
        }
        return ready;
    }

    /** Somebody uses a handle whose session has ended. */
    private Behavior<Object> onLatePerform(Perform<?> perform) {
        perform.answer().fail(SessionGate.closed());
        return Behaviors.same();
    }

    /** Somebody asks within an operation that has ended, and is to be told so. */
    private Behavior<Object> onLateResume(Resume resume) {
        turn.take(resume.continuation());
        return Behaviors.same();
    }

    private Behavior<Object> onClosed(SessionGate gate) {
        current = null;
        boolean alone = gate.shut();
        line.refuseAll(SessionGate::closed);
        if (place.isEmpty() || !alone || !place.orElseThrow().giveBack(context.getSelf(), gate)) {
            place.ifPresent(SessionPlace::end);
            context.getSelf().tell(LastCall.INSTANCE);
            return closed();
        }
        return idle;
    }

    private Behavior<Object> onStopped() {
        Answer<Object> answer = running;
        if (answer != null) {
            answer.fail(SessionGate.closed());
        }
        line.refuseAll(SessionGate::closed);
        Current had = current;
        if (had != null) {
            had.work().ended();
            had.gate().shut();
        }
        place.ifPresent(SessionPlace::end);
        return Behaviors.same();
    }

    // ---- operations

    private Behavior<Object> onPerform(Perform<?> perform) {
        if (refused(perform)) {
            return Behaviors.same();
        }
        line.setClock(perform);
        return start(perform);
    }

    private Behavior<Object> onAnother(Perform<?> perform) {
        if (!refused(perform)) {
            line.setClock(perform);
            line.add(perform);
        }
        return Behaviors.same();
    }

    /** Whether it was asked for through the handle of a session that this actor had before. */
    private boolean refused(Perform<?> perform) {
        Current now = current;
        boolean foreign = perform.gate() != null && now != null && perform.gate() != now.gate();
        if (foreign) {
            perform.answer().fail(SessionGate.closed());
        }
        return foreign;
    }

    private Behavior<Object> start(Perform<?> perform) {
        begin(perform);
        return next(busy);
    }

    private <T> void begin(Perform<T> perform) {
        running = untyped(perform.answer());
        Current now = current;
        SessionWork work = now == null ? null : now.work();
        turn.take(() -> {
            if (work != null) {
                work.begins(perform.deadline());
            }
            CompletionStage<T> stage =
                    Flushing.attempted(() -> requireNonNull(work).perform(perform.operation()));
            CompletionStage<T> unused = stage.whenComplete((value, failure) -> end(new Ended(value, failure)));
        });
    }

    /** What ends in the turn needs no message. */
    private void end(Ended outcome) {
        if (turn.isTaken()) {
            ended = outcome;
        } else {
            context.getSelf().tell(outcome);
        }
    }

    private Behavior<Object> onResume(Resume resume) {
        turn.take(resume.continuation());
        return next(Behaviors.same());
    }

    private Behavior<Object> onEnded(Ended outcome) {
        ended = outcome;
        return next(Behaviors.same());
    }

    /** Whoever waits is told; what is done gives up what it waits for, and is answered when it has ended by that. */
    private Behavior<Object> onTimeOver(TimeOver time) {
        line.timeOver(time.perform());
        Current now = current;
        if (time.perform().answer() != running || now == null) {
            return Behaviors.same();
        }
        turn.take(now.work()::timeOver);
        return next(Behaviors.same());
    }

    /** Answers what has ended, and begins with what was asked next. */
    private Behavior<Object> next(Behavior<Object> otherwise) {
        Behavior<Object> behavior = otherwise;
        for (Ended outcome = ended; outcome != null; outcome = ended) {
            ended = null;
            Current now = requireNonNull(current);
            boolean closed = now.work().isClosed();
            if (closed) {
                // Whoever has been told that it is closed may open another one and get this actor.
                Answer<Object> answer = requireNonNull(running);
                running = null;
                now.gate().answered(answer);
                now.work().ended();
                Behavior<Object> after = onClosed(now.gate());
                answer(now.gate(), answer, outcome);
                return after;
            }
            Answer<Object> answer = requireNonNull(running);
            running = null;
            line.answered(answer);
            answer(now.gate(), answer, outcome);
            Perform<?> next = line.next();
            if (next == null) {
                return ready;
            }
            behavior = busy;
            begin(next);
        }
        return behavior;
    }

    private static void answer(SessionGate gate, Answer<Object> answer, Ended ended) {
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

    // ---- how it is asked

    private SpokenCommands.Surroundings surroundings() {
        return new SpokenCommands.Surroundings() {
            @Override
            public SessionProtocol.Reply streaming(SessionProtocol.Stream stream) {
                return SessionActor.this.streaming(stream);
            }

            @Override
            public Map<String, Object> info() {
                return gate().info();
            }
        };
    }

    private SessionGate gate() {
        Current now = current;
        return now == null ? new SessionGate() : now.gate();
    }

    /** Rows are asked for by whoever subscribes, as by a handle. */
    private SessionProtocol.Reply streaming(SessionProtocol.Stream stream) {
        return new SessionProtocol.Streaming(
                stream.correlation(),
                new ObjectStream(
                        context.getSystem(),
                        asking(context.getSelf(), gate(), engine.completions()),
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
                gate.tell(session, new Perform<>(operation, promise, gate));
                return promise;
            }
        };
    }

    @SuppressWarnings("unchecked") // it is given what the operation gives, and nothing else
    private static <T> Answer<Object> untyped(Answer<T> answer) {
        return (Answer<Object>) answer;
    }
}

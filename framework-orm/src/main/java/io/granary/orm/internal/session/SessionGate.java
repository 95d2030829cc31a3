package io.granary.orm.internal.session;

import io.granary.engine.internal.Answer;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.ResourceClosedException;
import io.granary.orm.internal.session.SessionCommand.Perform;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What stands between a session's handle and its actor, so that whoever asks is answered also when the actor has stopped, or stops before
 * it comes to that: what is
 * in a mailbox then is lost. Thread-safe.
 */
public final class SessionGate {

    private static final int FEW = 2;

    /** Those who were not answered yet, the first to ask first, who mostly is the first to be answered. Guarded by itself. */
    private final Deque<Answer<?>> waiting = new ArrayDeque<>(FEW);

    private final Map<String, Object> info = new ConcurrentHashMap<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
    private volatile Runnable whenShut = () -> {};

    private enum State {
        /** Whoever asks the actor asks through this. */
        OPEN,
        /** Others ask the actor past this. */
        SHARED,
        /** The session has ended. */
        SHUT
    }

    /** Makes one that is open. */
    public SessionGate() {}

    /** {@return notes on the session, for its user and its listeners; thread-safe} */
    public Map<String, Object> info() {
        return info;
    }

    /**
     * Asks a session's actor.
     *
     * @param actor the actor
     * @param perform what is asked
     */
    public void tell(ActorRef<? super SessionCommand> actor, Perform<?> perform) {
        if (isShut()) {
            perform.answer().fail(closed());
            return;
        }
        synchronized (waiting) {
            waiting.add(perform.answer());
        }
        send(actor, perform);
        // Either this sees that it is shut, or who shuts it sees the answer waiting.
        if (isShut()) {
            refuse(perform.answer());
        }
    }

    /**
     * Tells an actor something. One that is still starting refuses a thread that is interrupted: Pekko waits for a lock there, if only for a moment.
     *
     * @param <T> what it is told
     * @param actor the actor
     * @param message the message
     */
    public static <T> void send(ActorRef<T> actor, T message) {
        boolean interrupted = Thread.interrupted();
        try {
            actor.tell(message);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Lets others speak to the actor past this, so that it must not have another session afterwards.
     *
     * @throws ResourceClosedException when the session has ended
     */
    public void share() {
        if (!state.compareAndSet(State.OPEN, State.SHARED) && isShut()) {
            throw closed();
        }
    }

    /** {@return whether the session has ended, by its close, by its owner's word or by a defect} */
    public boolean isShut() {
        return state.get() == State.SHUT;
    }

    /**
     * Has something run when the session has ended, at once if it has. Only the last one given counts; it may run twice.
     *
     * @param action what to run, on any thread; it must be quick, and must not know the session's handle, which would never be unreachable then
     */
    public void whenShut(Runnable action) {
        whenShut = action;
        // Either this sees that it is shut, or who shuts it sees the action.
        if (isShut()) {
            action.run();
        }
    }

    /** Somebody who asked has been answered. */
    void answered(Answer<?> answer) {
        takeOut(answer);
    }

    /** Whether somebody was waiting. */
    private boolean takeOut(Answer<?> answer) {
        synchronized (waiting) {
            Iterator<Answer<?>> each = waiting.iterator();
            while (each.hasNext()) {
                if (each.next() == answer) {
                    each.remove();
                    return true;
                }
            }
        }
        return false;
    }

    /** The actor answers nothing any more that comes through this; whether nobody can reach it past this either. */
    boolean shut() {
        boolean alone = state.getAndSet(State.SHUT) == State.OPEN;
        List<Answer<?>> unanswered;
        synchronized (waiting) {
            unanswered = List.copyOf(waiting);
        }
        unanswered.forEach(this::refuse);
        whenShut.run();
        return alone;
    }

    /** Whoever has been answered is told nothing more: a failure that nobody reads has the stack in it all the same. */
    private void refuse(Answer<?> answer) {
        if (takeOut(answer)) {
            answer.fail(closed());
        }
    }

    static ResourceClosedException closed() {
        return new ResourceClosedException(ErrorReport.of(ErrorCode.RESOURCE_CLOSED, "The session has ended.")
                .hint("open another one"));
    }
}

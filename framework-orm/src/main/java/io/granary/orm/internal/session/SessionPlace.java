package io.granary.orm.internal.session;

import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What an actor of the pool and whoever takes it both know: which session it has, from before it hears of that until the session has ended. A message
 * to an actor that stops is lost, so whoever opens the session puts its gate here first, and the actor shuts what it finds here when it stops. Thread-safe.
 */
final class SessionPlace {

    private static final Object EMPTY = new Object();
    private static final Object ENDED = new Object();

    private final SessionActors actors;

    /** The gate of the session, or one of the two above. */
    private final AtomicReference<Object> content = new AtomicReference<>(EMPTY);

    SessionPlace(SessionActors actors) {
        this.actors = actors;
    }

    /** Gives the actor a session, of which it is told then; false if it has stopped, or is about to. */
    boolean put(SessionGate gate) {
        return content.compareAndSet(EMPTY, gate);
    }

    /** The actor's session has ended; whether it may have another one. If not, it has to stop. */
    boolean giveBack(ActorRef<Object> actor, SessionGate gate) {
        return content.compareAndSet(gate, EMPTY) && actors.giveBack(actor, this);
    }

    /** The actor stops, or never starts: whoever has a session in it is answered. */
    void end() {
        actors.left(this);
        if (content.getAndSet(ENDED) instanceof SessionGate gate) {
            gate.shut();
        }
    }
}

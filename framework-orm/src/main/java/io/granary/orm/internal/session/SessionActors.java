package io.granary.orm.internal.session;

import io.granary.engine.internal.ActorNames;
import io.granary.orm.internal.session.SessionCommand.Adopt;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Props;

/**
 * Actors whose session has been closed and that take another one: spawning one for each short session would cost more than the session. An
 * actor that nobody
 * wants for a while stops. Thread-safe.
 */
public final class SessionActors {

    private static final int MOST = 64;

    private final ActorSystem<?> system;
    private final ConcurrentLinkedDeque<ActorRef<Object>> idle = new ConcurrentLinkedDeque<>();
    private final AtomicInteger count = new AtomicInteger();

    /**
     * Makes one without actors.
     *
     * @param system where they are spawned
     */
    public SessionActors(ActorSystem<?> system) {
        this.system = system;
    }

    /**
     * {@return an actor that has a new session}
     *
     * @param terms what the session is made with
     * @param gate what its handle asks it through
     */
    public ActorRef<Object> take(SessionTerms terms, SessionGate gate) {
        ActorRef<Object> actor = idle.pollFirst();
        if (actor == null) {
            actor = system.systemActorOf(
                    SessionActor.pooled(terms.engine(), this), ActorNames.unique("granary-session"), Props.empty());
        } else {
            count.decrementAndGet();
        }
        actor.tell(new Adopt(terms, gate));
        return actor;
    }

    /** Takes an actor back whose session has ended; if there are enough, it has to stop. */
    boolean giveBack(ActorRef<Object> actor) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            return false;
        }
        idle.addFirst(actor);
        return true;
    }

    /** Lets an actor go that nobody wanted for a while; false if somebody has just taken it. */
    boolean letGo(ActorRef<Object> actor) {
        boolean was = idle.remove(actor);
        if (was) {
            count.decrementAndGet();
        }
        return was;
    }
}

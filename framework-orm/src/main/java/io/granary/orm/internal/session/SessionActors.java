package io.granary.orm.internal.session;

import io.granary.engine.internal.ActorNames;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.ResourceClosedException;
import io.granary.orm.internal.session.SessionActor.Unwanted;
import io.granary.orm.internal.session.SessionCommand.Adopt;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.jspecify.annotations.Nullable;

/**
 * Actors whose session has been closed and that take another one: spawning one for each short session would cost more than the session. An
 * actor that nobody wants for a while stops; one look at all of them costs less than a clock for each. Thread-safe.
 */
public final class SessionActors {

    private static final int MOST = 64;
    private static final Duration UNWANTED = Duration.ofSeconds(30);
    private static final DispatcherSelector DISPATCHER = DispatcherSelector.fromConfig("granary.session-dispatcher");

    private final ActorSystem<?> system;
    private final SessionPlaces places;

    /** The one that came back last is first. */
    private final ConcurrentLinkedDeque<Idle> idle = new ConcurrentLinkedDeque<>();

    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean watched = new AtomicBoolean();

    private record Idle(ActorRef<Object> actor, SessionPlace place, long since) {}

    /**
     * Makes one without actors.
     *
     * @param system where they are spawned
     */
    public SessionActors(ActorSystem<?> system) {
        this.system = system;
        this.places = SessionPlaces.of(system);
    }

    /**
     * {@return an actor that has a new session}
     *
     * @param terms what the session is made with
     * @param gate what its handle asks it through
     */
    public ActorRef<Object> take(SessionTerms terms, SessionGate gate) {
        ActorRef<Object> actor = idle(gate);
        if (actor == null) {
            actor = spawn(terms, gate);
        }
        SessionGate.send(actor, new Adopt(terms, gate));
        return actor;
    }

    /** One of those that have no session. Some may have stopped, with the actor system, and are forgotten. */
    private @Nullable ActorRef<Object> idle(SessionGate gate) {
        for (Idle first = idle.pollFirst(); first != null; first = idle.pollFirst()) {
            count.decrementAndGet();
            if (first.place().put(gate)) {
                return first.actor();
            }
        }
        return null;
    }

    private ActorRef<Object> spawn(SessionTerms terms, SessionGate gate) {
        SessionPlace place = new SessionPlace(this);
        place.put(gate);
        places.add(place);
        try {
            return system.systemActorOf(
                    SessionActor.pooled(terms.engine(), place), ActorNames.unique("granary-session"), DISPATCHER);
        } catch (IllegalStateException ending) {
            places.remove(place);
            throw new ResourceClosedException(
                    ErrorReport.of(
                                    ErrorCode.RESOURCE_CLOSED,
                                    "The actor system ends or has ended, so no session can be opened in it.")
                            .hint("open sessions before that"),
                    ending);
        }
    }

    /** An actor has stopped. */
    void left(SessionPlace place) {
        places.remove(place);
    }

    /** Takes an actor back whose session has ended; if there are enough, it has to stop. */
    boolean giveBack(ActorRef<Object> actor, SessionPlace place) {
        if (count.incrementAndGet() > MOST) {
            count.decrementAndGet();
            return false;
        }
        idle.addFirst(new Idle(actor, place, System.nanoTime()));
        watch();
        return true;
    }

    private void watch() {
        if (!watched.get() && watched.compareAndSet(false, true)) {
            try {
                system.scheduler().scheduleOnce(UNWANTED, this::look, system.executionContext());
            } catch (RuntimeException ending) {
                // The actor system ends, and they with it.
                watched.set(false);
            }
        }
    }

    /** Lets those go that nobody has wanted since the look before. */
    private void look() {
        long now = System.nanoTime();
        for (Idle last = idle.pollLast(); last != null; last = idle.pollLast()) {
            if (now - last.since() < UNWANTED.toNanos()) {
                idle.addLast(last);
                break;
            }
            count.decrementAndGet();
            last.actor().tell(Unwanted.INSTANCE);
        }
        watched.set(false);
        if (!idle.isEmpty()) {
            watch();
        }
    }
}

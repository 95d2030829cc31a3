package io.granary.orm.internal.session;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/**
 * The places of all actors of an actor system that have sessions, one after the other. A second net: an actor that was spawned while the system ended may
 * never start, and then has nobody who ends its place but this. One for the system, so that it holds no maker that nobody has any more. Thread-safe.
 */
final class SessionPlaces implements Extension {

    private final Set<SessionPlace> open = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    /** Where the system keeps them. */
    private static final class Id extends ExtensionId<SessionPlaces> {

        private static final Id ID = new Id();

        @Override
        public SessionPlaces createExtension(ActorSystem<?> system) {
            SessionPlaces places = new SessionPlaces();
            system.getWhenTerminated().whenComplete((done, failure) -> places.end());
            return places;
        }
    }

    private SessionPlaces() {}

    static SessionPlaces of(ActorSystem<?> system) {
        return Id.ID.apply(system);
    }

    void add(SessionPlace place) {
        open.add(place);
        // Either this sees that it is over, or who ends them sees the place.
        if (over) {
            place.end();
        }
    }

    void remove(SessionPlace place) {
        open.remove(place);
    }

    private void end() {
        over = true;
        open.forEach(SessionPlace::end);
    }
}

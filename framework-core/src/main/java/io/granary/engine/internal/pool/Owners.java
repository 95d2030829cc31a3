package io.granary.engine.internal.pool;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Which owner holds which leases, and who is watched. An owner is watched from the first lease on, and for a while after the last: one that
 * asks again and again, as a session does, is not watched anew each time, which would cost two messages to it. Plain.
 */
final class Owners {

    /** So many are watched that hold nothing; beyond, the one that has been so for longest is not. */
    static final int MOST_RESTING = 256;

    private final Map<ActorRef<?>, Set<Long>> leases = new HashMap<>();

    /** Who holds nothing any more, and is watched still. The sets are empty, and kept for the next lease. */
    private final Map<ActorRef<?>, Set<Long>> resting = new LinkedHashMap<>();

    /** Whether the owner is to be watched from now on. */
    boolean add(ActorRef<?> owner, long lease) {
        Set<Long> held = leases.get(owner);
        if (held != null) {
            held.add(lease);
            return false;
        }
        Set<Long> before = resting.remove(owner);
        Set<Long> first = before == null ? new HashSet<>() : before;
        first.add(lease);
        leases.put(owner, first);
        return before == null;
    }

    /** Ends a lease; says whom not to watch any more. */
    Optional<ActorRef<?>> remove(ActorRef<?> owner, long lease) {
        Set<Long> held = leases.get(owner);
        if (held == null || !held.remove(lease) || !held.isEmpty()) {
            return Optional.empty();
        }
        leases.remove(owner);
        resting.put(owner, held);
        if (resting.size() <= MOST_RESTING) {
            return Optional.empty();
        }
        ActorRef<?> longest = resting.keySet().iterator().next();
        resting.remove(longest);
        return Optional.of(longest);
    }

    /** Everybody who is watched. */
    Set<ActorRef<?>> all() {
        return Stream.concat(leases.keySet().stream(), resting.keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Forgets an owner. */
    Set<Long> gone(ActorRef<?> owner) {
        resting.remove(owner);
        Set<Long> held = leases.remove(owner);
        return held == null ? Set.of() : held;
    }
}

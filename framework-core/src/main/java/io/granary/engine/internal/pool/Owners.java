package io.granary.engine.internal.pool;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;

/** Which owner holds which leases, so that an owner is watched once, from the first lease to the end of the last. Plain. */
final class Owners {

    private final Map<ActorRef<?>, Set<Long>> leases = new HashMap<>();

    /** Whether this is the owner's first lease. */
    boolean add(ActorRef<?> owner, long lease) {
        Set<Long> held = leases.computeIfAbsent(owner, first -> new HashSet<>());
        held.add(lease);
        return held.size() == 1;
    }

    /** Whether this was the owner's last lease. */
    boolean remove(ActorRef<?> owner, long lease) {
        Set<Long> held = leases.get(owner);
        if (held == null || !held.remove(lease) || !held.isEmpty()) {
            return false;
        }
        leases.remove(owner);
        return true;
    }

    /** Everybody who holds a lease. */
    Set<ActorRef<?>> all() {
        return Set.copyOf(leases.keySet());
    }

    /** Forgets an owner. */
    Set<Long> gone(ActorRef<?> owner) {
        Set<Long> held = leases.remove(owner);
        return held == null ? Set.of() : held;
    }
}

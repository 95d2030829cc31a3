package io.granary.orm.internal.session;

import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who refers to an object since its reference was changed, of which the object's collection is told only by a flush. For one operation, during which
 * nobody else changes anything: all objects of the session are looked through once, however many are asked about.
 */
final class MovedHere {

    private final IdentityMap identities;

    /** By what it refers to. */
    private final Map<Asked, IdentityHashMap<Object, List<InstanceState>>> moved = new HashMap<>();

    /** Which objects are looked at: of several relationships that have the same reference, each may be of another class. */
    private record Asked(Relationship<?, ?> held, Class<?> target) {}

    MovedHere(IdentityMap identities) {
        this.identities = identities;
    }

    /** Those whose reference was changed to an object, and still is what it was changed to. */
    List<InstanceState> to(InstanceState owner, Relationship<?, ?> relationship, Relationship<?, ?> held) {
        return moved
                .computeIfAbsent(new Asked(held, relationship.target()), unused -> all(relationship, held))
                .getOrDefault(owner.object(), List.of())
                .stream()
                .filter(state -> MovedReferences.isHere(state, held, owner))
                .toList();
    }

    private IdentityHashMap<Object, List<InstanceState>> all(Relationship<?, ?> relationship, Relationship<?, ?> held) {
        IdentityHashMap<Object, List<InstanceState>> all = new IdentityHashMap<>();
        for (InstanceState state : identities.all()) {
            if (relationship.target().isInstance(state.object())) {
                Object before = state.related(held).object();
                // Most refer to what they did, which the field itself says soonest.
                Object now = held.get(state.object()) == before
                        ? before
                        : state.relatedNow(held).object();
                if (now != null && now != before) {
                    all.computeIfAbsent(now, unused -> new ArrayList<>()).add(state);
                }
            }
        }
        return all;
    }
}

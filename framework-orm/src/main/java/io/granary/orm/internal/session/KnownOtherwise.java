package io.granary.orm.internal.session;

import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Objects whose rows came for keys that are others than theirs, as a database without case in its collation has it: ABC is abc to it. Which row is whose shows where
 * one alone was asked for. For one question.
 */
final class KnownOtherwise {

    private final IdentityMap identities;
    private final Map<EntityKey, InstanceState> found = new HashMap<>();

    KnownOtherwise(IdentityMap identities) {
        this.identities = identities;
    }

    /** The object of a key that was asked for. */
    Optional<InstanceState> find(EntityKey key) {
        return identities.find(key).or(() -> Optional.ofNullable(found.get(key)));
    }

    /** Takes what came for keys, and gives those that are to be asked for alone: nothing came for them, and something for none of them. */
    List<EntityKey> unknown(List<EntityKey> asked, Collection<InstanceState> came) {
        if (came.isEmpty()) {
            return List.of();
        }
        Set<EntityKey> all = new HashSet<>(asked);
        List<InstanceState> others =
                came.stream().filter(state -> !all.contains(state.requireKey())).toList();
        if (others.isEmpty()) {
            return List.of();
        }
        if (asked.size() == 1) {
            found.put(asked.get(0), others.get(0));
            return List.of();
        }
        came.forEach(state -> all.remove(state.requireKey()));
        return List.copyOf(all);
    }
}

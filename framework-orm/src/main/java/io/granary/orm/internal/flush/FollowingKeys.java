package io.granary.orm.internal.flush;

import io.granary.orm.internal.flush.FlushExecution.Terms;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.load.EntityLoader;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.Reference;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keys that have others in them, which follow those as they change: the foreign key says {@code ON UPDATE CASCADE}, or there would be no such change, so the database
 * has changed the rows by then, and they are found by their new keys only. (SQLAlchemy's {@code passive_updates}.)
 */
final class FollowingKeys {

    private final Terms terms;

    FollowingKeys(Terms terms) {
        this.terms = terms;
    }

    /** An object that has another key now, and what its row has in the places of a row image that it changed. */
    private record Follower(InstanceState state, EntityKey key, Map<Integer, Object> values) {}

    /** Gives objects of the session the keys that follow from those that have changed, which are given by what they were; and those that follow from these. */
    void follow(Map<EntityKey, EntityKey> changed) {
        Map<EntityKey, EntityKey> next = changed;
        while (!next.isEmpty()) {
            List<Follower> followers = new ArrayList<>();
            for (InstanceState state : terms.identities().persistent()) {
                follower(state, next).ifPresent(followers::add);
            }
            next = new HashMap<>();
            Map<InstanceState, EntityKey> keys = new LinkedHashMap<>();
            for (Follower follower : followers) {
                next.put(follower.state().requireKey(), follower.key());
                take(follower);
                keys.put(follower.state(), follower.key());
            }
            terms.identities().rekeyAll(keys);
        }
    }

    private static Optional<Follower> follower(InstanceState state, Map<EntityKey, EntityKey> changed) {
        Map<Integer, Object> values = new HashMap<>();
        for (Relationship<?, ?> relationship : state.relationships()) {
            if (!isOfKey(state, relationship)) {
                continue;
            }
            EntityKey now =
                    EntityLoader.target(state, relationship).map(changed::get).orElse(null);
            if (now == null) {
                continue;
            }
            List<Reference> references = relationship.terms().references();
            for (int i = 0; i < references.size(); i++) {
                values.put(references.get(i).slot(), now.values().get(i));
            }
        }
        return values.isEmpty()
                ? Optional.empty()
                : EntityKeys.of(state.mapping(), image(state, values)).map(key -> new Follower(state, key, values));
    }

    private static @Nullable Object[] image(InstanceState state, Map<Integer, Object> values) {
        @Nullable Object[] image = state.committed().clone();
        values.forEach((slot, value) -> image[slot] = value);
        return image;
    }

    private static boolean isOfKey(InstanceState state, Relationship<?, ?> relationship) {
        if (!relationship.holdsReference()) {
            return false;
        }
        List<MappedColumn> key = state.mapping().key();
        return relationship.terms().references().stream()
                .anyMatch(reference -> key.stream().anyMatch(column -> column.slot() == reference.slot()));
    }

    private void take(Follower follower) {
        terms.log().updating(follower.state());
        BitSet slots = new BitSet();
        follower.values().keySet().forEach(slots::set);
        follower.state().commit(image(follower.state(), follower.values()), slots);
    }
}

package io.granary.orm.internal.flush;

import io.granary.error.FlushException;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.Reference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns what objects refer to into values of columns. */
final class References {

    private final IdentityMap identities;

    References(IdentityMap identities) {
        this.identities = identities;
    }

    /** The row image as the object says it is now; a reference to what has no key yet is NULL. */
    @Nullable Object[] image(InstanceState state) {
        @Nullable Object[] image = state.current();
        for (Relationship<?, ?> relationship : state.relationships()) {
            if (relationship.holdsReference()) {
                write(state, relationship, image);
            }
        }
        return image;
    }

    private void write(InstanceState state, Relationship<?, ?> relationship, @Nullable Object[] image) {
        Related now = state.relatedNow(relationship);
        if (!now.loaded() || isStillNothing(state, relationship, now) || hasLeft(state, relationship, now)) {
            return;
        }
        Optional<EntityKey> key = Optional.ofNullable(now.object())
                .map(target -> known(state, relationship, target))
                .flatMap(InstanceState::key);
        for (Reference reference : relationship.terms().references()) {
            image[reference.slot()] =
                    key.map(found -> value(relationship, found, reference)).orElse(null);
        }
    }

    /** Nothing was found for it, as where the query was told to leave rows out: that takes nothing away. */
    private static boolean isStillNothing(InstanceState state, Relationship<?, ?> relationship, Related now) {
        Related before = state.related(relationship);
        return before.loaded() && before.object() == null && now.object() == null;
    }

    /** It refers to the same object as before, which has left the session: what the row says of it stays. */
    private boolean hasLeft(InstanceState state, Relationship<?, ?> relationship, Related now) {
        Object target = now.object();
        return target != null
                && identities.find(target).isEmpty()
                && state.related(relationship).object() == target;
    }

    private Object value(Relationship<?, ?> relationship, EntityKey key, Reference reference) {
        int place = relationship.terms().references().indexOf(reference);
        return key.values().get(place);
    }

    /** What it refers to, if that is to get its row in this flush; empty if it has one, or there is nothing. */
    Optional<InstanceState> awaited(InstanceState state, Relationship<?, ?> relationship) {
        Related now = state.relatedNow(relationship);
        return hasLeft(state, relationship, now)
                ? Optional.empty()
                : Optional.ofNullable(now.object())
                        .map(target -> known(state, relationship, target))
                        .filter(InstanceState::isPending);
    }

    /** What is known of an object that is referred to. */
    private InstanceState known(InstanceState state, Relationship<?, ?> relationship, Object target) {
        return identities
                .find(target)
                .orElseThrow(() -> FlushException.of(
                        "Object of " + target.getClass().getSimpleName() + ", which " + relationship + " of " + state
                                + " refers to, is not in the session.",
                        "Add it as well, or let the relationship cascade PERSIST."));
    }
}

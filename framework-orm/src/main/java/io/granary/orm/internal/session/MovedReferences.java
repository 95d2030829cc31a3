package io.granary.orm.internal.session;

import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.Relationship;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** References that were changed, of which the collections at the other side do not know before a flush. */
final class MovedReferences {

    private MovedReferences() {}

    /** Whether a reference was changed to another object than one that it referred to, or to nothing. */
    static boolean isAway(InstanceState member, Relationship<?, ?> held, InstanceState from) {
        Related now = member.relatedNow(held);
        Object other = now.object();
        return now.loaded()
                && other != from.object()
                && other != member.related(held).object();
    }

    /** Whether a reference was changed to an object. */
    static boolean isHere(InstanceState member, Relationship<?, ?> held, InstanceState owner) {
        Related now = member.relatedNow(held);
        return now.loaded()
                && now.object() == owner.object()
                && member.related(held).object() != owner.object();
    }

    /**
     * Has a collection that was read without a flush before it show what has left and what has come. (SQLAlchemy does so by the backref, as a reference is changed.)
     *
     * @param held the relationship that holds the reference
     */
    static void show(
            IdentityMap identities, InstanceState owner, Relationship<?, ?> relationship, Relationship<?, ?> held) {
        if (!(relationship.get(owner.object()) instanceof Collection<?> given)) {
            return;
        }
        @SuppressWarnings("unchecked") // what is added is of the relationship's class
        Collection<@Nullable Object> members = (Collection<@Nullable Object>) given;
        members.removeIf(member -> Optional.ofNullable(member)
                .flatMap(identities::find)
                .filter(state -> isAway(state, held, owner))
                .isPresent());
        for (InstanceState state : identities.all()) {
            Object object = state.object();
            if (relationship.target().isInstance(object)
                    && isHere(state, held, owner)
                    && members.stream().noneMatch(member -> member == object)) {
                members.add(object);
            }
        }
    }
}

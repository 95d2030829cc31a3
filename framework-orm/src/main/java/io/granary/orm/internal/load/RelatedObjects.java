package io.granary.orm.internal.load;

import io.granary.orm.Mappings;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives objects what the database has for them at relationships. Belongs to the session's actor. */
public final class RelatedObjects {

    private final Mappings mappings;
    private final IdentityMap identities;

    /**
     * Makes one.
     *
     * @param mappings the classes that are known
     * @param identities the objects of the session
     */
    public RelatedObjects(Mappings mappings, IdentityMap identities) {
        this.mappings = mappings;
        this.identities = identities;
    }

    /**
     * Gives an object one other, or none.
     *
     * @param relationship a relationship to one
     * @param owner the object
     * @param object the other
     */
    public void giveOne(Relationship<?, ?> relationship, InstanceState owner, @Nullable Object object) {
        Related.giveOne(relationship, owner.object(), object);
        owner.relate(relationship, object == null ? Related.NOTHING : new Related(true, List.of(object)));
    }

    /**
     * Gives an object what others refer to it.
     *
     * @param relationship a relationship that columns of the object's own do not hold
     * @param owner the object
     * @param members the others, in order
     */
    public void giveMembers(Relationship<?, ?> relationship, InstanceState owner, List<?> members) {
        if (relationship.kind().isToMany()) {
            Related.give(relationship, owner.object(), members);
        } else {
            Related.giveOne(relationship, owner.object(), members.isEmpty() ? null : members.get(0));
        }
        owner.relate(relationship, new Related(true, new ArrayList<>(members)));
        refersTo(relationship, owner, members);
    }

    /** Members that were there before, without what they refer to, refer to their owner now, as the database says. */
    private void refersTo(Relationship<?, ?> relationship, InstanceState owner, List<?> members) {
        Optional<Relationship<?, ?>> held = relationship
                .terms()
                .mappedBy()
                .flatMap(name -> mappings.mapping(relationship.target()).relationship(name))
                .filter(Relationship::holdsReference);
        if (held.isEmpty()) {
            return;
        }
        for (Object member : members) {
            Optional<InstanceState> state = identities.find(member);
            if (state.isPresent()
                    && !state.orElseThrow().relatedNow(held.orElseThrow()).loaded()) {
                giveOne(held.orElseThrow(), state.orElseThrow(), owner.object());
            }
        }
    }
}

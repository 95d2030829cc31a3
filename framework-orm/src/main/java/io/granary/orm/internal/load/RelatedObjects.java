package io.granary.orm.internal.load;

import io.granary.orm.Mappings;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Gives objects what the database has for them at relationships. Belongs to the session's actor. */
public final class RelatedObjects {

    private static final Logger LOG = LoggerFactory.getLogger(RelatedObjects.class);

    private final Mappings mappings;
    private final BiConsumer<Relationship<?, ?>, InstanceState> before;

    /**
     * Makes one.
     *
     * @param mappings the classes that are known
     */
    public RelatedObjects(Mappings mappings) {
        this(mappings, (relationship, owner) -> {});
    }

    /**
     * Makes one that tells what it does.
     *
     * @param mappings the classes that are known
     * @param before is told before an object is given what others refer to it with
     */
    public RelatedObjects(Mappings mappings, BiConsumer<Relationship<?, ?>, InstanceState> before) {
        this.mappings = mappings;
        this.before = before;
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
    public void giveMembers(Relationship<?, ?> relationship, InstanceState owner, Collection<InstanceState> members) {
        before.accept(relationship, owner);
        List<@Nullable Object> objects = new ArrayList<>(members.size());
        for (InstanceState member : members) {
            objects.add(member.object());
        }
        if (relationship.kind().isToMany()) {
            owner.relate(relationship, Related.give(relationship, owner.object(), objects));
        } else {
            if (objects.size() > 1) {
                LOG.warn(
                        "{} of {} leads to one object, and {} rows were found; the first is taken.",
                        relationship,
                        owner,
                        objects.size());
                objects.subList(1, objects.size()).clear();
            }
            Related.giveOne(relationship, owner.object(), objects.isEmpty() ? null : objects.get(0));
            owner.relate(relationship, new Related(true, objects));
        }
        refersTo(relationship, owner, members);
    }

    /** Members that were there before, without what they refer to, refer to their owner now, as the database says. */
    private void refersTo(Relationship<?, ?> relationship, InstanceState owner, Collection<InstanceState> members) {
        Optional<String> held = relationship.terms().mappedBy();
        if (held.isEmpty() || members.isEmpty()) {
            return;
        }
        Optional<Relationship<?, ?>> other = mappings.mapping(relationship.target())
                .relationship(held.orElseThrow())
                .filter(Relationship::holdsReference);
        for (InstanceState member : other.isPresent() ? members : List.<InstanceState>of()) {
            if (isUntold(member, other.orElseThrow())) {
                giveOne(other.orElseThrow(), member, owner.object());
            }
        }
    }

    /** Whether a member does not know whom it refers to, or was told that there is nobody where a row was left out. */
    private static boolean isUntold(InstanceState member, Relationship<?, ?> held) {
        Related before = member.related(held);
        if (before.loaded()) {
            return before.object() == null
                    && member.relatedNow(held).object() == null
                    && EntityLoader.target(member, held).isPresent();
        }
        return !member.relatedNow(held).loaded();
    }
}

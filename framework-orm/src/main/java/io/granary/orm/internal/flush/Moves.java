package io.granary.orm.internal.flush;

import io.granary.error.FlushException;
import io.granary.orm.WriteOnly;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.MapKeys;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What came to the relationships of objects, and what left them, since they were loaded or flushed. For one preparation of a flush. */
final class Moves {

    private final IdentityMap identities;
    private final List<Move> came = new ArrayList<>();
    private final List<Move> left = new ArrayList<>();
    private boolean recorded;

    /** An object that came to, or left, a relationship of another one. */
    record Move(InstanceState owner, Relationship<?, ?> relationship, Object object) {}

    Moves(IdentityMap identities) {
        this.identities = identities;
    }

    List<Move> came() {
        return came;
    }

    List<Move> left() {
        return left;
    }

    /** Whether something of the session is among what relationships have recorded whose members are never loaded. */
    boolean haveRecorded() {
        return recorded;
    }

    /** What left the relationships of an object before it was deleted does not go with it. */
    void compareLeft(InstanceState state) {
        for (Relationship<?, ?> relationship : state.relationships()) {
            Related now = state.relatedNow(relationship);
            if (!now.loaded() || relationship.holdsReference()) {
                continue;
            }
            if (relationship.isWriteOnly()) {
                state.recorded(relationship)
                        .removed()
                        .forEach(object -> left.add(new Move(state, relationship, object)));
                continue;
            }
            for (Object object : state.related(relationship).objects()) {
                if (object != null && !now.has(object)) {
                    left.add(new Move(state, relationship, object));
                }
            }
        }
    }

    /** What came to the relationships of an object, and what left them. */
    void compare(InstanceState state) {
        for (Relationship<?, ?> relationship : state.relationships()) {
            if (relationship.isWriteOnly()) {
                compareRecorded(state, relationship);
                continue;
            }
            Related before = state.related(relationship);
            Related now = state.relatedNow(relationship);
            if (!now.loaded()) {
                continue;
            }
            for (Object object : now.objects()) {
                if (object == null) {
                    throw FlushException.of(
                            "The collection " + relationship + " of " + state + " holds null.", "Take it out.");
                }
                if (!before.has(object)) {
                    requireKey(state, relationship, object);
                    came.add(new Move(state, relationship, object));
                }
            }
            for (Object object : before.objects()) {
                if (object != null && !now.has(object)) {
                    left.add(new Move(state, relationship, object));
                }
            }
        }
    }

    /** What is recorded is what came and what left. */
    private void compareRecorded(InstanceState state, Relationship<?, ?> relationship) {
        WriteOnly<?> changes = state.recorded(relationship);
        for (Object object : changes.added()) {
            recorded |= identities.find(object).isPresent();
            came.add(new Move(state, relationship, object));
        }
        for (Object object : changes.removed()) {
            recorded = true;
            left.add(new Move(state, relationship, object));
        }
    }

    /** Who is put into a map stands under its own key. */
    private static void requireKey(InstanceState state, Relationship<?, ?> relationship, Object object) {
        if (relationship.terms().mapKey().isPresent() && relationship.get(state.object()) instanceof Map<?, ?> map) {
            Object key = MapKeys.of(relationship, object);
            if (key != null && map.get(key) != object) {
                throw FlushException.of(
                        "An object in the map " + relationship + " of " + state
                                + " does not stand under its own key, which is " + key + ".",
                        "Put it there under that, or give its attribute the other value.");
            }
        }
    }
}

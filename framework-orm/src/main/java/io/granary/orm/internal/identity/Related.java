package io.granary.orm.internal.identity;

import io.granary.error.InvalidRequestException;
import io.granary.orm.Ref;
import io.granary.orm.WriteOnly;
import io.granary.orm.mapping.MapKeys;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an object has at a relationship.
 *
 * @param loaded whether it is known
 * @param objects the objects there, in order; one or none of a relationship to one. A null in a collection is kept
 * @param refused those that the database has there, too, but not a set, which has others that equal them
 */
public record Related(boolean loaded, List<@Nullable Object> objects, List<Object> refused) {

    /** It is not known. */
    public static final Related UNLOADED = new Related(false, List.of());

    /** There is nothing. */
    public static final Related NOTHING = new Related(true, List.of());

    /**
     * Of which nothing is refused.
     *
     * @param loaded whether it is known
     * @param objects the objects there, in order
     */
    public Related(boolean loaded, List<@Nullable Object> objects) {
        this(loaded, objects, List.of());
    }

    /**
     * {@return what an object has there now}
     *
     * @param relationship the relationship
     * @param object whose
     * @param before what it had when it was loaded or flushed; a plain attribute that is null and was not loaded then is not loaded now
     */
    public static Related now(Relationship<?, ?> relationship, Object object, Related before) {
        Object value = relationship.get(object);
        if (value == null) {
            return before.loaded() ? NOTHING : UNLOADED;
        }
        if (value instanceof Ref<?> ref) {
            return ref.isLoaded()
                    ? ref.find().map(target -> new Related(true, list(target))).orElse(NOTHING)
                    : UNLOADED;
        }
        if (value instanceof UnloadedCollection) {
            return UNLOADED;
        }
        if (value instanceof WriteOnly<?> recorded) {
            return recorded(recorded.added());
        }
        if (value instanceof Map<?, ?> map && relationship.kind().isToMany()) {
            return new Related(true, new ArrayList<>(map.values()));
        }
        return value instanceof Collection<?> collection && relationship.kind().isToMany()
                ? new Related(true, new ArrayList<>(collection))
                : new Related(true, list(value));
    }

    /**
     * {@return what was before, of a relationship whose members are never loaded: what is to go from it, so that comparing gives what comes and
     * what goes}
     *
     * @param relationship such a relationship
     * @param object whose
     */
    static Related before(Relationship<?, ?> relationship, Object object) {
        return relationship.get(object) instanceof WriteOnly<?> recorded ? recorded(recorded.removed()) : NOTHING;
    }

    private static Related recorded(List<?> objects) {
        return objects.isEmpty() ? NOTHING : new Related(true, new ArrayList<>(objects));
    }

    private static List<@Nullable Object> list(Object object) {
        List<@Nullable Object> one = new ArrayList<>(1);
        one.add(object);
        return one;
    }

    /**
     * Makes an object have this at a relationship again; nothing that can be used, if it is not known.
     *
     * @param relationship the relationship
     * @param owner whose
     * @return what of this it has now
     */
    Related giveBack(Relationship<?, ?> relationship, Object owner) {
        if (relationship.isWriteOnly()) {
            forget(relationship, owner);
        } else if (!loaded) {
            giveUnloaded(relationship, owner);
        } else if (relationship.kind().isToMany()) {
            return giveAll(relationship, owner);
        } else {
            giveOne(relationship, owner, object());
        }
        return this;
    }

    /** Those that have no key any more, for they left the session and were changed, are in no map until that is loaded again. */
    private Related giveAll(Relationship<?, ?> relationship, Object owner) {
        try {
            return give(relationship, owner, objects).refusing(this);
        } catch (InvalidRequestException withoutKey) {
            giveUnloaded(relationship, owner);
            return UNLOADED;
        }
    }

    /**
     * Makes an object have something at a relationship that fails when it is used, or null where a plain attribute refers to one.
     *
     * @param relationship the relationship
     * @param owner whose
     */
    static void giveUnloaded(Relationship<?, ?> relationship, Object owner) {
        if (relationship.isWriteOnly()) {
            forget(relationship, owner);
        } else if (relationship.kind().isToMany()) {
            relationship.set(owner, UnloadedCollection.of(relationship));
        } else {
            boolean ref = relationship.terms().collection() == Ref.class;
            relationship.set(owner, ref ? Ref.unloaded(relationship.toString()) : null);
        }
    }

    private static void forget(Relationship<?, ?> relationship, Object owner) {
        if (relationship.get(owner) instanceof WriteOnly<?> recorded) {
            recorded.forget();
        }
    }

    /**
     * Makes an object have others at a relationship to many: in its own collection where it has one that takes them, or in one that cannot be changed,
     * of a relationship that is only read.
     *
     * @param relationship the relationship
     * @param owner whose
     * @param objects the others, which are not changed any more
     * @return what of them it has now, as what the database has
     */
    public static Related give(Relationship<?, ?> relationship, Object owner, List<@Nullable Object> objects) {
        put(relationship, owner, objects);
        // A set as large as what it was given has refused nothing.
        return relationship.get(owner) instanceof Set<?> set && set.size() < objects.size()
                ? EqualMembers.of(relationship, owner, objects)
                : new Related(true, objects);
    }

    @SuppressWarnings("unchecked") // the relationship says of which class they are
    private static void put(Relationship<?, ?> relationship, Object owner, List<@Nullable Object> objects) {
        Object own = relationship.get(owner);
        if (relationship.terms().mapKey().isPresent()) {
            Map<@Nullable Object, @Nullable Object> map = new LinkedHashMap<>();
            MapKeys.put(relationship, map, objects);
            if (relationship.isViewOnly()) {
                relationship.set(owner, Collections.unmodifiableMap(map));
            } else if (own instanceof HashMap<?, ?>) {
                ((Map<@Nullable Object, @Nullable Object>) own).clear();
                ((Map<@Nullable Object, @Nullable Object>) own).putAll(map);
            } else {
                relationship.set(owner, map);
            }
            return;
        }
        if (relationship.isViewOnly()) {
            relationship.set(
                    owner,
                    relationship.terms().collection() == Set.class
                            ? Collections.unmodifiableSet(new LinkedHashSet<>(objects))
                            : Collections.unmodifiableList(new ArrayList<>(objects)));
        } else if (own instanceof ArrayList<?> || own instanceof HashSet<?>) {
            Collection<@Nullable Object> collection = (Collection<@Nullable Object>) own;
            collection.clear();
            collection.addAll(objects);
        } else {
            relationship.set(
                    owner,
                    relationship.terms().collection() == Set.class
                            ? new LinkedHashSet<>(objects)
                            : new ArrayList<>(objects));
        }
    }

    /**
     * Makes an object refer to another at a relationship to one.
     *
     * @param relationship the relationship
     * @param owner whose
     * @param object the other; null for none
     */
    public static void giveOne(Relationship<?, ?> relationship, Object owner, @Nullable Object object) {
        boolean ref = relationship.terms().collection() == Ref.class;
        relationship.set(owner, ref ? object == null ? Ref.none() : Ref.to(object) : object);
    }

    /**
     * {@return the same, where those that were refused before still are, as far as they are not there}
     *
     * @param before what was there before
     */
    public Related refusing(Related before) {
        if (before.refused.isEmpty()) {
            return this;
        }
        List<Object> all = new ArrayList<>(refused);
        before.refused.stream().filter(object -> !has(object)).forEach(all::add);
        return new Related(loaded, objects, all);
    }

    /**
     * {@return the same, without one among those that are refused}
     *
     * @param object which
     */
    Related refusingNoMore(Object object) {
        return refused.isEmpty()
                ? this
                : new Related(
                        loaded,
                        objects,
                        refused.stream().filter(each -> each != object).toList());
    }

    /**
     * {@return this as what the database has, seen by what an object has there by now: a set may have refused others of those that are equal}
     *
     * @param relationship a relationship to many
     * @param owner whose
     */
    Related seenBy(Relationship<?, ?> relationship, Object owner) {
        if (!loaded) {
            return this;
        }
        List<@Nullable Object> stored = new ArrayList<>(objects);
        stored.addAll(refused);
        return EqualMembers.of(relationship, owner, stored);
    }

    /** {@return the object of a relationship to one; null if there is none} */
    public @Nullable Object object() {
        return objects.isEmpty() ? null : objects.get(0);
    }

    /**
     * {@return whether an object is among them}
     *
     * @param object the object itself, not one that equals it
     */
    public boolean has(Object object) {
        for (Object each : objects) {
            if (each == object) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return whether the same objects are there as elsewhere, in whatever order: that of a collection is not written}
     *
     * @param other what is elsewhere
     */
    public boolean hasSameAs(Related other) {
        return of(objects).equals(of(other.objects));
    }

    private static Set<@Nullable Object> of(List<@Nullable Object> objects) {
        Set<@Nullable Object> set = Collections.newSetFromMap(new IdentityHashMap<>());
        set.addAll(objects);
        return set;
    }
}

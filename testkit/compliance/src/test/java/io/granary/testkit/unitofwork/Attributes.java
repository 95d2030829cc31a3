package io.granary.testkit.unitofwork;

import io.granary.error.UnloadedAttributeException;
import io.granary.orm.EntityTable;
import io.granary.orm.Ref;
import io.granary.orm.mapping.Relationship;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The attributes of things, by their names. */
final class Attributes {

    private Attributes() {}

    static Field field(Class<?> type, String name) {
        try {
            return type.getField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(type + "." + name, e);
        }
    }

    static @Nullable Object value(Thing thing, String name) {
        try {
            return field(thing.getClass(), name).get(thing);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    static void give(Thing thing, String name, @Nullable Object value) {
        try {
            field(thing.getClass(), name).set(thing, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a reference has; null if it has nothing or is not loaded. */
    static @Nullable Thing one(Thing thing, String name) {
        Object value = value(thing, name);
        if (value instanceof Ref<?> ref) {
            return ref.isLoaded() ? (Thing) ref.find().orElse(null) : null;
        }
        return (Thing) value;
    }

    static void giveOne(Thing thing, String name, @Nullable Thing target) {
        if (field(thing.getClass(), name).getType() == Ref.class) {
            give(thing, name, target == null ? Ref.none() : Ref.to(target));
        } else {
            give(thing, name, target);
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // all collections are of things, and there always is one
    static Collection<Thing> many(Thing thing, String name) {
        return (Collection<Thing>) value(thing, name);
    }

    /** An empty collection of the kind that an attribute has. */
    static Collection<Thing> emptyFor(Thing thing, String name) {
        return field(thing.getClass(), name).getType() == Set.class ? new LinkedHashSet<>() : new ArrayList<>();
    }

    static void put(Collection<Thing> collection, Thing thing, boolean in) {
        collection.removeIf(each -> each == thing);
        if (in) {
            collection.add(thing);
        }
    }

    static boolean isLoaded(Collection<?> collection) {
        try {
            var unused = collection.isEmpty();
            return true;
        } catch (UnloadedAttributeException unloaded) {
            return false;
        }
    }

    /** Whether an attribute is no collection. */
    static boolean isOne(Class<?> type, String name) {
        return !Collection.class.isAssignableFrom(field(type, name).getType());
    }

    /** Several in the order of their tags, since where none is said a session has any. */
    static List<Thing> sorted(Collection<Thing> things) {
        return things.stream().sorted(Comparator.comparing(each -> each.tag)).toList();
    }

    /** What a session found at a relationship, of whatever kind that is. */
    static List<Thing> things(@Nullable Object found) {
        Stream<?> all = found instanceof Ref<?> ref
                ? ref.find().stream()
                : found instanceof Collection<?> collection ? collection.stream() : Stream.ofNullable(found);
        return all.map(Thing.class::cast).toList();
    }

    static Relationship<Thing, Object> relationship(Class<? extends Thing> type, String name) {
        return table(type).relationship(name);
    }

    static EntityTable<Thing> table(Class<? extends Thing> type) {
        return EntityTable.of(asThing(type));
    }

    /** A class as one of things, for those who only want to read them. */
    @SuppressWarnings("unchecked") // what is of the class is a thing
    static Class<Thing> asThing(Class<? extends Thing> type) {
        return (Class<Thing>) type;
    }

    /** The names of all relationships of a class. */
    static List<String> relationships(Class<?> type) {
        Set<String> names = new TreeSet<>();
        for (Link link : Link.ALL) {
            if (link.isOf(type)) {
                names.add(link.field());
            }
            if (link.hasInverse() && link.isTo(type)) {
                names.add(link.otherSide());
            }
        }
        for (Many many : Many.ALL) {
            if (many.isOf(type)) {
                names.add(many.field());
            }
            if (many.hasInverse() && many.isTo(type)) {
                names.add(many.otherSide());
            }
        }
        return List.copyOf(names);
    }
}

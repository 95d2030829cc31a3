package io.granary.orm.mapping;

import io.granary.error.InvalidRequestException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What objects stand under in a relationship that is a {@link Map}: the value of one of their attributes. */
public final class MapKeys {

    private MapKeys() {}

    /**
     * {@return the attribute that gives keys; empty if the other class has none that can}
     *
     * @param target the other class
     * @param name the attribute; empty for its key, if that is one attribute
     */
    public static Optional<MappedAttribute> attribute(EntityMapping<?> target, String name) {
        List<String> keys = target.key().stream()
                .map(column -> column.path().split("\\.", 2)[0])
                .distinct()
                .toList();
        String wanted = name.isEmpty() && keys.size() == 1 ? keys.get(0) : name;
        return target.attributes().stream()
                .filter(attribute -> attribute.name().equals(wanted))
                .filter(attribute -> !(attribute instanceof MappedAttribute.Related))
                .findFirst();
    }

    /**
     * {@return what an object stands under; null if it has no value there}
     *
     * @param relationship a relationship that is a map
     * @param object the object
     */
    public static @Nullable Object of(Relationship<?, ?> relationship, Object object) {
        String name = relationship.terms().mapKey().orElseThrow().attribute();
        return attribute(relationship.targetTable().mapping(), name)
                .orElseThrow(() -> new IllegalStateException(relationship + " has no such key"))
                .access()
                .get(object);
    }

    /**
     * Puts objects into a map, each under its key.
     *
     * @param relationship a relationship that is a map
     * @param map the map
     * @param objects the objects
     * @throws InvalidRequestException when one has no key, or two have the same
     */
    public static void put(
            Relationship<?, ?> relationship,
            Map<@Nullable Object, @Nullable Object> map,
            List<? extends @Nullable Object> objects) {
        for (Object object : objects) {
            Object key = object == null ? null : of(relationship, object);
            if (object == null || key == null) {
                throw InvalidRequestException.of(
                        "An object in " + relationship + " has null for the key that it stands under.",
                        "Give it a value there, and make the column NOT NULL; or use a List.");
            }
            Object other = map.put(key, object);
            if (other != null && other != object) {
                throw InvalidRequestException.of(
                        "Two objects in " + relationship + " have the key that they stand under in common: " + key
                                + ".",
                        "Make the column unique for each owner, name another attribute in @MapKey, or use a List.");
            }
        }
    }
}

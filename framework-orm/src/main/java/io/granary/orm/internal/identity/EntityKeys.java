package io.granary.orm.internal.identity;

import io.granary.error.ArgumentException;
import io.granary.orm.mapping.AttributeAccess;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.ObjectAccess;
import io.granary.orm.mapping.Relationship;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes keys of row images and of what users give for a key. */
public final class EntityKeys {

    private EntityKeys() {}

    /**
     * {@return the key in a row image; empty if a part of it is NULL}
     *
     * @param mapping the mapping of its class
     * @param image the row image
     */
    public static Optional<EntityKey> of(EntityMapping<?> mapping, @Nullable Object[] image) {
        List<MappedColumn> columns = mapping.key();
        if (columns.size() == 1) {
            Object value = image[columns.get(0).slot()];
            return value == null ? Optional.empty() : Optional.of(EntityKey.of(mapping, List.of(value)));
        }
        List<Object> values = new ArrayList<>(columns.size());
        for (MappedColumn column : columns) {
            Object value = image[column.slot()];
            if (value == null) {
                return Optional.empty();
            }
            values.add(value);
        }
        return Optional.of(EntityKey.of(mapping, values));
    }

    /**
     * {@return the row image of an object from outside, its key as its row has it: references of it are what the objects say that it refers to, and their
     * references in turn}
     *
     * @param outside what is known of the object, which is nothing of its row
     */
    public static @Nullable Object[] imageOf(InstanceState outside) {
        @Nullable Object[] image = outside.current();
        readKey(outside.mapping(), outside.object(), image);
        return image;
    }

    private static void readKey(EntityMapping<Object> mapping, Object object, @Nullable Object[] image) {
        for (MappedColumn column : mapping.key()) {
            Object value = image[column.slot()];
            if (column.reference()) {
                mapping.relationship(column.path()).ifPresent(held -> readReference(held, object, image));
            } else if (value != null) {
                image[column.slot()] = KeyTimes.cut(column, value);
            }
        }
    }

    @SuppressWarnings("unchecked") // an object of the class that the relationship leads to
    private static void readReference(Relationship<?, ?> held, Object object, @Nullable Object[] image) {
        Object other = Related.now(held, object, Related.UNLOADED).object();
        if (other == null) {
            return;
        }
        EntityMapping<Object> mapping =
                (EntityMapping<Object>) held.targetTable().mapping();
        @Nullable Object[] theirs = new @Nullable Object[mapping.columns().size()];
        mapping.read(other, theirs);
        readKey(mapping, other, theirs);
        List<Relationship.Reference> references = held.terms().references();
        for (int i = 0; i < references.size(); i++) {
            image[references.get(i).slot()] = theirs[mapping.key().get(i).slot()];
        }
    }

    /**
     * {@return whether somebody gave a value; zero is none where the program does not give keys and the attribute is primitive}
     *
     * @param mapping the mapping of its class
     * @param slot a place of its key
     * @param value what is there
     */
    public static boolean isSet(EntityMapping<?> mapping, int slot, @Nullable Object value) {
        return mapping.isKeySet(slot, value);
    }

    /**
     * {@return the key that a user means}
     *
     * @param mapping the mapping of the class
     * @param id a value, or for a key of several columns a list of them in the key's order, a map by attribute, or an object of the key's class; where
     *     the key has that of another in it, that in any of these forms, too
     * @throws ArgumentException when it does not fit the key
     */
    public static EntityKey from(EntityMapping<?> mapping, Object id) {
        List<MappedColumn> columns = mapping.key();
        List<?> given = mapping.idClass()
                .filter(idClass -> idClass.type().isInstance(id))
                .<List<?>>map(idClass -> parts(mapping, idClass, id))
                .orElseGet(() -> given(mapping, id));
        if (given.size() != columns.size()) {
            throw ArgumentException.of(
                    "The key of " + mapping + " has " + columns.size() + " columns, " + paths(mapping) + ", and "
                            + given.size() + " values were given.",
                    "Give one value for each, in this order.");
        }
        List<Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(fitted(mapping, columns.get(i), given.get(i)));
        }
        return EntityKey.of(mapping, values);
    }

    private static List<?> given(EntityMapping<?> mapping, Object id) {
        if (id instanceof Map<?, ?> map) {
            List<@Nullable Object> values = new ArrayList<>();
            for (MappedColumn column : mapping.key()) {
                values.add(part(mapping, column, map.get(column.path())));
            }
            return values;
        }
        return flat(mapping, id instanceof List<?> list ? list : List.of(id));
    }

    /** What a list holds for each column, where it has the keys of others in the place of their columns. */
    private static List<?> flat(EntityMapping<?> mapping, List<?> given) {
        if (given.size() == mapping.key().size()) {
            return given;
        }
        List<String> paths = paths(mapping).stream().distinct().toList();
        if (given.size() != paths.size()) {
            return given;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (MappedColumn column : mapping.key()) {
            values.add(part(mapping, column, given.get(paths.indexOf(column.path()))));
        }
        return values;
    }

    /** What a column of a key has: of a reference to another with a key of its own class, or of several columns, a part of that. */
    private static @Nullable Object part(EntityMapping<?> mapping, MappedColumn column, @Nullable Object value) {
        Optional<Relationship<?, ?>> held = column.reference() ? mapping.relationship(column.path()) : Optional.empty();
        if (held.isEmpty() || value == null) {
            return value;
        }
        EntityMapping<?> other = held.orElseThrow().targetTable().mapping();
        boolean whole = other.key().size() > 1
                || other.idClass()
                        .filter(known -> known.type().isInstance(value))
                        .isPresent();
        List<Relationship.Reference> references = held.orElseThrow().terms().references();
        for (int i = 0; whole && i < references.size(); i++) {
            if (references.get(i).slot() == column.slot()) {
                return from(other, value).values().get(i);
            }
        }
        return value;
    }

    /** The values of a key's class: of an embedded key by its own attributes, else by those of the entity. */
    private static List<?> parts(EntityMapping<?> mapping, ObjectAccess<Object> idClass, Object id) {
        for (MappedAttribute attribute : mapping.attributes()) {
            if (attribute instanceof MappedAttribute.Embedded embedded
                    && embedded.embeddable().type() == idClass.type()) {
                @Nullable Object[] image = new @Nullable Object[mapping.columns().size()];
                readInto(embedded.attributes(), id, image);
                List<@Nullable Object> values = new ArrayList<>();
                mapping.key().forEach(column -> values.add(image[column.slot()]));
                return values;
            }
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (MappedColumn column : mapping.key()) {
            Optional<AttributeAccess<Object>> access = idClass.attribute(column.path());
            values.add(part(mapping, column, access.map(found -> found.get(id)).orElse(null)));
        }
        return values;
    }

    private static void readInto(List<MappedAttribute> attributes, @Nullable Object object, @Nullable Object[] image) {
        for (MappedAttribute attribute : attributes) {
            Object value = object == null ? null : attribute.access().get(object);
            if (attribute instanceof MappedAttribute.Basic basic) {
                image[basic.slot()] = value;
            } else if (attribute instanceof MappedAttribute.Embedded embedded) {
                readInto(embedded.attributes(), value, image);
            }
        }
    }

    private static Object fitted(EntityMapping<?> mapping, MappedColumn column, @Nullable Object value) {
        Class<?> type =
                MethodType.methodType(column.column().type().javaType()).wrap().returnType();
        if (value != null && type.isInstance(value)) {
            return KeyTimes.cut(column, value);
        }
        Optional<Object> number = value instanceof Number given ? number(given, type) : Optional.empty();
        return number.orElseThrow(() -> ArgumentException.of(
                "The key of " + mapping + " has " + column.path() + " of " + type.getName() + ", and "
                        + (value == null
                                ? "null was given"
                                : "a " + value.getClass().getName() + " was given")
                        + ".",
                "Give a value of that class."));
    }

    /** The same number in another class, if it fits; empty if it does not. */
    private static Optional<Object> number(Number given, Class<?> type) {
        try {
            BigInteger whole = new BigDecimal(given.toString()).toBigIntegerExact();
            if (type == Long.class) {
                return Optional.of(whole.longValueExact());
            }
            if (type == Integer.class) {
                return Optional.of(whole.intValueExact());
            }
            return type == Short.class ? Optional.of(whole.shortValueExact()) : Optional.empty();
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static List<String> paths(EntityMapping<?> mapping) {
        return mapping.key().stream().map(MappedColumn::path).toList();
    }
}

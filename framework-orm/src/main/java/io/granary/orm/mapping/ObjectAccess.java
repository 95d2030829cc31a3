package io.granary.orm.mapping;

import static java.util.Objects.requireNonNull;

import io.granary.error.InvalidRequestException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How objects of a class are made, and how the values of their attributes get in and out. The annotation processor writes one for each
 * class that it sees, which needs no reflection; other classes are accessed by reflection. Immutable.
 *
 * @param <T> the class
 */
public final class ObjectAccess<T> {

    private final Class<T> type;
    private final Function<@Nullable Object[], T> construction;
    private final boolean byConstructor;
    private final Map<String, AttributeAccess<T>> attributes;
    private final Set<String> properties;

    private ObjectAccess(
            Class<T> type,
            Function<@Nullable Object[], T> construction,
            boolean byConstructor,
            Map<String, AttributeAccess<T>> attributes,
            Set<String> properties) {
        this.type = requireNonNull(type, "type");
        this.construction = construction;
        this.byConstructor = byConstructor;
        this.attributes = attributes;
        this.properties = properties;
    }

    /**
     * {@return access to a class whose objects are made empty and then filled; without attributes yet}
     *
     * @param <T> the class
     * @param type the class
     * @param constructor makes an empty object
     */
    public static <T> ObjectAccess<T> of(Class<T> type, Supplier<? extends T> constructor) {
        return new ObjectAccess<>(type, nothing -> constructor.get(), false, Map.of(), Set.of());
    }

    /**
     * {@return access to a class whose objects are made empty by a constructor that others cannot see, and then filled; without attributes
     * yet}
     *
     * @param <T> the class
     * @param type the class; has a constructor without parameters
     * @param from the lookup of a class in the module of it
     */
    public static <T> ObjectAccess<T> of(Class<T> type, MethodHandles.Lookup from) {
        return of(type, new HiddenConstructor<>(type, from));
    }

    /**
     * {@return access to an abstract class, of which others are; without attributes yet}
     *
     * @param <T> the class
     * @param type the class
     */
    public static <T> ObjectAccess<T> ofAbstract(Class<T> type) {
        return of(type, () -> {
            throw InvalidRequestException.of(
                    type.getSimpleName() + " is abstract, so no object is of it alone.",
                    "Ask for rows of the classes that extend it.");
        });
    }

    /**
     * {@return access to a record; without attributes yet}
     *
     * @param <T> the record's class
     * @param type the record's class
     * @param constructor makes one of the values of its components, in their order
     */
    public static <T> ObjectAccess<T> ofRecord(Class<T> type, Function<@Nullable Object[], T> constructor) {
        return new ObjectAccess<>(type, constructor, true, Map.of(), Set.of());
    }

    /**
     * {@return this with one more attribute; those of a record in the order of its components}
     *
     * @param name the attribute
     * @param getter reads it
     * @param setter writes it
     */
    public ObjectAccess<T> with(
            String name, Function<T, @Nullable Object> getter, BiConsumer<T, @Nullable Object> setter) {
        Map<String, AttributeAccess<T>> more = new LinkedHashMap<>(attributes);
        more.put(name, new AttributeAccess<>(getter, setter));
        return new ObjectAccess<>(type, construction, byConstructor, more, properties);
    }

    /**
     * {@return this with one more attribute, which is a property}
     *
     * @param name the attribute
     * @param getter reads it by its getter
     * @param setter writes it by its setter
     */
    public ObjectAccess<T> withProperty(
            String name, Function<T, @Nullable Object> getter, BiConsumer<T, @Nullable Object> setter) {
        Set<String> more = new HashSet<>(properties);
        more.add(name);
        return new ObjectAccess<>(type, construction, byConstructor, with(name, getter, setter).attributes, more);
    }

    /**
     * {@return this with one more attribute, which is read and written by a handle; without it where there is no handle, so that
     * reflection takes its place}
     *
     * @param name the attribute
     * @param field what {@link #field} found
     * @param getter reads it by the handle
     * @param setter writes it by the handle
     */
    public ObjectAccess<T> with(
            String name,
            @Nullable VarHandle field,
            Function<T, @Nullable Object> getter,
            BiConsumer<T, @Nullable Object> setter) {
        return field == null ? this : with(name, getter, setter);
    }

    /**
     * {@return this with one more component of a record, which can be read, and refuses to be written}
     *
     * @param name the component; in their order
     * @param getter reads it
     */
    public ObjectAccess<T> withComponent(String name, Function<T, @Nullable Object> getter) {
        return with(name, getter, (object, value) -> {
            throw InvalidRequestException.of(
                    "The record component " + type.getSimpleName() + "." + name + " cannot be changed.",
                    "Make a new record, or map a class.");
        });
    }

    /**
     * {@return this with one more component of a record, which is read by a handle and refuses to be written; without it where there is no
     * handle}
     *
     * @param name the component; in their order
     * @param field what {@link #field} found
     * @param getter reads it by the handle
     */
    public ObjectAccess<T> withComponent(String name, @Nullable VarHandle field, Function<T, @Nullable Object> getter) {
        return field == null ? this : withComponent(name, getter);
    }

    /**
     * {@return the handle of a field, whoever may see it; null if there is none, as of a class in a module that is not open to that of the
     * lookup: what is accessed by reflection then says what is missing, and a class is initialized all the same}
     *
     * @param from the lookup of a class in the module of the field's, or in one that it is open to
     * @param declaring the class of the field
     * @param name the field
     * @param type its type
     */
    public static @Nullable VarHandle field(MethodHandles.Lookup from, Class<?> declaring, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(declaring, from).findVarHandle(declaring, name, type);
        } catch (NoSuchFieldException | IllegalAccessException unreachable) {
            return null;
        }
    }

    /** {@return the class} */
    public Class<T> type() {
        return type;
    }

    /** {@return whether objects get their values when they are made, and keep them, as records do} */
    public boolean byConstructor() {
        return byConstructor;
    }

    /**
     * {@return the access to an attribute; empty if there is none of that name}
     *
     * @param name the attribute
     */
    public Optional<AttributeAccess<T>> attribute(String name) {
        return Optional.ofNullable(attributes.get(name));
    }

    /**
     * {@return whether an attribute is a property, and not a field}
     *
     * @param name the attribute
     */
    public boolean isProperty(String name) {
        return properties.contains(name);
    }

    /**
     * {@return a new object}
     *
     * @param values of a record: the values of its components in their order; of others, nothing is taken from it
     */
    public T create(@Nullable Object[] values) {
        return construction.apply(values);
    }
}

package io.granary.orm.mapping;

import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the value of one attribute gets out of an object, and into it.
 *
 * @param <T> the class of the objects
 * @param getter reads it
 * @param setter writes it; of a record, whose values do not change, refuses
 */
public record AttributeAccess<T>(Function<T, @Nullable Object> getter, BiConsumer<T, @Nullable Object> setter) {

    /**
     * {@return the value}
     *
     * @param object whose
     */
    public @Nullable Object get(T object) {
        return getter.apply(object);
    }

    /**
     * Writes the value.
     *
     * @param object whose
     * @param value the value; must be of the attribute's class, and not null where that is primitive
     */
    public void set(T object, @Nullable Object value) {
        setter.accept(object, value);
    }
}

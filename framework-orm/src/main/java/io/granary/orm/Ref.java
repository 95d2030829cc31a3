package io.granary.orm;

import io.granary.error.UnloadedAttributeException;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that refers to one object and knows whether that was loaded; a plain attribute of the other class is null until it is.
 *
 * <p>A new object's attribute is set with {@link #to} or {@link #none}. One that a session made of a row holds an unloaded reference until
 * the session loads it. Immutable.
 *
 * @param <T> the class of the object
 */
public final class Ref<T> {

    private static final Ref<?> NONE = new Ref<>(null, null);

    private final @Nullable T object;
    private final @Nullable String unloaded;

    private Ref(@Nullable T object, @Nullable String unloaded) {
        this.object = object;
        this.unloaded = unloaded;
    }

    /**
     * {@return a reference to an object}
     *
     * @param <T> its class
     * @param object the object
     */
    public static <T> Ref<T> to(T object) {
        return new Ref<>(object, null);
    }

    /**
     * {@return a reference to nothing}
     *
     * @param <T> the class it would be of
     */
    @SuppressWarnings("unchecked") // it has no object
    public static <T> Ref<T> none() {
        return (Ref<T>) NONE;
    }

    /**
     * {@return a reference of which it is not known what it refers to; for those who load objects}
     *
     * @param <T> the class of the object
     * @param attribute the class and attribute that has it, for what is said when it is used
     */
    public static <T> Ref<T> unloaded(String attribute) {
        return new Ref<>(null, attribute);
    }

    /** {@return whether it is known what it refers to} */
    public boolean isLoaded() {
        return unloaded == null;
    }

    /**
     * {@return the object; empty if it refers to nothing}
     *
     * @throws UnloadedAttributeException when it was not loaded; the message says how to load it
     */
    public Optional<T> find() {
        if (unloaded != null) {
            throw UnloadedAttributeException.of(unloaded);
        }
        return Optional.ofNullable(object);
    }

    /**
     * {@return the object}
     *
     * @throws UnloadedAttributeException when it was not loaded; the message says how to load it
     * @throws NoSuchElementException when it refers to nothing
     */
    public T get() {
        return find().orElseThrow(() -> new NoSuchElementException("the reference is to nothing"));
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Ref<?> ref
                && object == ref.object
                && (unloaded == null ? ref.unloaded == null : unloaded.equals(ref.unloaded));
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(object);
    }

    /** {@return what it refers to, or that this is not known} */
    @Override
    public String toString() {
        return unloaded == null ? "Ref(" + object + ")" : "Ref(unloaded)";
    }
}

package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.RelationshipConditions;
import io.granary.schema.Column;
import io.granary.sql.Condition;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows of a relationship whose objects are in a map what each of them has at one attribute, under the same keys: of the settings of a user, by their names, the
 * values. (SQLAlchemy's {@code association_proxy} of a collection keyed by an attribute.)
 *
 * <pre>{@code
 * static final AssociationMap<User, String, String> SETTINGS = AssociationMap.of(USER.settings, SETTING.value, Setting::new);
 *
 * SETTINGS.map(alice).put("theme", "dark");
 * session.scalars(select(USER).where(SETTINGS.contains("dark")));
 * }</pre>
 *
 * <p>It is nothing of the mapping, and keeps nothing: its maps are views of the objects' own. Immutable, and safe for use by many threads; its views are as
 * safe as the objects.
 *
 * @param <E> the class that has the relationship
 * @param <K> the class of the keys
 * @param <T> the class of what is shown
 */
public final class AssociationMap<E, K, T> {

    private final Relationship<E, ?> near;
    private final RelationshipConditions<E, ?> path;
    private final FarEnd<T> far;
    private final BiFunction<? super K, ? super T, ?> creator;

    private AssociationMap(
            Relationship<E, ?> near,
            RelationshipConditions<E, ?> path,
            FarEnd<T> far,
            BiFunction<? super K, ? super T, ?> creator) {
        if (near.terms().mapKey().isEmpty()) {
            throw ArgumentException.of(
                    near + " has no @MapKey, so its objects stand under no keys.",
                    "Use AssociationProxy.of, whose list and set show collections.");
        }
        this.near = near;
        this.path = path;
        this.far = far;
        this.creator = requireNonNull(creator, "creator");
    }

    /**
     * {@return a proxy of the objects that the objects of a relationship refer to}
     *
     * @param <E> the class that has the relationship
     * @param <K> the class of the keys
     * @param <M> the class of the objects in the middle
     * @param <T> the class of what they refer to
     * @param near the relationship, with a {@code @MapKey}
     * @param far theirs, to one
     * @param creator makes an object in the middle of a key, which has to become that object's own, and of what is put under it
     * @throws ArgumentException when {@code near} is of no map, or {@code far} is to many
     */
    public static <E, K, M, T> AssociationMap<E, K, T> of(
            Relationship<E, ? extends Map<K, M>> near,
            Relationship<? super M, T> far,
            BiFunction<? super K, ? super T, ? extends M> creator) {
        return new AssociationMap<>(near, near, new FarEnd.OfObject<>(far), creator);
    }

    /**
     * {@return a proxy of the values that the objects of a relationship have in a column}
     *
     * @param <E> the class that has the relationship
     * @param <K> the class of the keys
     * @param <M> the class of the objects in the middle
     * @param <T> the class of the values
     * @param near the relationship, with a {@code @MapKey}
     * @param far a column of the table of {@code M}, which may be of an embedded object
     * @param creator makes an object in the middle of a key, which has to become that object's own, and of what is put under it
     * @throws ArgumentException when {@code near} is of no map
     */
    public static <E, K, M, T> AssociationMap<E, K, T> of(
            Relationship<E, ? extends Map<K, M>> near,
            Column<T> far,
            BiFunction<? super K, ? super T, ? extends M> creator) {
        return new AssociationMap<>(near, near, new FarEnd.OfColumn<>(far, near), creator);
    }

    /**
     * {@return what is shown of an object's map, under its keys and in its order: a view}
     *
     * <p>To put something under a key that is there gives the object in the middle something else; under another key it comes as a new one. What is
     * removed goes with its object in the middle. There is null where such an object has nothing, or has it not loaded at an attribute that is no {@code
     * Ref}.
     *
     * @param owner the object; the view uses whatever map it has at the time, and fails as that does where it is not loaded
     * @throws InvalidRequestException by the view, when the object has no map there
     */
    public Map<K, T> map(E owner) {
        return new AssociationEntries<>(this, owner);
    }

    /**
     * {@return this, of which conditions are on another table of the class that has the relationship}
     *
     * @param owner the class's table, that of a class below, an alias of one, or what {@code MappedTable.of} gave
     * @throws ArgumentException when it is none of these
     */
    public AssociationMap<E, K, T> from(FromElement owner) {
        return new AssociationMap<>(near, near.from(owner), far, creator);
    }

    /**
     * {@return whether something is among what is shown, under whatever key}
     *
     * @param value an object that has a key, or a value; null for an object in the middle that has nothing there
     * @throws InvalidRequestException when the object has no key yet
     */
    public Condition contains(@Nullable T value) {
        return path.any(middle -> far.is(middle, value));
    }

    /**
     * {@return whether something that satisfies a condition is among what is shown}
     *
     * @param condition made of the table of what is shown: of the objects that are referred to, or, for a column, of the objects in the middle, which have
     *     it and the key
     */
    public Condition any(Function<? super FromElement, ? extends Expression<Boolean>> condition) {
        return path.any(middle -> far.some(middle, condition));
    }

    // ---- for views

    @SuppressWarnings("unchecked") // the relationship says of which class they are
    Map<K, Object> middles(E owner) {
        Object found = near.get(owner);
        if (found instanceof Map<?, ?> map) {
            return (Map<K, Object>) map;
        }
        throw InvalidRequestException.of(
                "The map of " + near + " was to be shown, and there is "
                        + (found == null ? "null" : "a " + found.getClass().getName()) + ".",
                "Have the class begin with an empty one, or get the object from a session.");
    }

    @Nullable T shown(Object middle) {
        return far.get(middle);
    }

    void show(Object middle, T value) {
        far.set(middle, value);
    }

    Object created(K key, T value) {
        return requireNonNull(creator.apply(key, value), "what the creator made");
    }

    /** {@return the relationship, and what is shown of it} */
    @Override
    public String toString() {
        return near + "." + far.name();
    }
}

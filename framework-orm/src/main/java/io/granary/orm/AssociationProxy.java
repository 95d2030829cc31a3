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
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows of a relationship to many what each of its objects has at one attribute: of the lines of an order the products, of keywords the
 * words. (SQLAlchemy's {@code association_proxy}.)
 *
 * <pre>{@code
 * static final AssociationProxy<Order, Product> PRODUCTS = AssociationProxy.of(ORDER.lines, LINE.product, Line::new);
 *
 * PRODUCTS.list(order).add(tea);
 * session.scalars(select(ORDER).where(PRODUCTS.contains(tea)));
 * }</pre>
 *
 * <p>It is nothing of the mapping, and keeps nothing: its lists and sets are views of the objects' own collections, so what is done with them
 * is written as what is done with those is. Immutable, and safe for use by many threads; its views are as safe as the objects.
 *
 * @param <E> the class that has the relationship
 * @param <T> the class of what is shown
 */
public final class AssociationProxy<E, T> {

    private final Relationship<E, ?> near;
    private final RelationshipConditions<E, ?> path;
    private final FarEnd<T> far;

    /** Null where nothing can be added. */
    private final @Nullable Function<? super T, ?> creator;

    private AssociationProxy(
            Relationship<E, ?> near,
            RelationshipConditions<E, ?> path,
            FarEnd<T> far,
            @Nullable Function<? super T, ?> creator) {
        this.near = near;
        this.path = path;
        this.far = far;
        this.creator = creator;
    }

    /**
     * {@return a proxy of the objects that the objects of a relationship refer to}
     *
     * @param <E> the class that has the relationship
     * @param <M> the class of the objects in the middle
     * @param <T> the class of what they refer to
     * @param near the relationship
     * @param far theirs, to one
     * @param creator makes an object in the middle for what is added; the flush lets it refer to the owner where {@code near} is {@code mappedBy}
     * @throws ArgumentException when {@code far} is to many
     */
    public static <E, M, T> AssociationProxy<E, T> of(
            Relationship<E, ? extends Collection<M>> near,
            Relationship<? super M, T> far,
            Function<? super T, ? extends M> creator) {
        return new AssociationProxy<>(near, near, new FarEnd.OfObject<>(far), requireNonNull(creator, "creator"));
    }

    /**
     * {@return a proxy of the values that the objects of a relationship have in a column}
     *
     * @param <E> the class that has the relationship
     * @param <M> the class of the objects in the middle
     * @param <T> the class of the values
     * @param near the relationship
     * @param far a column of the table of {@code M}, which may be of an embedded object
     * @param creator makes an object in the middle for what is added
     */
    public static <E, M, T> AssociationProxy<E, T> of(
            Relationship<E, ? extends Collection<M>> near, Column<T> far, Function<? super T, ? extends M> creator) {
        return new AssociationProxy<>(near, near, new FarEnd.OfColumn<>(far, near), requireNonNull(creator, "creator"));
    }

    /**
     * {@return a proxy to which nothing can be added, of what objects refer to}
     *
     * @param <E> the class that has the relationship
     * @param <M> the class of the objects in the middle
     * @param <T> the class of what they refer to
     * @param near the relationship
     * @param far theirs, to one
     * @throws ArgumentException when {@code far} is to many
     */
    public static <E, M, T> AssociationProxy<E, T> of(
            Relationship<E, ? extends Collection<M>> near, Relationship<? super M, T> far) {
        return new AssociationProxy<>(near, near, new FarEnd.OfObject<>(far), null);
    }

    /**
     * {@return a proxy to which nothing can be added, of what objects have in a column}
     *
     * @param <E> the class that has the relationship
     * @param <M> the class of the objects in the middle
     * @param <T> the class of the values
     * @param near the relationship
     * @param far a column of the table of {@code M}, which may be of an embedded object
     */
    public static <E, M, T> AssociationProxy<E, T> of(Relationship<E, ? extends Collection<M>> near, Column<T> far) {
        return new AssociationProxy<>(near, near, new FarEnd.OfColumn<>(far, near), null);
    }

    // ---- of objects

    /**
     * {@return what is shown of an object's list, in its order: a view}
     *
     * <p>What is added comes as a new object in the middle, what is removed goes with it, and {@code set} gives that of its place something else. There
     * is null where an object in the middle has nothing, or has it not loaded at an attribute that is no {@code Ref}.
     *
     * @param owner the object; the view uses whatever collection it has at the time, and fails as that does where it is not loaded
     * @throws ArgumentException when the relationship is a {@code Set}
     * @throws InvalidRequestException by the view, when the object has no list there
     */
    public List<T> list(E owner) {
        if (near.terms().collection() == Set.class) {
            throw ArgumentException.of(
                    near + " is a Set, whose objects have no order.", "Use set(...), which shows what is in it.");
        }
        return new AssociationList<>(this, owner);
    }

    /**
     * {@return what is shown of an object's collection, each value once: a view}
     *
     * <p>To add what is there already does nothing; what is removed goes with all objects in the middle that have it. Its iterator goes over what
     * was there when it was made.
     *
     * @param owner the object; the view uses whatever collection it has at the time, and fails as that does where it is not loaded
     * @throws InvalidRequestException by the view, when the object has no collection there
     */
    public Set<T> set(E owner) {
        return new AssociationSet<>(this, owner);
    }

    // ---- in SQL

    /**
     * {@return this, of which conditions are on another table of the class that has the relationship}
     *
     * @param owner the class's table, that of a class below, an alias of one, or what {@code MappedTable.of} gave
     * @throws ArgumentException when it is none of these
     */
    public AssociationProxy<E, T> from(FromElement owner) {
        return new AssociationProxy<>(near, near.from(owner), far, creator);
    }

    /**
     * {@return whether something is among what is shown}
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
     *     it
     */
    public Condition any(Function<? super FromElement, ? extends Expression<Boolean>> condition) {
        return path.any(middle -> far.some(middle, condition));
    }

    // ---- for views

    @SuppressWarnings("unchecked") // the relationship says of which class they are
    Collection<Object> collection(E owner) {
        if (near.get(owner) instanceof Collection<?> collection) {
            return (Collection<Object>) collection;
        }
        throw missing(near.get(owner), "collection");
    }

    @SuppressWarnings("unchecked") // the relationship says of which class they are
    List<Object> listOf(E owner) {
        if (near.get(owner) instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw missing(near.get(owner), "list");
    }

    private InvalidRequestException missing(@Nullable Object found, String wanted) {
        return InvalidRequestException.of(
                "The " + wanted + " of " + near + " was to be shown, and there is "
                        + (found == null ? "null" : "a " + found.getClass().getName()) + ".",
                found == null
                        ? "Have the class begin with an empty one, or get the object from a session."
                        : "Use set(...), which takes any collection.");
    }

    @SuppressWarnings("NullAway") // what is shown may be null, and is for users to expect
    T shown(Object middle) {
        return far.get(middle);
    }

    void show(Object middle, T value) {
        far.set(middle, value);
    }

    Object created(T value) {
        if (creator == null) {
            throw new UnsupportedOperationException(
                    "Nothing can be added to " + this
                            + ", for it does not know how to make an object in the middle; give AssociationProxy.of a creator.");
        }
        return requireNonNull(creator.apply(value), "what the creator made");
    }

    /** {@return the relationship, and what is shown of it} */
    @Override
    public String toString() {
        return near + "." + far.name();
    }
}

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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Shows of a relationship to one what its object has at one attribute: of the address of a user the town. (SQLAlchemy's {@code association_proxy} of a scalar.)
 *
 * <pre>{@code
 * static final AssociationValue<User, String> TOWN = AssociationValue.of(USER.address, ADDRESS.town, Address::new);
 *
 * TOWN.set(alice, "Paris");
 * session.scalars(select(USER).where(TOWN.eq("Paris")));
 * }</pre>
 *
 * <p>It is nothing of the mapping, and keeps nothing. Immutable, and safe for use by many threads.
 *
 * @param <E> the class that has the relationship
 * @param <T> the class of what is shown
 */
public final class AssociationValue<E, T> {

    private final FarEnd.OfObject<?> near;
    private final RelationshipConditions<E, ?> path;
    private final FarEnd<T> far;
    private final Function<? super T, ?> creator;

    private AssociationValue(
            FarEnd.OfObject<?> near, RelationshipConditions<E, ?> path, FarEnd<T> far, Function<? super T, ?> creator) {
        this.near = near;
        this.path = path;
        this.far = far;
        this.creator = requireNonNull(creator, "creator");
    }

    /**
     * {@return a proxy of the object that the object of a relationship refers to}
     *
     * @param <E> the class that has the relationship
     * @param <M> the class of the object in the middle
     * @param <T> the class of what that refers to
     * @param near the relationship, to one
     * @param far the other's, to one
     * @param creator makes an object in the middle where there is none
     * @throws ArgumentException when one of them is to many
     */
    public static <E, M, T> AssociationValue<E, T> of(
            Relationship<E, M> near, Relationship<? super M, T> far, Function<? super T, ? extends M> creator) {
        return new AssociationValue<>(new FarEnd.OfObject<>(near), near, new FarEnd.OfObject<>(far), creator);
    }

    /**
     * {@return a proxy of the value that the object of a relationship has in a column}
     *
     * @param <E> the class that has the relationship
     * @param <M> the class of the object in the middle
     * @param <T> the class of the value
     * @param near the relationship, to one
     * @param far a column of the table of {@code M}, which may be of an embedded object
     * @param creator makes an object in the middle where there is none
     * @throws ArgumentException when the relationship is to many
     */
    public static <E, M, T> AssociationValue<E, T> of(
            Relationship<E, M> near, Column<T> far, Function<? super T, ? extends M> creator) {
        return new AssociationValue<>(new FarEnd.OfObject<>(near), near, new FarEnd.OfColumn<>(far, near), creator);
    }

    /**
     * {@return what is shown of an object; null if there is nothing, or it is not loaded and the attribute no {@code Ref}}
     *
     * @param owner the object
     */
    public @Nullable T get(E owner) {
        Object middle = near.get(owner);
        return middle == null ? null : far.get(middle);
    }

    /**
     * Gives what the object of the relationship has there something else; makes that object where there is none.
     *
     * @param owner the object that has the relationship, which has to be loaded
     * @param value what; null leaves a relationship without an object as it is
     */
    public void set(E owner, @Nullable T value) {
        Object middle = near.get(owner);
        if (middle != null) {
            far.set(middle, value);
        } else if (value != null) {
            near.give(owner, requireNonNull(creator.apply(value), "what the creator made"));
        }
    }

    /**
     * {@return this, of which conditions are on another table of the class that has the relationship}
     *
     * @param owner the class's table, that of a class below, an alias of one, or what {@code MappedTable.of} gave
     * @throws ArgumentException when it is none of these
     */
    public AssociationValue<E, T> from(FromElement owner) {
        return new AssociationValue<>(near, path.from(owner), far, creator);
    }

    /**
     * {@return whether something is what is shown}
     *
     * @param value an object that has a key, or a value; null for nothing, or no object in the middle
     * @throws InvalidRequestException when the object has no key yet
     */
    public Condition eq(@Nullable T value) {
        Condition shown = path.has(middle -> far.is(middle, value));
        return value == null ? shown.or(path.isNull()) : shown;
    }

    /**
     * {@return whether what is shown satisfies a condition}
     *
     * @param condition made of the table of what is shown: of the object that is referred to, or, for a column, of the object in the middle, which
     *     has it
     */
    public Condition has(Function<? super FromElement, ? extends Expression<Boolean>> condition) {
        return path.has(middle -> far.some(middle, condition));
    }

    /** {@return the relationship, and what is shown of it} */
    @Override
    public String toString() {
        return near.relationship() + "." + far.name();
    }
}

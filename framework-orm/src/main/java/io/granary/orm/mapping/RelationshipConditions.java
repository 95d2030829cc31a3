package io.granary.orm.mapping;

import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.sql.Condition;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.JoinKind;
import io.granary.sql.JoinPath;
import io.granary.sql.JoinStep;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What queries say along a relationship: joins, and conditions on whether and which objects are there. Objects in conditions stand for their
 * keys, so they need to have them. (SQLAlchemy's {@code RelationshipProperty.Comparator}.)
 *
 * @param <E> the class that has the relationship
 * @param <V> what it holds
 */
public abstract sealed class RelationshipConditions<E, V> implements JoinPath permits Relationship, RelationshipPath {

    RelationshipConditions() {}

    /** {@return the way from the one class to the other} */
    public abstract RelationshipPath<E, V> path();

    /**
     * {@return the way from another table of the class that has the relationship, as an alias}
     *
     * @param owner the class's table, that of a class below, an alias of one, or what {@link MappedTable#of} gave
     * @throws ArgumentException when it is none of these
     */
    public final RelationshipPath<E, V> from(FromElement owner) {
        return path().withOwner(owner);
    }

    /**
     * {@return the way to another table of the class at the other end, as an alias; to that of a class below for objects of that class only}
     *
     * @param target the class's table, that of a class below, an alias of one, or what {@link MappedTable#of} gave
     * @throws ArgumentException when it is none of these
     */
    public final RelationshipPath<E, V> to(FromElement target) {
        return path().withTarget(target);
    }

    /**
     * {@return the way to those objects only that satisfy a condition as well: in a join it stands in ON}
     *
     * @param condition which
     */
    public final RelationshipPath<E, V> and(Expression<Boolean> condition) {
        return path().withCondition(condition);
    }

    @Override
    public final List<JoinStep> steps(JoinKind kind) {
        return RelationshipJoins.steps(path(), kind);
    }

    /**
     * {@return whether at least one object is there that satisfies some conditions; of a relationship to many}
     *
     * @param conditions on the other class's table; none for any object at all
     * @throws ArgumentException when the relationship is to one; or when it leads from a table to the same, so that conditions would be of both
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // nothing is written into the array
    public final Condition any(Expression<Boolean>... conditions) {
        requireMany("any", "has");
        return RelationshipExists.of(path(), List.of(conditions));
    }

    /**
     * {@return whether at least one object is there that satisfies a condition; of a relationship to many}
     *
     * @param condition made of the other class's table, under the name that it has in the query within
     * @throws ArgumentException when the relationship is to one
     */
    public final Condition any(Function<? super FromElement, ? extends Expression<Boolean>> condition) {
        requireMany("any", "has");
        return RelationshipExists.of(path(), condition);
    }

    /**
     * {@return whether an object is there that satisfies some conditions; of a relationship to one}
     *
     * @param conditions on the other class's table; none for any object at all
     * @throws ArgumentException when the relationship is to many; or when it leads from a table to the same, so that conditions would be of both
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // nothing is written into the array
    public final Condition has(Expression<Boolean>... conditions) {
        requireOne("has", "any");
        return RelationshipExists.of(path(), List.of(conditions));
    }

    /**
     * {@return whether an object is there that satisfies a condition; of a relationship to one}
     *
     * @param condition made of the other class's table, under the name that it has in the query within
     * @throws ArgumentException when the relationship is to many
     */
    public final Condition has(Function<? super FromElement, ? extends Expression<Boolean>> condition) {
        requireOne("has", "any");
        return RelationshipExists.of(path(), condition);
    }

    /**
     * {@return whether an object is among those that are there; of a relationship to many}
     *
     * @param object an object of the other class
     * @throws ArgumentException when the relationship is to one, or the object of another class
     * @throws InvalidRequestException when the object has no key yet
     */
    public final Condition contains(Object object) {
        requireMany("contains", "eq");
        return RelationshipObjects.contains(path(), object);
    }

    /**
     * {@return whether an object is what is there; of a relationship to one, and by its own columns where it has them}
     *
     * @param object an object of the other class; null for {@link #isNull}
     * @throws ArgumentException when the relationship is to many
     * @throws InvalidRequestException when the object has no key yet
     */
    public final Condition eq(@Nullable V object) {
        requireOne("eq", "contains");
        return object == null ? RelationshipObjects.isNull(path()) : RelationshipObjects.equal(path(), object);
    }

    /**
     * {@return whether an object is not what is there, or nothing is; of a relationship to one}
     *
     * @param object an object of the other class; null for {@link #isNotNull}
     * @throws ArgumentException when the relationship is to many
     * @throws InvalidRequestException when the object has no key yet
     */
    public final Condition ne(@Nullable V object) {
        requireOne("ne", "contains(...).not");
        return object == null ? RelationshipObjects.isNotNull(path()) : RelationshipObjects.notEqual(path(), object);
    }

    /**
     * {@return whether nothing is there; of a relationship to one}
     *
     * @throws ArgumentException when the relationship is to many
     */
    public final Condition isNull() {
        requireOne("isNull", "any().not");
        return RelationshipObjects.isNull(path());
    }

    /**
     * {@return whether something is there; of a relationship to one}
     *
     * @throws ArgumentException when the relationship is to many
     */
    public final Condition isNotNull() {
        requireOne("isNotNull", "any");
        return RelationshipObjects.isNotNull(path());
    }

    /**
     * {@return whether a row of the other class's table is what an object has there: {@code select(ADDRESS).where(USER.addresses.of(alice))}}
     *
     * @param object an object of the class that has the relationship
     * @throws InvalidRequestException when the object has no key yet
     */
    public final Condition of(E object) {
        return RelationshipObjects.of(path(), object);
    }

    private void requireMany(String asked, String other) {
        if (!path().relationship().kind().isToMany()) {
            throw ArgumentException.of(
                    this + " leads to one object, and " + asked + " is for those that lead to many.",
                    "Use " + other + "(...).");
        }
    }

    private void requireOne(String asked, String other) {
        if (path().relationship().kind().isToMany()) {
            throw ArgumentException.of(
                    this + " leads to many objects, and " + asked + " is for those that lead to one.",
                    "Use " + other + "(...).");
        }
    }
}

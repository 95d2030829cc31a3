package io.granary.orm.mapping;

import io.granary.error.ArgumentException;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.TableAlias;
import io.granary.sql.TableReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A relationship between two tables of a query: {@code USER.addresses.from(USER.as("u")).to(ADDRESS.as("a")).and(condition)}. Immutable.
 *
 * @param <E> the class that has the relationship
 * @param <V> what it holds
 */
public final class RelationshipPath<E, V> extends RelationshipConditions<E, V> {

    private final Relationship<E, V> relationship;
    private final FromElement owner;

    /** Null until it is said. */
    private final @Nullable FromElement target;

    private final List<Expression<Boolean>> conditions;

    private RelationshipPath(
            Relationship<E, V> relationship,
            FromElement owner,
            @Nullable FromElement target,
            List<Expression<Boolean>> conditions) {
        this.relationship = relationship;
        this.owner = owner;
        this.target = target;
        this.conditions = conditions;
    }

    static <E, V> RelationshipPath<E, V> of(Relationship<E, V> relationship) {
        return new RelationshipPath<>(relationship, relationship.ownerTable(), null, List.of());
    }

    @Override
    public RelationshipPath<E, V> path() {
        return this;
    }

    /** {@return the relationship} */
    public Relationship<E, V> relationship() {
        return relationship;
    }

    /** {@return the table that it begins at} */
    public FromElement owner() {
        return owner;
    }

    /** {@return the table that it leads to} */
    public FromElement target() {
        return target == null ? relationship.targetTable() : target;
    }

    /** {@return what else objects have to satisfy} */
    public List<Expression<Boolean>> conditions() {
        return conditions;
    }

    /** The table that it leads to in a query within: under a name of its own, where it would have that of the one it begins at. */
    FromElement targetWithin() {
        if (!FromNames.same(target(), owner)) {
            return target();
        }
        return target() instanceof TableReference table
                ? table.as(FromNames.of(owner) + "_" + relationship.name())
                : requireNames();
    }

    /** The table that it leads to, under another name than the one that it begins at. */
    FromElement requireNames() {
        if (FromNames.same(target(), owner)) {
            throw ArgumentException.of(
                    this + " leads from a table to the same one, and a query needs a name for each.",
                    "Give one of them an alias: to(table.as(\"other\")), or from(table.as(\"other\")).");
        }
        return target();
    }

    /** Whether it leads to whatever object the relationship has. */
    boolean isWhole() {
        TableReference whole = relationship.targetTable();
        return conditions.isEmpty()
                && !relationship.isNarrowed()
                && (target().equals(whole)
                        || (target() instanceof TableAlias alias
                                && alias.table().equals(whole)
                                && alias.sampling().isEmpty()));
    }

    RelationshipPath<E, V> withOwner(FromElement other) {
        requireClass(other, relationship.owner(), "begins at");
        return new RelationshipPath<>(relationship, other, target, conditions);
    }

    RelationshipPath<E, V> withTarget(FromElement other) {
        requireClass(other, relationship.target(), "leads to");
        return new RelationshipPath<>(relationship, owner, other, conditions);
    }

    RelationshipPath<E, V> withCondition(Expression<Boolean> condition) {
        List<Expression<Boolean>> all = new ArrayList<>(conditions);
        all.add(condition);
        return new RelationshipPath<>(relationship, owner, target, List.copyOf(all));
    }

    private void requireClass(FromElement element, Class<?> wanted, String what) {
        Optional<Class<?>> type =
                FromNames.mapped(element).map(table -> table.mapping().type());
        if (type.filter(wanted::isAssignableFrom).isEmpty()) {
            throw ArgumentException.of(
                    relationship + " " + what + " " + wanted.getSimpleName() + ", and " + element + " is "
                            + type.map(other -> "a table of " + other.getSimpleName())
                                    .orElse("no table of a mapped class")
                            + ".",
                    "Give the table of " + wanted.getSimpleName()
                            + " or of a class below it, an alias of it, or a query by its method of(...).");
        }
    }

    /** {@return the relationship, and the names of the tables that were said} */
    @Override
    public String toString() {
        return relationship + "[" + owner + " to " + target() + "]";
    }
}

package io.granary.orm.mapping;

import io.granary.error.ArgumentException;
import io.granary.schema.Column;
import io.granary.sql.Condition;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import java.util.List;
import java.util.Set;

/** Conditions that compare what is at the end of a relationship with an object, or with nothing, by its key. */
final class RelationshipObjects {

    private RelationshipObjects() {}

    static Condition contains(RelationshipPath<?, ?> path, Object object) {
        List<Object> values = targetKey(path, object);
        if (path.relationship().isViewOnly()) {
            return exists(path, values);
        }
        RelationshipKeys keys = RelationshipKeys.of(path.relationship());
        if (keys.between().isEmpty() || !path.isWhole()) {
            return exists(path, values);
        }
        JoinTable table = keys.between().orElseThrow();
        TableAlias between = RelationshipJoins.between(table, path.targetWithin());
        return RelationshipExists.within(
                RelationshipExists.from(between),
                Set.of(between),
                List.of(
                        RelationshipKeys.same(between, table.ownerColumns(), path.owner(), keys.owner()),
                        RelationshipKeys.values(between, table.targetColumns(), values)));
    }

    static Condition equal(RelationshipPath<?, ?> path, Object object) {
        List<Object> values = targetKey(path, object);
        return isByColumns(path) ? columns(path, values) : exists(path, values);
    }

    static Condition notEqual(RelationshipPath<?, ?> path, Object object) {
        List<Object> values = targetKey(path, object);
        return isByColumns(path)
                ? columns(path, values).not().or(isNull(path))
                : exists(path, values).not();
    }

    static Condition isNull(RelationshipPath<?, ?> path) {
        if (!isByColumns(path)) {
            return RelationshipExists.of(path, List.of()).not();
        }
        return Sql.or(references(path).stream()
                .map(column -> RelationshipKeys.in(path.owner(), column).isNull())
                .toArray(Condition[]::new));
    }

    static Condition isNotNull(RelationshipPath<?, ?> path) {
        if (!isByColumns(path)) {
            return RelationshipExists.of(path, List.of());
        }
        return Sql.and(references(path).stream()
                .map(column -> RelationshipKeys.in(path.owner(), column).isNotNull())
                .toArray(Condition[]::new));
    }

    /** That rows of the table that a path leads to are what an object has. */
    static Condition of(RelationshipPath<?, ?> path, Object object) {
        Relationship<?, ?> relationship = path.relationship();
        MappedTable<?> table = relationship.ownerTable();
        requireClass(relationship, object, table.mapping().type(), "is of");
        List<Object> values = ObjectKey.of(table.mapping(), object);
        FromElement target = path.target();
        Condition belongs = belongs(relationship, target, values);
        return path.conditions().isEmpty() ? belongs : RelationshipJoins.and(belongs, path.conditions());
    }

    private static Condition belongs(Relationship<?, ?> relationship, FromElement target, List<Object> values) {
        if (relationship.isViewOnly()) {
            FromElement owner = beside(relationship, target);
            return ofOwner(relationship, owner, relationship.joined(owner, target), values);
        }
        RelationshipKeys keys = RelationshipKeys.of(relationship);
        if (relationship.holdsReference()) {
            FromElement owner = beside(relationship, target);
            return ofOwner(
                    relationship, owner, RelationshipKeys.same(owner, keys.owner(), target, keys.target()), values);
        }
        if (keys.between().isPresent()) {
            JoinTable join = keys.between().orElseThrow();
            TableAlias between = RelationshipJoins.between(join, target);
            return RelationshipExists.within(
                    RelationshipExists.from(between),
                    Set.of(between),
                    List.of(
                            RelationshipKeys.same(between, join.targetColumns(), target, keys.target()),
                            RelationshipKeys.values(between, join.ownerColumns(), values)));
        }
        return RelationshipKeys.values(target, keys.target(), values);
    }

    /** The table of the class that has a relationship, under a name of its own where the other is the same table. */
    private static FromElement beside(Relationship<?, ?> relationship, FromElement target) {
        MappedTable<?> table = relationship.ownerTable();
        return FromNames.same(table, target) ? table.as(FromNames.of(target) + "_" + relationship.name()) : table;
    }

    private static Condition ofOwner(
            Relationship<?, ?> relationship, FromElement owner, Expression<Boolean> joined, List<Object> values) {
        List<Column<?>> key = RelationshipKeys.key(relationship.ownerTable().mapping());
        return RelationshipExists.within(
                RelationshipExists.from(owner),
                Set.of(owner),
                List.of(joined, RelationshipKeys.values(owner, key, values)));
    }

    /** Whether the columns of the table that a path begins at tell all. */
    private static boolean isByColumns(RelationshipPath<?, ?> path) {
        return path.relationship().holdsReference() && path.isWhole();
    }

    private static List<Column<?>> references(RelationshipPath<?, ?> path) {
        return RelationshipKeys.of(path.relationship()).owner();
    }

    private static Condition columns(RelationshipPath<?, ?> path, List<Object> values) {
        return RelationshipKeys.values(path.owner(), references(path), values);
    }

    private static Condition exists(RelationshipPath<?, ?> path, List<Object> values) {
        List<Column<?>> key =
                RelationshipKeys.key(path.relationship().targetTable().mapping());
        return RelationshipExists.of(path, (FromElement target) -> RelationshipKeys.values(target, key, values));
    }

    private static List<Object> targetKey(RelationshipPath<?, ?> path, Object object) {
        Relationship<?, ?> relationship = path.relationship();
        requireClass(relationship, object, relationship.target(), "leads to");
        return ObjectKey.of(relationship.targetTable().mapping(), object);
    }

    private static void requireClass(Relationship<?, ?> relationship, Object object, Class<?> type, String what) {
        if (!type.isInstance(object)) {
            throw ArgumentException.of(
                    relationship + " " + what + " " + type.getSimpleName() + ", and a "
                            + object.getClass().getName() + " was given.",
                    "Give an object of " + type.getSimpleName() + ".");
        }
    }
}

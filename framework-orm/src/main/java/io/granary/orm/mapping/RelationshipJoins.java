package io.granary.orm.mapping;

import io.granary.error.ArgumentException;
import io.granary.sql.Condition;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Join;
import io.granary.sql.JoinKind;
import io.granary.sql.JoinStep;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import java.util.ArrayList;
import java.util.List;

/** The joins that lead along a relationship. */
final class RelationshipJoins {

    private RelationshipJoins() {}

    static List<JoinStep> steps(RelationshipPath<?, ?> path, JoinKind kind) {
        if (kind == JoinKind.CROSS) {
            throw ArgumentException.of(
                    path + " says which rows go together, and a CROSS JOIN takes each with each.",
                    "Join by another kind, or join the table itself.");
        }
        FromElement owner = path.owner();
        FromElement target = path.requireNames();
        if (path.relationship().isViewOnly()) {
            Condition on = Sql.and(path.relationship().joined(owner, target));
            return List.of(new JoinStep(owner, kind, target, and(on, path.conditions())));
        }
        RelationshipKeys keys = RelationshipKeys.of(path.relationship());
        if (keys.between().isEmpty()) {
            Condition on = RelationshipKeys.same(owner, keys.owner(), target, keys.target());
            return List.of(new JoinStep(owner, kind, target, and(on, path.conditions())));
        }
        JoinTable table = keys.between().orElseThrow();
        TableAlias between = between(table, target);
        Condition near = RelationshipKeys.same(owner, keys.owner(), between, table.ownerColumns());
        Condition far = RelationshipKeys.same(between, table.targetColumns(), target, keys.target());
        return switch (kind) {
            case INNER, RIGHT ->
                List.of(
                        new JoinStep(owner, JoinKind.INNER, between, near),
                        new JoinStep(between, kind, target, and(far, path.conditions())));
            // Rows of the table between that lead nowhere must not be counted as something that is there.
            case LEFT -> together(owner, kind, new Join(between, JoinKind.INNER, target, far), near, path);
            default -> together(owner, kind, new Join(between, JoinKind.RIGHT, target, far), near, path);
        };
    }

    private static List<JoinStep> together(
            FromElement owner, JoinKind kind, Join right, Condition near, RelationshipPath<?, ?> path) {
        return List.of(new JoinStep(owner, kind, right, and(near, path.conditions())));
    }

    /** The table between under a name that goes with that of the table it leads to, for both may be joined twice. */
    static TableAlias between(JoinTable table, FromElement target) {
        return table.table().as(FromNames.of(target) + "_" + table.table().tableName());
    }

    static Condition and(Condition first, List<? extends Expression<Boolean>> others) {
        Condition all = first;
        for (Expression<Boolean> other : new ArrayList<>(others)) {
            all = all.and(other);
        }
        return others.isEmpty() ? Sql.and(first) : all;
    }
}

package io.granary.dialect.render;

import io.granary.error.AmbiguousForeignKeysException;
import io.granary.error.NoForeignKeysException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Comparison;
import io.granary.sql.Condition;
import io.granary.sql.Expression;
import io.granary.sql.ForeignKeyLink;
import io.granary.sql.FromElement;
import io.granary.sql.Operator;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import io.granary.sql.TableReference;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the condition of a join from the foreign keys of what is joined. */
final class ForeignKeyJoins {

    private ForeignKeyJoins() {}

    /**
     * {@return the condition}
     *
     * @throws NoForeignKeysException when there is no foreign key between the two
     * @throws AmbiguousForeignKeysException when there are several
     */
    static Expression<Boolean> condition(FromElement left, FromElement right) {
        List<Expression<Boolean>> conditions = between(left, right);
        if (conditions.isEmpty()) {
            throw NoForeignKeysException.of(
                    "There is no foreign key between " + left + " and " + right + ".",
                    "Say which rows go together: join(" + right + ", left.column.eq(right.column)).");
        }
        if (conditions.size() > 1) {
            throw AmbiguousForeignKeysException.of(
                    "There are " + conditions.size() + " foreign keys between " + left + " and " + right + ".",
                    "Say which rows go together: join(" + right + ", left.column.eq(right.column)).");
        }
        return conditions.get(0);
    }

    static boolean exists(FromElement left, FromElement right) {
        return !between(left, right).isEmpty();
    }

    private static List<Expression<Boolean>> between(FromElement left, FromElement right) {
        List<Expression<Boolean>> conditions = new ArrayList<>();
        for (FromElement one : FromParts.of(left)) {
            for (FromElement other : FromParts.of(right)) {
                links(one, other, conditions);
                if (table(one) != table(other)) {
                    links(other, one, conditions);
                }
            }
        }
        return conditions;
    }

    private static void links(FromElement from, FromElement to, List<Expression<Boolean>> conditions) {
        TableReference referring = table(from);
        TableReference referred = table(to);
        if (referring == null || referred == null) {
            return;
        }
        for (ForeignKeyLink link : referring.links()) {
            if (link.target() == referred) {
                conditions.add(condition(from, to, link));
            }
        }
    }

    private static Expression<Boolean> condition(FromElement from, FromElement to, ForeignKeyLink link) {
        List<Condition> equal = new ArrayList<>();
        for (int i = 0; i < link.local().size(); i++) {
            // The one that is referred to stands left, as SQLAlchemy has it.
            equal.add(new Comparison(
                    column(to, link.remote().get(i)),
                    Operator.EQUAL,
                    column(from, link.local().get(i))));
        }
        return Sql.and(equal.toArray(Condition[]::new));
    }

    private static Expression<?> column(FromElement element, ColumnExpression<?> column) {
        return element instanceof TableAlias alias ? alias.column(column) : column;
    }

    private static @Nullable TableReference table(FromElement element) {
        if (element instanceof TableAlias alias) {
            return alias.table();
        }
        return element instanceof TableReference table ? table : null;
    }
}

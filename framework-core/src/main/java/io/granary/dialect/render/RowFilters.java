package io.granary.dialect.render;

import io.granary.sql.Bind;
import io.granary.sql.BooleanConstant;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Join;
import io.granary.sql.JoinKind;
import io.granary.sql.LiteralSql;
import io.granary.sql.Membership;
import io.granary.sql.RowFilter;
import io.granary.sql.TableAlias;
import io.granary.sql.TableReference;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of tables that stand for a part of their rows, and those of {@link io.granary.sql.RowConditions}. Where all rows of a join pass by a table they stand behind WHERE, and where a
 * table is joined, behind ON; elsewhere the part is a query in FROM.
 */
final class RowFilters {

    private RowFilters() {}

    /** The condition of one table, or of its alias; empty where all rows count. */
    static Optional<Expression<Boolean>> of(FromElement element, Rendering to) {
        if (element instanceof TableAlias alias) {
            return alias.table().filter().map(filter -> condition(alias.column(filter.column()), filter, to));
        }
        return element instanceof TableReference table
                ? table.filter().map(filter -> condition(filter.column(), filter, to))
                : Optional.empty();
    }

    private static Expression<Boolean> condition(ColumnExpression<?> column, RowFilter filter, Rendering to) {
        if (filter.values().isEmpty()) {
            return BooleanConstant.FALSE;
        }
        List<LiteralSql<?>> values = new ArrayList<>();
        for (Object value : filter.values()) {
            values.add(new LiteralSql<>(
                    Constants.of(new Bind<>(null, "param", value, true, Types.UNKNOWN, false), to.grammar()),
                    column.type()));
        }
        return new Membership(column, new Membership.OfExpressions(values), false);
    }

    /** Writes WHERE: some conditions, and those of tables that stand there; nothing if there is none. */
    static void where(List<Expression<Boolean>> criteria, Collection<FromElement> elements, Rendering to) {
        List<FromElement> tables = new ArrayList<>();
        elements.forEach(element -> gather(element, tables));
        List<Expression<Boolean>> all = new ArrayList<>(criteria);
        List<Expression<Boolean>> conditions = new ArrayList<>();
        for (FromElement table : tables) {
            of(table, to).ifPresent(all::add);
            to.conditionOn(table).ifPresent(conditions::add);
        }
        to.criteria(" WHERE ", all, conditions);
    }

    private static void gather(FromElement element, List<FromElement> tables) {
        if (!(element instanceof Join join)) {
            tables.add(element);
        } else if (keepsLeft(join.kind())) {
            gather(join.left(), tables);
            if (join.kind() == JoinKind.CROSS && !(join.right() instanceof Join)) {
                gather(join.right(), tables);
            }
        }
    }

    /** Whether no row of a join is without one of its left side. */
    static boolean keepsLeft(JoinKind kind) {
        return kind == JoinKind.INNER || kind == JoinKind.LEFT || kind == JoinKind.CROSS;
    }
}

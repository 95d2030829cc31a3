package io.granary.orm.internal.load;

import io.granary.schema.Column;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Cte;
import io.granary.sql.DerivedColumn;
import io.granary.sql.Expression;
import io.granary.sql.ExpressionWalker;
import io.granary.sql.FromElement;
import io.granary.sql.Join;
import io.granary.sql.JoinStep;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Subquery;
import io.granary.sql.TableAlias;
import io.granary.sql.TableFunction;
import io.granary.sql.TableReference;
import io.granary.sql.ValuesTable;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Gathers what a query has in FROM by name, said so or told by columns alone, so that nothing joined to it is called the same. */
final class NamesInFrom extends ExpressionWalker {

    private final Set<String> names = new HashSet<>();

    private NamesInFrom() {}

    /** The names, in small letters. */
    static Set<String> of(Select<?> select) {
        NamesInFrom found = new NamesInFrom();
        select.froms().forEach(found::add);
        for (JoinStep join : select.joins()) {
            found.add(join.right());
            found.walk(join.on());
        }
        for (SelectItem item : select.items()) {
            if (item instanceof FromElement element) {
                found.add(element);
            } else if (item instanceof Expression<?> expression) {
                found.walk(expression);
            }
        }
        found.walk(select.criteria());
        found.walk(select.grouping());
        found.walkTerms(select.ordering());
        return found.names;
    }

    private void add(FromElement element) {
        if (element instanceof Join join) {
            add(join.left());
            add(join.right());
            return;
        }
        names.add(name(element).toLowerCase(Locale.ROOT));
    }

    private static String name(FromElement element) {
        if (element instanceof TableAlias alias) {
            return alias.name();
        }
        if (element instanceof TableReference table) {
            return table.tableName();
        }
        if (element instanceof Cte cte) {
            return cte.name();
        }
        if (element instanceof ValuesTable values) {
            return values.name();
        }
        if (element instanceof TableFunction function) {
            return function.name();
        }
        return element instanceof Subquery subquery ? subquery.name().orElse("") : "";
    }

    @Override
    public ExpressionWalker visit(ColumnExpression<?> column) {
        if (column instanceof Column<?> own) {
            add(own.table());
        } else if (column instanceof DerivedColumn<?> derived) {
            FromElement owner = derived.owner();
            if (owner != null) {
                add(owner);
            }
        }
        return this;
    }
}

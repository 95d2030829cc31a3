package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.sql.CompoundSelect;
import io.granary.sql.Expression;
import io.granary.sql.Ordering;
import io.granary.sql.OutputNames;
import io.granary.sql.Query;
import io.granary.sql.RowLimit;
import io.granary.sql.Select;
import io.granary.sql.SetOperator;
import java.util.List;

/** Writes queries joined as sets of rows. One that is joined itself, or has an order or a limit, stands in parentheses. */
final class CompoundRenderer {

    private final Rendering to;

    CompoundRenderer(Rendering to) {
        this.to = to;
    }

    Rendering write(CompoundSelect compound) {
        if (compound.operator() == SetOperator.INTERSECT_ALL || compound.operator() == SetOperator.EXCEPT_ALL) {
            to.grammar().require(Feature.SET_OPERATIONS_ALL, compound.operator().sql());
        }
        for (int i = 0; i < compound.queries().size(); i++) {
            if (i > 0) {
                to.sql(" " + compound.operator().sql() + " ");
            }
            part(compound.queries().get(i));
        }
        if (!compound.ordering().isEmpty()) {
            to.sql(" ORDER BY ");
            compoundOrder(compound);
        }
        to.grammar().limit(compound.rowLimit(), to);
        return to;
    }

    private void part(Query query) {
        boolean own = !(query instanceof Select) || isBounded(query);
        if (own) {
            to.grammar().compoundPart(() -> Statements.write(query, to), to);
        } else {
            Statements.write(query, to);
        }
    }

    private static boolean isBounded(Query query) {
        return query instanceof Select<?> select
                && (!select.ordering().isEmpty()
                        || !select.rowLimit().equals(RowLimit.NONE)
                        || select.lock().isPresent());
    }

    /** Which column an expression is in the first query that selects it; -1 if none does. */
    private static int place(Expression<?> expression, Query query) {
        if (!(query instanceof CompoundSelect compound)) {
            return query.outputs().indexOf(expression);
        }
        return compound.queries().stream()
                .mapToInt(part -> place(expression, part))
                .filter(place -> place >= 0)
                .findFirst()
                .orElse(-1);
    }

    /** The whole has columns of its own, which are known by their names only. */
    private void compoundOrder(CompoundSelect compound) {
        List<Expression<?>> outputs = compound.outputs();
        List<String> names = OutputNames.of(outputs);
        to.list(compound.ordering(), term -> {
            Ordering ordering = term instanceof Ordering known
                    ? known
                    : new Ordering((Expression<?>) term, null, Ordering.Nulls.DEFAULT);
            int place = place(ordering.expression(), compound);
            to.grammar()
                    .ordering(
                            ordering,
                            () -> {
                                if (place >= 0) {
                                    to.name(names.get(place));
                                } else {
                                    to.expression(ordering.expression());
                                }
                            },
                            to);
        });
    }
}

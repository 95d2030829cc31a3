package io.granary.dialect.render;

import io.granary.sql.Expression;
import io.granary.sql.Labeled;
import io.granary.sql.OrderTerm;
import io.granary.sql.Ordering;
import io.granary.sql.OutputNames;
import java.util.List;

/** Writes the terms of ORDER BY: by the name of what is selected where there is one, else as the expression. */
final class OrderRenderer {

    private final Rendering to;

    OrderRenderer(Rendering to) {
        this.to = to;
    }

    /** {@code selected} is what a label may refer to. */
    void terms(List<OrderTerm> terms, List<Expression<?>> selected) {
        to.list(terms, term -> term(term, selected));
    }

    private void term(OrderTerm term, List<Expression<?>> selected) {
        if (term instanceof Ordering ordering) {
            to.grammar().ordering(ordering, () -> by(ordering.expression(), selected), to);
        } else if (term instanceof Expression<?> expression) {
            by(expression, selected);
        }
    }

    private void by(Expression<?> expression, List<Expression<?>> selected) {
        int place = expression instanceof Labeled<?> ? selected.indexOf(expression) : -1;
        if (place >= 0) {
            to.name(OutputNames.of(selected).get(place));
        } else {
            to.expression(expression);
        }
    }
}

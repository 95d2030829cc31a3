package io.granary.dialect.render;

import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.ExpressionWalker;
import io.granary.sql.FromElement;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds what the columns of expressions belong to, each once, in the order in which they come. */
final class ReferencedElements extends ExpressionWalker {

    private final Set<FromElement> found = new LinkedHashSet<>();

    static Set<FromElement> of(List<? extends Expression<?>> expressions) {
        ReferencedElements walker = new ReferencedElements();
        walker.walk(expressions);
        return walker.found;
    }

    @Override
    public ExpressionWalker visit(ColumnExpression<?> column) {
        column.from().ifPresent(found::add);
        return this;
    }
}

package io.granary.orm.internal.load;

import io.granary.sql.Expression;
import io.granary.sql.ExpressionWalker;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.WindowCall;

/** Looks whether a query computes something of the rows around each, which joins would make more. */
final class WindowSearch extends ExpressionWalker {

    private boolean found;

    private WindowSearch() {}

    static boolean finds(Select<?> select) {
        WindowSearch search = new WindowSearch();
        for (SelectItem item : select.items()) {
            if (item instanceof Expression<?> expression) {
                search.walk(expression);
            }
        }
        search.walkTerms(select.ordering());
        return search.found;
    }

    @Override
    public ExpressionWalker visit(WindowCall<?> call) {
        found = true;
        return this;
    }
}

package io.granary.sql;

import java.util.ArrayList;
import java.util.List;

/** Takes tables in the list of a SELECT or RETURNING apart into their columns. */
public final class SelectItems {

    private SelectItems() {}

    /**
     * {@return what each row is made of}
     *
     * @param items expressions, and tables for all their columns
     */
    public static List<Expression<?>> outputs(List<SelectItem> items) {
        List<Expression<?>> outputs = new ArrayList<>(items.size());
        for (SelectItem item : items) {
            if (item instanceof Expression<?> expression) {
                outputs.add(expression);
            } else if (item instanceof FromElement element) {
                outputs.addAll(element.columns());
            }
        }
        return outputs;
    }
}

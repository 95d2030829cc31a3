package io.granary.dialect.render;

import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.OutputNames;
import io.granary.sql.SelectItem;
import io.granary.sql.SelectItems;
import java.util.List;

/** Writes what is selected or returned, under the names that the result has. */
final class OutputList {

    private OutputList() {}

    static void write(List<SelectItem> items, Rendering to) {
        List<Expression<?>> outputs = SelectItems.outputs(items);
        List<String> names = OutputNames.of(outputs);
        for (int i = 0; i < outputs.size(); i++) {
            Expression<?> output = outputs.get(i);
            to.sql(i == 0 ? "" : ", ");
            to.grammar().output(output, to);
            boolean own = output instanceof ColumnExpression<?> column
                    && column.name().equals(names.get(i))
                    && column.readAs().isEmpty();
            if (!own) {
                to.sql(" AS ").name(names.get(i));
            }
        }
    }
}

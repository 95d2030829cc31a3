package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.schema.Column;
import io.granary.sql.Assignment;
import io.granary.sql.ColumnExpression;
import io.granary.sql.FromElement;
import io.granary.sql.Update;
import java.util.ArrayList;
import java.util.List;

/** Writes an UPDATE. */
final class UpdateRenderer {

    private final Rendering to;

    UpdateRenderer(Rendering to) {
        this.to = to;
    }

    Rendering write(Update update) {
        Targets.requireTable(update.table());
        update.ctes().forEach(cte -> to.ctes().require(cte, to));
        List<FromElement> others = Targets.others(update.table(), update.others(), update.criteria());
        List<FromElement> seen = new ArrayList<>(others);
        seen.add(update.table());
        Runnable whole = () -> to.scopes().within(FromParts.of(seen), () -> clauses(update, others, seen));
        to.grammar().returning(update.table(), update.returned(), Feature.UPDATE_RETURNING, whole, to);
        return to;
    }

    private void clauses(Update update, List<FromElement> others, List<FromElement> seen) {
        UpdateBody body = new UpdateBody(
                () -> to.sql("UPDATE ").table(update.table()),
                () -> {
                    to.sql(" SET ");
                    boolean behindTable = !others.isEmpty() && to.grammar().setsBehindTable();
                    Assignments.write(assignments(update), behindTable, to);
                },
                () -> FromRenderer.write(others, to),
                () -> RowFilters.where(update.criteria(), seen, to));
        if (others.isEmpty()) {
            body.target().run();
            body.assignments().run();
            body.criteria().run();
        } else {
            to.grammar().updateOthers(update, others, body, to);
        }
    }

    private List<Assignment> assignments(Update update) {
        List<Assignment> all = new ArrayList<>(update.assignments());
        for (ColumnExpression<?> expression : WrittenColumns.of(update.table())) {
            boolean set =
                    all.stream().anyMatch(assignment -> assignment.column().equals(expression));
            if (!set && to.keys().contains(expression.key())) {
                all.add(new Assignment(expression, to.binds().ofColumn(expression)));
            } else if (!set && expression instanceof Column<?> column) {
                column.options()
                        .clientOnUpdate()
                        .ifPresent(supplier -> all.add(new Assignment(column, ClientDefaults.bind(column, 0))));
            }
        }
        if (all.isEmpty()) {
            throw CompileException.of(
                    "An UPDATE of " + update.table() + " sets nothing.",
                    "Say with set(...) what to change, or give values of columns when it is executed.");
        }
        return all;
    }
}

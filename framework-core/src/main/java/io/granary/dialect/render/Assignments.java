package io.granary.dialect.render;

import io.granary.sql.Assignment;
import io.granary.sql.Bind;
import io.granary.sql.ColumnExpression;
import java.util.List;

/** Writes what is set, as UPDATE and upserts have it. */
final class Assignments {

    private Assignments() {}

    static void write(List<Assignment> assignments, Rendering to) {
        write(assignments, false, to);
    }

    /** Columns may stand behind their tables. */
    static void write(List<Assignment> assignments, boolean behindTable, Rendering to) {
        to.list(assignments, assignment -> {
            ColumnExpression<?> column = assignment.column();
            (behindTable ? FromNames.write(column, to) : to.name(column.name())).sql(" = ");
            value(assignment, to);
        });
    }

    /** A value of its own is called as its column. */
    static void value(Assignment assignment, Rendering to) {
        if (assignment.value() instanceof Bind<?> bind) {
            new ExpressionRenderer(to).bind(bind, name(assignment, bind, to));
        } else {
            to.operand(assignment.value(), io.granary.sql.Precedence.LOWEST);
        }
    }

    /** The name of the place of a value that is set. */
    static String name(Assignment assignment, Bind<?> bind, Rendering to) {
        ClientDefaults.supplier(assignment, bind)
                .ifPresent(supplier -> to.binds().of(bind, supplier));
        return to.binds().of(bind, assignment.column().key());
    }
}

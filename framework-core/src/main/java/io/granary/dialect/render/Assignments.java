package io.granary.dialect.render;

import io.granary.sql.Assignment;
import io.granary.sql.Bind;
import java.util.List;

/** Writes what is set, as UPDATE and upserts have it. */
final class Assignments {

    private Assignments() {}

    static void write(List<Assignment> assignments, Rendering to) {
        to.list(assignments, assignment -> {
            to.name(assignment.column().name()).sql(" = ");
            value(assignment, to);
        });
    }

    /** A value of its own is called as its column. */
    static void value(Assignment assignment, Rendering to) {
        if (assignment.value() instanceof Bind<?> bind) {
            ClientDefaults.supplier(assignment, bind)
                    .ifPresent(supplier -> to.binds().of(bind, supplier));
            new ExpressionRenderer(to)
                    .bind(bind, to.binds().of(bind, assignment.column().key()));
        } else {
            to.operand(assignment.value(), io.granary.sql.Precedence.LOWEST);
        }
    }
}

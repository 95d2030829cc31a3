package io.granary.dialect.render;

import io.granary.schema.Column;
import io.granary.sql.Assignment;
import io.granary.sql.Bind;
import io.granary.sql.Sql;
import java.util.Optional;
import java.util.function.Supplier;

/** Places for the values that columns have by themselves, where we give them and not the database. */
final class ClientDefaults {

    private static final String PREFIX = "default ";

    private ClientDefaults() {}

    /** A place whose name no user can give, since it holds a blank. */
    static Bind<?> bind(Column<?> column, int row) {
        return Sql.bind(PREFIX + row + " " + column.key(), column.type());
    }

    /** What gives the value of a place made by {@link #bind}; nothing gives that of any other. */
    static Optional<Supplier<?>> supplier(Assignment assignment, Bind<?> bind) {
        boolean ours = bind.ownName().filter(name -> name.startsWith(PREFIX)).isPresent();
        return ours && assignment.column() instanceof Column<?> column
                ? column.options().clientDefault().or(column.options()::clientOnUpdate)
                : Optional.empty();
    }
}

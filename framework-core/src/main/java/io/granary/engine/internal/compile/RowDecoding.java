package io.granary.engine.internal.compile;

import io.granary.dialect.render.TypeNames;
import io.granary.sql.Expression;
import io.granary.type.SqlType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes of what the driver decoded the values that a statement's columns are of. Immutable. */
public final class RowDecoding {

    /** Leaves everything as the driver decoded it. */
    public static final RowDecoding NONE = new RowDecoding(null, List.of());

    private final @Nullable TypeNames types;
    private final List<SqlType<?>> columns;

    private RowDecoding(@Nullable TypeNames types, List<SqlType<?>> columns) {
        this.types = types;
        this.columns = columns;
    }

    static RowDecoding of(TypeNames types, List<Expression<?>> outputs) {
        return new RowDecoding(
                types, outputs.stream().<SqlType<?>>map(Expression::type).toList());
    }

    /**
     * Puts each row's values in the place of what the driver decoded.
     *
     * @param rows the rows, which are changed; those of another width than the statement's are left as they are
     * @throws io.granary.error.ArgumentException when a value is none of its column's type
     */
    public void decode(List<@Nullable Object[]> rows) {
        TypeNames names = types;
        if (names == null) {
            return;
        }
        for (@Nullable Object[] row : rows) {
            if (row.length == columns.size()) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = names.fromDriver(columns.get(i), row[i]);
                }
            }
        }
    }
}

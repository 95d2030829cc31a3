package io.granary.orm.internal.load;

import io.granary.dialect.Dialect;
import io.granary.dialect.Feature;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.Sql;
import io.granary.type.MappedType;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** How a query names many keys: with a marker for each, or, where the database has arrays, as one value, whatever their number. */
public enum KeyLists {

    /** A marker for each. */
    MARKERS,

    /** One array, where keys are of one column of a plain type. */
    ARRAYS;

    private static final String ARRAYS_ARE_FASTER = "postgresql";

    private static final Set<SqlKind> IN_ARRAYS = EnumSet.of(
            SqlKind.SMALL_INTEGER, SqlKind.INTEGER, SqlKind.BIG_INTEGER, SqlKind.STRING, SqlKind.TEXT, SqlKind.UUID);

    /**
     * {@return what is best for a database}
     *
     * @param dialect which
     */
    public static KeyLists of(Dialect dialect) {
        return dialect.supports(Feature.ARRAYS) && dialect.name().equals(ARRAYS_ARE_FASTER) ? ARRAYS : MARKERS;
    }

    /**
     * {@return a condition that columns have the values of one of several keys}
     *
     * @param columns the columns, in the keys' order
     * @param keys the values of each; at least one
     */
    public Expression<Boolean> among(List<? extends ColumnExpression<?>> columns, List<List<Object>> keys) {
        return isOneValue(columns) ? inArray(columns.get(0), keys) : KeySelect.among(columns, keys);
    }

    /**
     * {@return whether keys are one value in a statement, however many there are}
     *
     * @param columns the columns of the keys
     */
    public boolean isOneValue(List<? extends ColumnExpression<?>> columns) {
        return this == ARRAYS && columns.size() == 1 && isPlain(columns.get(0).type());
    }

    private static boolean isPlain(SqlType<?> type) {
        return !(type instanceof MappedType<?, ?>) && IN_ARRAYS.contains(type.kind());
    }

    @SuppressWarnings("unchecked") // the values of a key are of its columns' classes
    private static <T> Expression<Boolean> inArray(ColumnExpression<T> column, List<List<Object>> keys) {
        List<T> values = new ArrayList<>(keys.size());
        for (List<Object> key : keys) {
            values.add((T) key.get(0));
        }
        return column.eq(Sql.anyOf(Sql.value(values, Types.array(column.type())), column.type()));
    }
}

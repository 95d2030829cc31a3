package io.granary.dialect.render;

import io.granary.schema.Column;
import io.granary.sql.Assignment;
import io.granary.sql.Bind;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Insert;
import io.granary.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an INSERT that is executed for many sets of parameters is cut into statements of many rows each. (SQLAlchemy, "insertmanyvalues".)
 *
 * @param arrays whether each column's values are one array; else each value has a place of its own
 * @param places the names of the places for a row's values, one a column
 * @param distinct the places of a key that no two rows of one statement may share; none for any rows
 * @param sentinel the columns by which returned rows are told apart, which are returned behind what was asked for; none if nothing is returned
 * @param generated whether the database numbers the sentinel in the order of the rows; else it is what the rows were given
 */
public record Paging(
        boolean arrays, List<String> places, List<String> distinct, List<Sentinel> sentinel, boolean generated) {

    /**
     * A column by which returned rows are told apart.
     *
     * @param bind the place of its value; null for one that the database gives
     * @param type what it is
     */
    public record Sentinel(@Nullable String bind, SqlType<?> type) {}

    /** Copies the lists. */
    public Paging {
        places = List.copyOf(places);
        distinct = List.copyOf(distinct);
        sentinel = List.copyOf(sentinel);
    }

    /** This, for rows that share no key; empty where the rows do not bring it. */
    Optional<Paging> ofDistinct(List<? extends ColumnExpression<?>> key, List<Assignment> row) {
        List<ColumnExpression<?>> columns =
                row.stream().<ColumnExpression<?>>map(Assignment::column).toList();
        if (!columns.containsAll(key)) {
            return Optional.empty();
        }
        List<String> names =
                key.stream().map(column -> places.get(columns.indexOf(column))).toList();
        return Optional.of(new Paging(arrays, places, names, sentinel, generated));
    }

    /** The columns that have to be returned besides; empty if rows could not be told apart. */
    static Optional<Paging> of(Insert insert, List<Assignment> row, boolean arrays, Rendering to) {
        List<String> places = row.stream()
                .map(assignment -> Assignments.name(assignment, (Bind<?>) assignment.value(), to))
                .toList();
        if (insert.returned().isEmpty()) {
            return Optional.of(new Paging(arrays, places, List.of(), List.of(), false));
        }
        List<ColumnExpression<?>> key = insert.table().primaryKeyColumns();
        List<Sentinel> sentinel = new ArrayList<>();
        for (ColumnExpression<?> column : key) {
            String bind = row.stream()
                    .filter(assignment -> assignment.column().equals(column))
                    .map(Assignment::value)
                    .filter(Bind.class::isInstance)
                    .map(value -> to.binds().of((Bind<?>) value, column.key()))
                    .findFirst()
                    .orElse(null);
            sentinel.add(new Sentinel(bind, column.type()));
        }
        boolean given = !key.isEmpty() && sentinel.stream().allMatch(column -> column.bind() != null);
        boolean generated = key.size() == 1
                && key.get(0) instanceof Column<?> column
                && column.options().isIdentity()
                && sentinel.get(0).bind() == null;
        return given || generated
                ? Optional.of(new Paging(arrays, places, List.of(), sentinel, generated))
                : Optional.empty();
    }
}

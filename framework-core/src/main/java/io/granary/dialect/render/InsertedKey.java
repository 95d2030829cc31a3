package io.granary.dialect.render;

import io.granary.dialect.Feature;
import io.granary.schema.Column;
import io.granary.sql.Assignment;
import io.granary.sql.Bind;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Insert;
import io.granary.sql.SelectItem;
import io.granary.type.SqlType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the primary key of an inserted row is found out.
 *
 * @param names the columns of the key
 * @param types what they are
 * @param binds for each the place whose value it got; null for one that the database gave
 * @param fetch how what the database gave comes back
 */
public record InsertedKey(List<String> names, List<SqlType<?>> types, List<@Nullable String> binds, Fetch fetch) {

    /** How values come back that the database gave. */
    public enum Fetch {
        /** Not at all: there are none, or nobody tells. */
        NONE,
        /** As a row that the statement returns, one column for each of them. */
        RETURNING,
        /** As a number that the driver tells. */
        DRIVER
    }

    /** Copies the lists. */
    public InsertedKey {
        names = List.copyOf(names);
        types = List.copyOf(types);
        binds = Collections.unmodifiableList(new ArrayList<>(binds));
    }

    /** The key of a row of such an INSERT; empty if its table has none. */
    static Optional<InsertedKey> of(Insert insert, List<Assignment> row, Rendering to) {
        List<ColumnExpression<?>> key = insert.table().primaryKeyColumns();
        if (key.isEmpty()) {
            return Optional.empty();
        }
        List<@Nullable String> binds = new ArrayList<>();
        for (ColumnExpression<?> column : key) {
            binds.add(bindOf(column, row, to));
        }
        return Optional.of(new InsertedKey(
                key.stream().map(ColumnExpression::key).toList(),
                key.stream().<SqlType<?>>map(ColumnExpression::type).toList(),
                binds,
                fetch(insert, key, binds, to)));
    }

    private static @Nullable String bindOf(ColumnExpression<?> column, List<Assignment> row, Rendering to) {
        return row.stream()
                .filter(assignment -> assignment.column().equals(column))
                .map(Assignment::value)
                .filter(Bind.class::isInstance)
                .map(value -> to.binds().of((Bind<?>) value, column.key()))
                .findFirst()
                .orElse(null);
    }

    private static Fetch fetch(
            Insert insert, List<ColumnExpression<?>> key, List<@Nullable String> binds, Rendering to) {
        boolean leavesRow = insert.conflict()
                .filter(conflict -> conflict.updates().isEmpty())
                .isPresent();
        if (!binds.contains(null) || (leavesRow && to.grammar().returnsRowsThatAreLeft())) {
            return Fetch.NONE;
        } else if (to.grammar().supports(Feature.INSERT_RETURNING)) {
            return Fetch.RETURNING;
        }
        boolean numbered = key.get(binds.indexOf(null)) instanceof Column<?> column
                && column.options().isIdentity();
        return numbered ? Fetch.DRIVER : Fetch.NONE;
    }

    /** The columns that the database gives values to. */
    List<SelectItem> missing(Insert insert) {
        List<SelectItem> missing = new ArrayList<>();
        for (int i = 0; i < binds.size(); i++) {
            if (binds.get(i) == null) {
                missing.add(insert.table().primaryKeyColumns().get(i));
            }
        }
        return missing;
    }
}

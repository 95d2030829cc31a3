package io.granary.schema;

import io.granary.error.ArgumentException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Columns that refer to those of another table, or of this one.
 *
 * @param constraintName its name; null for one that is found
 * @param columns which columns
 * @param targets what each of them refers to, all in one table
 */
public record ForeignKey(@Nullable String constraintName, List<Column<?>> columns, List<ForeignKeyTarget> targets)
        implements Constraint {

    /**
     * Checks that each column has a target.
     *
     * @throws ArgumentException when it has not
     */
    public ForeignKey {
        columns = List.copyOf(columns);
        targets = List.copyOf(targets);
        if (columns.isEmpty() || columns.size() != targets.size()) {
            throw ArgumentException.of(
                    "A foreign key has " + columns.size() + " columns and refers to " + targets.size() + ".",
                    "Give one target for each column.");
        }
    }

    /** {@return the table that refers} */
    public Table table() {
        return columns.get(0).table();
    }

    /** {@return the table referred to} */
    public Table target() {
        return targets.get(0).column().get().table();
    }

    /** {@return the columns referred to} */
    public List<Column<?>> targetColumns() {
        return targets.stream().<Column<?>>map(target -> target.column().get()).toList();
    }

    /** {@return what becomes of a row when the one it refers to is deleted} */
    public ForeignKeyTarget.Action onDelete() {
        return targets.get(0).onDelete();
    }

    /** {@return what becomes of a row when the key it refers to changes} */
    public ForeignKeyTarget.Action onUpdate() {
        return targets.get(0).onUpdate();
    }

    /** {@return when the database looks whether there is a row that is referred to} */
    public ForeignKeyTarget.Check check() {
        return targets.get(0).check();
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(constraintName);
    }
}

package io.granary.schema;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The columns that tell one row from all others.
 *
 * @param constraintName its name; null for one that is found
 * @param columns which columns, in the order of the key
 */
public record PrimaryKey(@Nullable String constraintName, List<Column<?>> columns) implements Constraint {

    /** Copies the list. */
    public PrimaryKey {
        columns = List.copyOf(columns);
    }

    @Override
    public Optional<String> name() {
        return Optional.ofNullable(constraintName);
    }
}

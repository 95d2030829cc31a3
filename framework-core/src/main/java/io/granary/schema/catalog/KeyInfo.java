package io.granary.schema.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database tells of a primary key or a unique constraint.
 *
 * @param name its name; null where all have the same
 * @param columns the names of its columns, in order
 */
public record KeyInfo(@Nullable String name, List<String> columns) {
    /** Copies the lists. */
    public KeyInfo {
        columns = List.copyOf(columns);
    }
}

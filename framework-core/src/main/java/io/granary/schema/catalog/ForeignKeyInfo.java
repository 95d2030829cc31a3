package io.granary.schema.catalog;

import io.granary.schema.ForeignKeyTarget.Action;
import io.granary.schema.ForeignKeyTarget.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database tells of a foreign key.
 *
 * @param name its name
 * @param columns the names of its columns
 * @param targetSchema the schema it refers to; null for that of the session
 * @param targetTable the table it refers to
 * @param targetColumns the names of the columns it refers to
 * @param onDelete what becomes of a row when the one it refers to is deleted
 * @param onUpdate what becomes of it when the other one's key changes
 * @param check when the database looks
 */
public record ForeignKeyInfo(
        String name,
        List<String> columns,
        @Nullable String targetSchema,
        String targetTable,
        List<String> targetColumns,
        Action onDelete,
        Action onUpdate,
        Check check) {
    /** Copies the lists. */
    public ForeignKeyInfo {
        columns = List.copyOf(columns);
        targetColumns = List.copyOf(targetColumns);
    }
}

package io.granary.orm;

import io.granary.error.ArgumentException;
import io.granary.schema.Column;
import java.util.List;

/**
 * Which columns of a class a query reads. Immutable.
 *
 * <p>The key, the version, what tells the class, and references to other rows are read always. What is not read is not known of the object: its
 * attribute keeps what the constructor gave it, is never written while it has that, and is read by {@code session.refresh(object, "bio")}
 * or by any query that reads it. That holds for as long as the object lives, also in other sessions that it is added to or merged into.
 *
 * @param choice what about the columns
 * @param columns which; at least one
 */
public record ColumnLoad(Choice choice, List<Column<?>> columns) implements LoaderOption {

    /** What about the columns. */
    public enum Choice {
        /** They, and no others, are read. */
        ONLY,
        /** They are not read. */
        DEFER,
        /** They are read, though another option says that they are not. */
        UNDEFER
    }

    /** Checks that there is a column. */
    public ColumnLoad {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw ArgumentException.of("No column was named.", "Name those that are meant, as in loadOnly(USER.name).");
        }
    }
}

package io.granary.orm.mapping;

import io.granary.schema.Column;
import io.granary.schema.Table;
import java.util.List;

/**
 * The table between two classes of which each object has many of the other.
 *
 * @param table the table
 * @param ownerColumns its columns that refer to the key of the class that holds the relationship, in that key's order
 * @param targetColumns its columns that refer to the key of the other, in that key's order
 */
public record JoinTable(Table table, List<Column<?>> ownerColumns, List<Column<?>> targetColumns) {

    /** Copies what it is given. */
    public JoinTable {
        ownerColumns = List.copyOf(ownerColumns);
        targetColumns = List.copyOf(targetColumns);
    }

    /** The same as the other side sees it. */
    JoinTable turned() {
        return new JoinTable(table, /* ownerColumns= */ targetColumns, /* targetColumns= */ ownerColumns);
    }
}

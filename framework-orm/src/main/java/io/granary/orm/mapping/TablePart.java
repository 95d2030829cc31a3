package io.granary.orm.mapping;

import io.granary.schema.Column;
import io.granary.schema.Table;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * A table of the database that holds some columns of a class's rows: all of them, but for classes of a hierarchy of which each has a table.
 * Immutable.
 *
 * @param table the table
 * @param key its columns that hold the key, in the key's order
 * @param columns its columns by their places in a row image; those of the key are in the topmost table's only
 */
public record TablePart(Table table, List<Column<?>> key, Map<Integer, Column<?>> columns) {

    /** Copies what it is given. */
    public TablePart {
        key = List.copyOf(key);
        columns = Map.copyOf(columns);
    }

    /**
     * {@return the places that it has among some}
     *
     * @param slots places in a row image
     */
    public BitSet among(BitSet slots) {
        BitSet own = new BitSet();
        columns.keySet().forEach(own::set);
        own.and(slots);
        return own;
    }

    /**
     * {@return whether it has the column of a place}
     *
     * @param slot a place in a row image
     */
    public boolean has(int slot) {
        return columns.containsKey(slot);
    }

    /**
     * {@return the column of a place}
     *
     * @param slot a place in a row image that it has
     */
    public Column<?> column(int slot) {
        Column<?> column = columns.get(slot);
        if (column == null) {
            throw new IllegalArgumentException(table + " has no column " + slot);
        }
        return column;
    }
}

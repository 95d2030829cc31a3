package io.granary.orm.internal.load;

import io.granary.error.ArgumentException;
import io.granary.orm.ColumnLoad;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.MappedTable;
import io.granary.schema.Column;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which values of a class a query reads, as options have it. */
public final class ReadColumns {

    private ReadColumns() {}

    /**
     * {@return the column of a class that a column is}
     *
     * @param mapping the class
     * @param column a column of its table, or of that of a class above it
     * @throws ArgumentException when it is no column of the class
     */
    public static MappedColumn require(EntityMapping<?> mapping, Column<?> column) {
        return find(mapping, column)
                .orElseThrow(() -> ArgumentException.of(
                        column + " is no column of " + mapping + ".", "Name one of " + mapping.columns() + "."));
    }

    private static Optional<MappedColumn> find(EntityMapping<?> mapping, Column<?> column) {
        return mapping.columns().stream()
                .filter(each -> each.column() == column || isInherited(mapping, column, each))
                .findFirst();
    }

    /** The table of a class has the columns of those above it, under the same names. */
    private static boolean isInherited(EntityMapping<?> mapping, Column<?> column, MappedColumn own) {
        return column.table() instanceof MappedTable<?> table
                && table.mapping().type().isAssignableFrom(mapping.type())
                && own.column().name().equals(column.name());
    }

    /** Whether columns are of a class's table. */
    static boolean areOf(EntityMapping<?> mapping, ColumnLoad load) {
        return load.columns().stream().allMatch(column -> find(mapping, column).isPresent());
    }

    /** The places of what is read; null for all. */
    static @Nullable BitSet of(EntityMapping<?> mapping, List<ColumnLoad> loads) {
        if (loads.isEmpty()) {
            return null;
        }
        BitSet read = new BitSet();
        read.set(0, mapping.columns().size());
        for (ColumnLoad load : loads) {
            BitSet named = new BitSet();
            load.columns().forEach(column -> named.set(require(mapping, column).slot()));
            switch (load.choice()) {
                case ONLY -> read.and(named);
                case DEFER -> read.andNot(named);
                case UNDEFER -> read.or(named);
            }
        }
        completeEmbedded(mapping, read);
        addAlwaysRead(mapping, read);
        if (read.cardinality() == mapping.columns().size()) {
            return null;
        }
        if (mapping.isReadOnly()) {
            throw ArgumentException.of(
                    mapping + " is a record, and a record is made whole.",
                    "Select the columns that are wanted, and make another record of them: result.into(Part.class).");
        }
        return read;
    }

    /**
     * {@return the places that are read with one: of an embedded object all of it}
     *
     * @param mapping the class
     * @param slot the place
     */
    public static BitSet whole(EntityMapping<?> mapping, int slot) {
        BitSet slots = new BitSet();
        slots.set(slot);
        completeEmbedded(mapping, slots);
        return slots;
    }

    private static void addAlwaysRead(EntityMapping<?> mapping, BitSet read) {
        mapping.key().forEach(column -> read.set(column.slot()));
        mapping.version().ifPresent(column -> read.set(column.slot()));
        mapping.discriminator().ifPresent(column -> read.set(column.slot()));
        for (MappedColumn column : mapping.columns()) {
            if (column.reference()) {
                read.set(column.slot());
            }
        }
    }

    /** An embedded object is read whole or not at all. */
    private static void completeEmbedded(EntityMapping<?> mapping, BitSet read) {
        for (MappedAttribute attribute : mapping.attributes()) {
            if (attribute instanceof MappedAttribute.Embedded embedded) {
                BitSet own = new BitSet();
                addSlots(embedded.attributes(), own);
                if (own.intersects(read)) {
                    read.or(own);
                }
            }
        }
    }

    private static void addSlots(List<MappedAttribute> attributes, BitSet slots) {
        for (MappedAttribute attribute : attributes) {
            if (attribute instanceof MappedAttribute.Basic basic) {
                slots.set(basic.slot());
            } else if (attribute instanceof MappedAttribute.Embedded embedded) {
                addSlots(embedded.attributes(), slots);
            }
        }
    }
}

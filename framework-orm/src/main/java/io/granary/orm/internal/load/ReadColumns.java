package io.granary.orm.internal.load;

import io.granary.error.ArgumentException;
import io.granary.orm.ColumnLoad;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedAttribute;
import io.granary.orm.mapping.MappedColumn;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which values of a class a query reads, as options have it. */
final class ReadColumns {

    private ReadColumns() {}

    /** Whether columns are of a class's table. */
    static boolean areOf(EntityMapping<?> mapping, ColumnLoad load) {
        return load.columns().stream()
                .allMatch(column -> mapping.columns().stream().anyMatch(each -> each.column() == column));
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
            for (MappedColumn column : mapping.columns()) {
                named.set(column.slot(), load.columns().contains(column.column()));
            }
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

package io.granary.orm.internal.reading;

import io.granary.orm.internal.reading.ColumnDefinition.Terms;
import io.granary.type.Types;
import java.util.List;
import java.util.Optional;

/** Reads the column that tells the classes of a hierarchy apart, which an attribute may have, too, if it only reads it. */
final class DiscriminatorReader {

    /** What no attribute is called. */
    private static final String PATH = "class";

    private DiscriminatorReader() {}

    /** Its slot in the columns of the topmost class; added if no attribute has it. */
    static int slot(Class<?> root, ColumnReader columns, Faults faults) {
        InheritanceRules.Subject topmost = Ancestry.subjects(root).get(0);
        Discriminator said = Discriminator.of(topmost);
        List<ColumnDefinition> known = columns.columns();
        for (int slot = 0; slot < known.size(); slot++) {
            ColumnDefinition column = known.get(slot);
            if (column.name().equals(said.name())) {
                check(topmost, column, faults);
                columns.replace(slot, column.asDiscriminator());
                return slot;
            }
        }
        return columns.add(new ColumnDefinition(
                said.name(),
                said.columnType(),
                PATH,
                Optional.empty(),
                new Terms(false, false, false, false, true, false, Optional.empty())));
    }

    /** Of classes with a table each, that has no column to tell the class: it stands in the rows of a query alone. */
    static int unwritten(ColumnReader columns) {
        return columns.add(new ColumnDefinition(
                Discriminator.UNWRITTEN,
                Types.string(Discriminator.LONGEST),
                PATH,
                Optional.empty(),
                new Terms(false, false, false, false, false, false, Optional.empty())));
    }

    private static void check(InheritanceRules.Subject root, ColumnDefinition column, Faults faults) {
        String place = root.name() + "." + column.path();
        if (column.terms().insertable() || column.terms().updatable()) {
            faults.add(place, InheritanceRules.written(column.name()));
        }
        InheritanceRules.unfit(root, ColumnTypes.boxed(column.type().javaType()).getName())
                .ifPresent(faults.at(place));
    }
}

package io.granary.orm.internal.session;

import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import java.util.Optional;

/** The columns of a mapped class by the names that maps of values have for them: those of attributes, or their own. */
final class NamedColumns {

    private NamedColumns() {}

    /** The column of an attribute, or by its own name; empty if there is neither. A relationship is no value: its columns have names of their own. */
    static Optional<MappedColumn> find(EntityMapping<?> mapping, String name) {
        return mapping.columns().stream()
                .filter(column -> column.path().equals(name) && !column.reference())
                .findFirst()
                .or(() -> mapping.columns().stream()
                        .filter(column -> column.column().key().equals(name)
                                || column.column().name().equals(name))
                        .findFirst());
    }
}

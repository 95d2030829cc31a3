package io.granary.schema;

import java.util.Optional;

/** What the rows of a table have to keep to. */
public sealed interface Constraint permits PrimaryKey, UniqueConstraint, CheckConstraint, ForeignKey {

    /** {@return its name; empty where the database or a naming convention finds one} */
    Optional<String> name();
}

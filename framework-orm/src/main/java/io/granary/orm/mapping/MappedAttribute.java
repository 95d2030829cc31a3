package io.granary.orm.mapping;

import java.util.List;

/** An attribute of a mapped class or of an embeddable one. */
public sealed interface MappedAttribute {

    /** {@return its name in Java} */
    String name();

    /** {@return how its value gets in and out of an object of the class it belongs to} */
    AttributeAccess<Object> access();

    /**
     * An attribute in one column.
     *
     * @param name its name in Java
     * @param access how its value gets in and out
     * @param slot the column's place in a row image
     * @param type its class; primitive where it cannot be null
     * @param deferred whether a query reads it only if it says so
     */
    record Basic(String name, AttributeAccess<Object> access, int slot, Class<?> type, boolean deferred)
            implements MappedAttribute {}

    /**
     * An attribute whose own attributes are columns of the same table.
     *
     * @param name its name in Java
     * @param access how its value gets in and out
     * @param embeddable how its own values do
     * @param attributes its own attributes; of a record in the order of its components
     */
    record Embedded(
            String name,
            AttributeAccess<Object> access,
            ObjectAccess<Object> embeddable,
            List<MappedAttribute> attributes)
            implements MappedAttribute {}

    /**
     * A relationship.
     *
     * @param name its name in Java
     * @param access how its value gets in and out
     * @param relationship which
     */
    record Related(String name, AttributeAccess<Object> access, Relationship<?, ?> relationship)
            implements MappedAttribute {}
}

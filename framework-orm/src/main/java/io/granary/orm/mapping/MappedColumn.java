package io.granary.orm.mapping;

import io.granary.schema.Column;

/**
 * A column of a mapped class.
 *
 * @param slot its place in a row image of the class, counted from 0 in the order of the table's columns
 * @param column the column
 * @param path the attribute whose value it holds, {@code home.street} where that is part of another; of a foreign key the relationship
 * @param reference whether it is set by a relationship
 * @param insertable whether an INSERT gives it a value
 * @param updatable whether an UPDATE may change it
 */
public record MappedColumn(
        int slot, Column<?> column, String path, boolean reference, boolean insertable, boolean updatable) {

    /** {@return whether the database does not have it, and an expression is read in its place} */
    public boolean isExpression() {
        return column.options().expression().isPresent();
    }

    /** {@return its name behind its table's} */
    @Override
    public String toString() {
        return column.toString();
    }
}

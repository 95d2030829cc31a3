package io.granary.schema;

/**
 * Adds a foreign key to a table that is there.
 *
 * @param table which table
 * @param key which key
 */
public record AddForeignKey(Table table, ForeignKey key) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

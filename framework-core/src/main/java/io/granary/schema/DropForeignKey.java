package io.granary.schema;

/**
 * Drops a foreign key. It needs a name.
 *
 * @param table of which table
 * @param key which key
 */
public record DropForeignKey(Table table, ForeignKey key) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

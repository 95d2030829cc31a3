package io.granary.schema;

/**
 * Drops a table.
 *
 * @param table which
 * @param ifExists whether it may be missing
 */
public record DropTable(Table table, boolean ifExists) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

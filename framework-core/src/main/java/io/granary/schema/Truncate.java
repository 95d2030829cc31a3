package io.granary.schema;

/**
 * Empties a table.
 *
 * @param table which
 * @param restartIdentity whether rows are numbered from the start again
 */
public record Truncate(Table table, boolean restartIdentity) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

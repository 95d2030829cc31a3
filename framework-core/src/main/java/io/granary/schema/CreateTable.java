package io.granary.schema;

import java.util.List;

/**
 * Creates a table.
 *
 * @param table which
 * @param ifNotExists whether one that is there already is left as it is
 * @param without foreign keys to be added later
 */
public record CreateTable(Table table, boolean ifNotExists, List<ForeignKey> without) implements DdlStatement {

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

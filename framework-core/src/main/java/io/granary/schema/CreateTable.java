package io.granary.schema;

import java.util.List;

/**
 * Creates a table.
 *
 * @param table which
 * @param ifNotExists whether one that is there already is left as it is
 * @param without foreign keys to be added later
 * @param naming names its constraints that have no name
 */
public record CreateTable(Table table, boolean ifNotExists, List<ForeignKey> without, NamingConvention naming)
        implements DdlStatement {

    /** Copies the list. */
    public CreateTable {
        without = List.copyOf(without);
    }

    /**
     * Creates a table whose constraints without a name are named by the database.
     *
     * @param table which
     * @param ifNotExists whether one that is there already is left as it is
     * @param without foreign keys to be added later
     */
    public CreateTable(Table table, boolean ifNotExists, List<ForeignKey> without) {
        this(table, ifNotExists, without, NamingConvention.DEFAULT);
    }

    @Override
    public <R> R accept(DdlVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

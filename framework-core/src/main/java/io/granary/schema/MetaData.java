package io.granary.schema;

import io.granary.error.InvalidRequestException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Tables that belong together. Immutable. */
public final class MetaData {

    private final List<Table> tables;

    private MetaData(List<Table> tables) {
        this.tables = tables;
    }

    /**
     * {@return tables that belong together}
     *
     * @param tables which
     * @throws InvalidRequestException when two of them have one name
     */
    public static MetaData of(Table... tables) {
        return of(List.of(tables));
    }

    /**
     * {@return tables that belong together}
     *
     * @param tables which
     * @throws InvalidRequestException when two of them have one name
     */
    public static MetaData of(List<? extends Table> tables) {
        Set<String> names = new HashSet<>();
        for (Table table : tables) {
            if (!names.add(table.toString())) {
                throw InvalidRequestException.of(
                        "There are two tables called " + table + ".", "Put them into different MetaData or schemas.");
            }
        }
        return new MetaData(List.copyOf(tables));
    }

    /** {@return the tables as they were given} */
    public List<Table> tables() {
        return tables;
    }

    /** {@return the table of a name, behind that of its schema if it has one} */
    public Optional<Table> table(String name) {
        return tables.stream().filter(table -> table.toString().equals(name)).findFirst();
    }

    /** {@return the tables in an order in which each comes behind those it refers to, where there is one} */
    public List<Table> sortedTables() {
        return TableOrder.of(tables).sorted();
    }

    /** {@return the tables in order, with the foreign keys that no order satisfies} */
    public TableOrder order() {
        return TableOrder.of(tables);
    }
}

package io.granary.orm.mapping;

import io.granary.sql.FromElement;
import io.granary.sql.TableAlias;
import io.granary.sql.TableReference;
import java.util.Optional;

/** What tables of mapped classes are called in a query. */
public final class FromNames {

    private FromNames() {}

    /**
     * {@return the table of a class that something in FROM is, or is an alias of; empty if it is none}
     *
     * @param element what is in FROM
     */
    public static Optional<MappedTable<?>> mapped(FromElement element) {
        if (element instanceof TableAlias alias) {
            return mapped(alias.table());
        }
        return element instanceof MappedTable<?> table ? Optional.of(table) : Optional.empty();
    }

    static String of(FromElement element) {
        if (element instanceof TableAlias alias) {
            return alias.name();
        }
        return element instanceof TableReference table ? table.tableName() : element.toString();
    }

    /** Whether two would be taken for one another in a statement, as tables of classes that share one. */
    static boolean same(FromElement one, FromElement other) {
        return of(one).equals(of(other)) && schema(one).equals(schema(other));
    }

    private static Optional<String> schema(FromElement element) {
        return element instanceof TableReference table ? table.schemaName() : Optional.empty();
    }
}

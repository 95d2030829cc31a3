package io.granary.dialect.render;

import io.granary.error.CompileException;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.TableReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an UPDATE or DELETE looks at besides its table. */
final class Targets {

    private Targets() {}

    /** Refuses what is no table of the database. */
    static void requireTable(TableReference table) {
        if (table.standsFor().isPresent()) {
            throw CompileException.of(
                    table + " stands for the rows of a query, which no statement changes.",
                    "Name the table, and its rows by a condition: in(query), or exists.");
        }
        if (table.source().isPresent()) {
            throw CompileException.of(
                    "The rows of " + table + " are made of those of several tables, which no one statement changes.",
                    "Change objects in a session, or have it run a statement that returns nothing: a DELETE, an UPDATE, or an INSERT of plain values; a"
                            + " connection changes the rows of each table by a statement of its own.");
        }
    }

    static List<FromElement> others(TableReference table, List<FromElement> told, List<Expression<Boolean>> criteria) {
        Set<FromElement> others = new LinkedHashSet<>(told);
        Set<FromElement> parts = FromParts.of(told);
        ReferencedElements.of(criteria).stream()
                .filter(element -> !parts.contains(element))
                .forEach(others::add);
        others.remove(table);
        return List.copyOf(others);
    }
}

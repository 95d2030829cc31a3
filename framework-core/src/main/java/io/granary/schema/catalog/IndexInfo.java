package io.granary.schema.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a database tells of an index that no constraint made.
 *
 * @param name its name
 * @param terms what it orders by
 * @param unique whether no two rows agree in them
 * @param conditionSql which rows it holds, in the database's own SQL; null for all
 */
public record IndexInfo(
        String name,
        List<Term> terms,
        boolean unique,
        @Nullable String conditionSql) {
    /** Copies the lists. */
    public IndexInfo {
        terms = List.copyOf(terms);
    }

    /**
     * What an index orders by.
     *
     * @param text a column's name, or an expression in the database's own SQL
     * @param expression whether it is an expression
     */
    public record Term(String text, boolean expression) {}
}

package io.granary.dialect.render;

import io.granary.error.CompileException;
import io.granary.sql.CompoundSelect;
import io.granary.sql.FromElement;
import io.granary.sql.Join;
import io.granary.sql.JoinStep;
import io.granary.sql.Query;
import io.granary.sql.Select;
import io.granary.sql.TableAlias;
import io.granary.sql.TableReference;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What may not stand in one FROM: where classes share tables, it is easy to name two where one is meant. */
final class FromRules {

    private FromRules() {}

    static void check(List<FromElement> elements) {
        if (elements.isEmpty() || (elements.size() == 1 && !(elements.get(0) instanceof Join))) {
            return;
        }
        Set<String> names = new HashSet<>();
        for (FromElement part : FromParts.of(elements)) {
            if (part instanceof TableReference table
                    && table.standsFor().isEmpty()
                    && !names.add(table.schemaName().orElse("") + "." + table.tableName())) {
                throw CompileException.of(
                        table.tableName() + " stands twice in FROM, by different objects under one name.",
                        "Use the attributes of one of them, as those that a class has from the one above it; or give one an alias.");
            }
        }
        for (FromElement element : elements) {
            List<FromElement> beside =
                    elements.stream().filter(other -> !other.equals(element)).toList();
            for (FromElement part : FromParts.of(element)) {
                if (part instanceof TableReference table) {
                    table.source().ifPresent(source -> checkSource(table, source, FromParts.of(beside)));
                }
            }
        }
    }

    /** Some databases refuse to lock rows of a union, and others do not lock them and say nothing. */
    static void checkLock(List<FromElement> elements) {
        for (FromElement element : elements) {
            for (FromElement part : FromParts.of(element)) {
                TableReference table = part instanceof TableAlias alias
                        ? alias.table()
                        : part instanceof TableReference named ? named : null;
                if (table != null
                        && table.source()
                                .filter(CompoundSelect.class::isInstance)
                                .isPresent()) {
                    throw CompileException.of(
                            "The rows of " + table.tableName()
                                    + " are those of several tables, which no one query locks.",
                            "Lock the rows of one of the tables, or get objects by their keys with a lock.");
                }
            }
        }
    }

    /** A table that is there already would be multiplied with its own rows. */
    private static void checkSource(TableReference table, Query source, Set<FromElement> beside) {
        List<FromElement> within = new ArrayList<>();
        if (source instanceof Select<?> select) {
            within.addAll(select.froms());
            select.joins().stream().map(JoinStep::right).forEach(within::add);
        }
        for (FromElement other : beside) {
            if (within.contains(other)) {
                throw CompileException.of(
                        table.tableName() + " has the rows of " + other + " already, and FROM would have them twice.",
                        "Use the attributes of one of them, as those that a class has from the one above it; or join the two.");
            }
        }
    }
}

package io.granary.testkit.random;

import static io.granary.sql.Sql.select;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Row;
import io.granary.error.GranaryException;
import io.granary.sql.Labeled;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Has a database work terms out, and finds the least part of one that it works out otherwise. */
final class TermCheck {

    private final AsyncEngine engine;
    private final Samples samples;

    TermCheck(AsyncEngine engine, Samples samples) {
        this.engine = engine;
        this.samples = samples;
    }

    /** The least part that is wrong, told; empty where all terms are right. */
    Optional<String> wrong(List<Term<?>> terms) {
        if (different(terms).isEmpty()) {
            return Optional.empty();
        }
        return terms.stream()
                .flatMap(term -> culprit(term).stream())
                .findFirst()
                .or(() -> different(terms));
    }

    private Optional<String> culprit(Term<?> term) {
        Optional<String> difference = different(List.of(term));
        if (difference.isEmpty()) {
            return Optional.empty();
        }
        return term.parts().stream()
                .flatMap(part -> culprit(part).stream())
                .findFirst()
                .or(() -> difference);
    }

    /** What differs first; parts are not looked at. */
    private Optional<String> different(List<Term<?>> terms) {
        List<Labeled<?>> labeled = new ArrayList<>();
        for (Term<?> term : terms) {
            labeled.add(term.expression().as("e" + labeled.size()));
        }
        Select<?> statement =
                select(samples.id, labeled.toArray(SelectItem[]::new)).orderBy(samples.id);
        List<Row> rows;
        try {
            rows = engine.execute(statement).toCompletableFuture().join().fetchAll();
        } catch (CompletionException failed) {
            return Optional.of(failed.getCause() + " of " + statement.toSql(engine.dialect()));
        }
        for (int row = 0; row < Samples.ROWS; row++) {
            for (int i = 0; i < terms.size(); i++) {
                Object expected = terms.get(i).at(row);
                Object given = value(rows.get(row), labeled.get(i));
                if (!Truth.alike(expected, given)) {
                    return Optional.of(select(samples.id, labeled.get(i)).toSql(engine.dialect()) + " gives " + given
                            + " instead of " + expected + " for "
                            + samples.rows().get(row));
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object value(Row row, Labeled<?> column) {
        try {
            return row.get(column.name(), column.type().javaType());
        } catch (GranaryException refused) {
            return refused;
        }
    }
}

package io.granary.stream;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.error.ArgumentException;
import io.granary.sql.Executable;
import io.granary.sql.Insert;
import io.granary.stream.internal.KeyedInsert;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Writes a batch.
 *
 * @param <T> the elements
 * @param <R> what it gives
 */
@FunctionalInterface
public interface BatchWork<T, R> {

    /**
     * Writes a batch, within a transaction that others end.
     *
     * @param connection has the transaction; not to be kept
     * @param elements at least one, in order; unmodifiable
     * @return completes when all are written; a failure fails the batch
     */
    CompletionStage<R> write(AsyncConnection connection, List<T> elements);

    /**
     * {@return work that executes a statement for each element of a batch: an INSERT in pages of many rows, others one after another}
     *
     * @param <T> the elements
     * @param statement what is executed
     * @param values the values of an element by name; of the first one, the names are the columns of an INSERT
     */
    static <T> BatchWork<T, Result> executing(
            Executable statement, Function<? super T, ? extends Map<String, ?>> values) {
        requireNonNull(statement, "statement");
        requireNonNull(values, "values");
        return (connection, elements) -> {
            List<Map<String, ?>> rows = new ArrayList<>(elements.size());
            for (T element : elements) {
                rows.add(values.apply(element));
            }
            return connection.execute(statement, rows);
        };
    }

    /**
     * {@return work that inserts a batch and gives each element with what the INSERT returns of its row, or with its primary key}
     *
     * <p>Where the database cannot return what it inserts, as MySQL, keys that it makes are had row by row only, a round trip each; keys that the
     * elements bring do not need that.
     *
     * @param <T> the elements
     * @param engine tells which database it is
     * @param insert the INSERT, without rows
     * @param values the values of an element by column
     * @throws ArgumentException if the INSERT returns nothing and its table has no primary key
     */
    static <T> BatchWork<T, List<Inserted<T>>> inserting(
            AsyncEngine engine, Insert insert, Function<? super T, ? extends Map<String, ?>> values) {
        return KeyedInsert.of(engine, insert, values);
    }
}

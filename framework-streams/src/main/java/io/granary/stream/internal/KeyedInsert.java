package io.granary.stream.internal;

import static java.util.Objects.requireNonNull;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.Row;
import io.granary.engine.RowKeys;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Insert;
import io.granary.sql.SelectItem;
import io.granary.stream.BatchWork;
import io.granary.stream.Inserted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Inserts batches and finds out what the database made of each row, in the quickest way that it has. Immutable.
 *
 * @param <T> the elements
 */
public final class KeyedInsert<T> implements BatchWork<T, List<Inserted<T>>> {

    private final AsyncEngine engine;
    private final Insert insert;
    private final List<ColumnExpression<?>> key;
    private final Function<? super T, ? extends Map<String, ?>> values;

    private KeyedInsert(AsyncEngine engine, Insert insert, Function<? super T, ? extends Map<String, ?>> values) {
        this.engine = requireNonNull(engine, "engine");
        this.insert = insert;
        this.key = insert.table().primaryKeyColumns();
        this.values = requireNonNull(values, "values");
    }

    /**
     * {@return work that inserts}
     *
     * @param <T> the elements
     * @param engine tells which database it is
     * @param insert without rows
     * @param values the values of an element by column
     */
    public static <T> KeyedInsert<T> of(
            AsyncEngine engine, Insert insert, Function<? super T, ? extends Map<String, ?>> values) {
        if (insert.returned().isEmpty() && insert.table().primaryKeyColumns().isEmpty()) {
            throw ArgumentException.of(
                    "The keys of what is inserted into " + insert.table().tableName()
                            + " are asked for, and it has no primary key.",
                    "say by returning(...) what is wanted of each row, or use SqlSink.insert");
        }
        return new KeyedInsert<>(engine, insert, values);
    }

    @Override
    public CompletionStage<List<Inserted<T>>> write(AsyncConnection connection, List<T> elements) {
        List<Map<String, ?>> rows = new ArrayList<>(elements.size());
        for (T element : elements) {
            rows.add(values.apply(element));
        }
        return inserted(connection, rows).thenApply(keys -> paired(elements, keys));
    }

    private CompletionStage<List<Row>> inserted(AsyncConnection connection, List<Map<String, ?>> rows) {
        if (!insert.returned().isEmpty()) {
            return connection.execute(insert, rows).thenApply(Result::fetchAll);
        } else if (engine.dialect().supports(Feature.INSERT_RETURNING)) {
            Insert returning = insert.returning(key.toArray(SelectItem[]::new));
            return connection.execute(returning, rows).thenApply(Result::fetchAll);
        } else if (rows.stream().allMatch(this::bringsItsKey)) {
            return connection.execute(insert, rows).thenApply(done -> given(rows));
        }
        return oneByOne(connection, rows);
    }

    private boolean bringsItsKey(Map<String, ?> row) {
        return key.stream().allMatch(column -> row.get(column.key()) != null);
    }

    private List<Row> given(List<Map<String, ?>> rows) {
        List<@Nullable Object[]> keys = new ArrayList<>(rows.size());
        for (Map<String, ?> row : rows) {
            keys.add(key.stream().map(column -> row.get(column.key())).toArray());
        }
        RowKeys names = RowKeys.of(key.stream().map(ColumnExpression::key).toList(), key);
        return Result.of(ResultData.ofRows(names, keys)).fetchAll();
    }

    private CompletionStage<List<Row>> oneByOne(AsyncConnection connection, List<Map<String, ?>> rows) {
        List<Row> keys = new ArrayList<>(rows.size());
        CompletionStage<List<Row>> all = CompletableFuture.completedStage(keys);
        for (Map<String, ?> row : rows) {
            all = all.thenCompose(before -> connection.execute(insert, row)).thenApply(result -> {
                keys.add(result.insertedPrimaryKey());
                return keys;
            });
        }
        return all;
    }

    private static <T> List<Inserted<T>> paired(List<T> elements, List<Row> rows) {
        if (rows.size() != elements.size()) {
            throw InvalidRequestException.of(
                    "An INSERT of " + elements.size() + " rows gave " + rows.size()
                            + " back, so it cannot be told which is which.",
                    "write what may leave rows out by SqlFlow.execute or a sink");
        }
        List<Inserted<T>> inserted = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            inserted.add(new Inserted<>(elements.get(i), rows.get(i)));
        }
        return List.copyOf(inserted);
    }
}

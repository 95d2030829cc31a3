package io.granary.orm.internal.flush;

import io.granary.dialect.Dialect;
import io.granary.dialect.Feature;
import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.Row;
import io.granary.error.StaleDataException;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.turn.Turn;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import io.granary.schema.Column;
import io.granary.sql.Expression;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import io.granary.sql.Update;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Changes rows of one class by their keys, all of them in the same columns, and makes sure that each was there. */
public final class KeyedUpdate {

    private static final String SET = "set_";
    private static final String OLD_VERSION = "old_version";

    private final Shape shape;
    private final Dialect dialect;
    private final StatementRunner runner;
    private final Turn turn;
    private final List<Column<?>> told;
    private final boolean required;
    private final BiConsumer<EntityKey, List<@Nullable Object>> taker;

    /**
     * What is common to all rows.
     *
     * @param mapping of which class
     * @param part its table
     * @param slots the columns that are set; if none, a row is written as it is, for the database to make it another version
     * @param versioned whether each row has to have a version
     * @param criteria what else has to be true of a row; then it is no error if it is not
     */
    public record Shape(
            EntityMapping<?> mapping,
            TablePart part,
            BitSet slots,
            boolean versioned,
            List<Expression<Boolean>> criteria) {

        /** {@return the column of the version, where there is one} */
        public MappedColumn version() {
            return mapping.version().orElseThrow();
        }
    }

    /**
     * Makes one.
     *
     * @param shape what is common to all rows
     * @param dialect which database
     * @param runner where statements go
     * @param turn runs what is given to it in the turn of the session's actor
     */
    public KeyedUpdate(Shape shape, Dialect dialect, StatementRunner runner, Turn turn) {
        this.shape = shape;
        this.dialect = dialect;
        this.runner = runner;
        this.turn = turn;
        this.told = List.of();
        this.required = false;
        this.taker = (key, values) -> {};
    }

    private KeyedUpdate(
            KeyedUpdate one,
            List<? extends Column<?>> told,
            boolean required,
            BiConsumer<EntityKey, List<@Nullable Object>> taker) {
        this.shape = one.shape;
        this.dialect = one.dialect;
        this.runner = one.runner;
        this.turn = one.turn;
        this.told = List.copyOf(told);
        this.required = required;
        this.taker = taker;
    }

    /** {@return what is common to all rows} */
    public Shape shape() {
        return shape;
    }

    /** This, giving what columns of changed rows have afterwards, by the keys that they then have: where the database tells it with the change, and otherwise not. */
    KeyedUpdate telling(List<? extends Column<?>> columns, BiConsumer<EntityKey, List<@Nullable Object>> values) {
        return new KeyedUpdate(this, columns, false, values);
    }

    /**
     * {@return this, giving what columns of changed rows have afterwards, what triggers made of them included: by a query right behind the change where
     * the database does not tell it with that}
     *
     * @param columns the columns
     * @param values gets the key of each row, the one that it has afterwards, and what is in the columns
     */
    public KeyedUpdate tellingAlways(
            List<? extends Column<?>> columns, BiConsumer<EntityKey, List<@Nullable Object>> values) {
        return new KeyedUpdate(this, columns, true, values);
    }

    /**
     * Changes rows: by one statement where the database takes columns of values, by a batch otherwise.
     *
     * @param rows which, and how
     * @return completes, in the turn, with how many there were; fails with {@link StaleDataException}, which names rows, if one was not
     */
    public CompletionStage<Long> run(List<KeyedRow> rows) {
        boolean returns =
                !told.isEmpty() && (required ? Versions.areTold(dialect) : dialect.supports(Feature.UPDATE_RETURNING));
        if (rows.size() == 1 && returns) {
            Update telling = batch().returning(told.toArray(SelectItem[]::new));
            return turn.map(
                    runner.run(telling, List.of(parameters(rows.get(0)))), result -> told(rows, result.fetchAll()));
        }
        if (rows.size() == 1 || shape.slots().isEmpty() || !RowArrays.fitUpdate(shape, dialect) || !distinct(rows)) {
            CompletionStage<Long> changed = turn.map(
                    runner.run(batch(), rows.stream().map(this::parameters).toList()), result -> counted(rows, result));
            return turn.then(changed, count -> askFor(rows, count));
        }
        CompletionStage<Long> all = CompletableFuture.completedFuture(0L);
        for (int from = 0; from < rows.size(); from += RowArrays.MOST) {
            List<KeyedRow> some = rows.subList(from, Math.min(rows.size(), from + RowArrays.MOST));
            all = turn.then(all, before -> turn.map(inArrays(some, returns), count -> before + count));
        }
        return returns ? all : turn.then(all, count -> askFor(rows, count));
    }

    /** Reads what the change did not tell. */
    private CompletionStage<Long> askFor(List<KeyedRow> rows, long count) {
        if (!required) {
            return CompletableFuture.completedFuture(count);
        }
        GivenValues given = new GivenValues(shape.mapping(), shape.part(), told);
        List<EntityKey> keys = rows.stream().map(this::keyAfter).distinct().toList();
        return turn.map(given.read(keys, dialect, runner, turn, taker), done -> count);
    }

    /** The key that a row has once it is changed. */
    private EntityKey keyAfter(KeyedRow row) {
        List<Object> key = new ArrayList<>(row.key().values());
        int place = 0;
        for (int slot = shape.slots().nextSetBit(0);
                slot >= 0;
                slot = shape.slots().nextSetBit(slot + 1)) {
            Object value = row.values().get(place++);
            for (int i = 0; i < key.size(); i++) {
                if (shape.mapping().key().get(i).slot() == slot && value != null) {
                    key.set(i, value);
                }
            }
        }
        return EntityKey.of(shape.mapping(), key);
    }

    private long told(List<KeyedRow> rows, List<Row> there) {
        requireCount(rows, there.size());
        there.forEach(row -> taker.accept(keyAfter(rows.get(0)), GivenValues.values(row, 0)));
        return there.size();
    }

    /** Rows that come twice are changed twice, one after the other. */
    private static boolean distinct(List<KeyedRow> rows) {
        Set<EntityKey> keys = new HashSet<>();
        return rows.stream().map(KeyedRow::key).allMatch(keys::add);
    }

    private CompletionStage<Long> inArrays(List<KeyedRow> rows, boolean returns) {
        RowArrays arrays = new RowArrays(shape);
        Update update = returns ? arrays.update().returning(told.toArray(SelectItem[]::new)) : arrays.update();
        return turn.map(runner.run(update, List.of(arrays.parameters(rows))), result -> {
            Set<EntityKey> there = new HashSet<>();
            for (Row row : result) {
                EntityKey key = arrays.key(row);
                there.add(key);
                if (returns) {
                    taker.accept(key, GivenValues.values(row, key.values().size()));
                }
            }
            List<EntityKey> missing = rows.stream()
                    .map(KeyedRow::key)
                    .filter(key -> !there.contains(key))
                    .toList();
            if (there.size() != rows.size() && shape.criteria().isEmpty()) {
                throw stale(
                        rows.size(),
                        there.size(),
                        "Not matched: " + missing.stream().limit(10).toList());
            }
            return (long) there.size();
        });
    }

    private long counted(List<KeyedRow> rows, Result result) {
        if (result.rowCount() == ResultData.UNKNOWN) {
            return rows.size();
        }
        requireCount(rows, result.rowCount());
        return result.rowCount();
    }

    private void requireCount(List<KeyedRow> rows, long matched) {
        if (matched != rows.size() && shape.criteria().isEmpty()) {
            throw stale(
                    rows.size(),
                    matched,
                    "It was for " + rows.stream().limit(10).map(KeyedRow::key).toList());
        }
    }

    private StaleDataException stale(long expected, long matched, String which) {
        return StaleRows.of("UPDATE of " + shape.part().table(), "update " + expected, matched, which)
                .changed();
    }

    // ---- one statement a row

    private Update batch() {
        Update update = Sql.update(shape.part().table());
        BitSet slots = shape.slots();
        for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
            update = set(update, shape.part().column(slot), SET + slot);
        }
        if (slots.isEmpty()) {
            update = touch(update, shape.part().key().get(0));
        }
        for (Expression<Boolean> condition : KeyConditions.of(shape.mapping(), shape.part())) {
            update = update.where(condition);
        }
        if (shape.versioned()) {
            update = update.where(
                    KeyConditions.equal(shape.part().column(shape.version().slot()), OLD_VERSION));
        }
        for (Expression<Boolean> condition : shape.criteria()) {
            update = update.where(condition);
        }
        return update;
    }

    private static <T> Update touch(Update update, Column<T> key) {
        return update.set(key, key);
    }

    private static <T> Update set(Update update, Column<T> column, String parameter) {
        return update.set(column, Sql.bind(parameter, column.type()));
    }

    private Map<String, Object> parameters(KeyedRow row) {
        Map<String, Object> parameters = new HashMap<>();
        int place = 0;
        BitSet slots = shape.slots();
        for (int slot = slots.nextSetBit(0); slot >= 0; slot = slots.nextSetBit(slot + 1)) {
            parameters.put(SET + slot, row.values().get(place++));
        }
        KeyConditions.put(parameters, shape.mapping(), row.key());
        Optional.ofNullable(row.version())
                .filter(version -> shape.versioned())
                .ifPresent(version -> parameters.put(OLD_VERSION, version));
        return parameters;
    }
}

package io.granary.orm.internal.flush;

import io.granary.dialect.Dialect;
import io.granary.dialect.Feature;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.orm.internal.flush.KeyedUpdate.Shape;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.mapping.MappedColumn;
import io.granary.schema.Column;
import io.granary.schema.Index;
import io.granary.schema.Table;
import io.granary.schema.UniqueConstraint;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Delete;
import io.granary.sql.Expression;
import io.granary.sql.Functions;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import io.granary.sql.TableFunction;
import io.granary.sql.Update;
import io.granary.type.MappedType;
import io.granary.type.SqlKind;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many rows that one statement changes or deletes: their keys and values come as arrays, one for each column, and the keys of
 * those that were there come back. The text is the same however many rows there are.
 */
final class RowArrays {

    /** How many rows go into one: arrays of any length would fit, but not into memory. */
    static final int MOST = 10_000;

    private static final Set<SqlKind> IN_ARRAYS = EnumSet.of(
            SqlKind.SMALL_INTEGER,
            SqlKind.INTEGER,
            SqlKind.BIG_INTEGER,
            SqlKind.NUMERIC,
            SqlKind.REAL,
            SqlKind.DOUBLE,
            SqlKind.BOOLEAN,
            SqlKind.STRING,
            SqlKind.TEXT,
            SqlKind.UUID,
            SqlKind.DATE,
            SqlKind.TIMESTAMP,
            SqlKind.TIMESTAMP_WITH_TIME_ZONE);

    private final Shape shape;
    private final List<Source> sources = new ArrayList<>();
    private final TableFunction changed;

    /** A column of values. */
    private record Source(Column<?> column, String name, Role role, Function<KeyedRow, @Nullable Object> value) {}

    private enum Role {
        KEY,
        SET,
        VERSION
    }

    RowArrays(Shape shape) {
        this.shape = shape;
        List<MappedColumn> key = shape.mapping().key();
        for (int i = 0; i < key.size(); i++) {
            int place = i;
            add(key.get(i), Role.KEY, row -> row.key().values().get(place));
        }
        List<MappedColumn> set = set(shape);
        for (int i = 0; i < set.size(); i++) {
            int place = i;
            add(set.get(i), Role.SET, row -> row.values().get(place));
        }
        if (shape.versioned()) {
            add(shape.version(), Role.VERSION, KeyedRow::version);
        }
        this.changed = Sql.tableOf(
                Functions.call(
                        "unnest",
                        Types.UNKNOWN,
                        sources.stream().map(RowArrays::array).toArray(Expression<?>[]::new)),
                "changed",
                sources.stream()
                        .map(source -> Sql.column(source.name(), source.column().type()))
                        .toArray(ColumnExpression<?>[]::new));
    }

    private void add(MappedColumn column, Role role, Function<KeyedRow, @Nullable Object> value) {
        String name = switch (role) {
            case KEY -> "key_";
            case SET -> "set_";
            case VERSION -> "old_";
        };
        sources.add(new Source(shape.part().column(column.slot()), name + column.slot(), role, value));
    }

    private static List<MappedColumn> set(Shape shape) {
        return shape.slots().stream()
                .mapToObj(slot -> shape.mapping().columns().get(slot))
                .toList();
    }

    /**
     * Whether rows of a shape may be changed at once. Rows are met in any order: where a value may be in one row only, or rows
     * get other keys, one row may have to give a value up before another takes it, so they go one after the other.
     */
    static boolean fitUpdate(Shape shape, Dialect dialect) {
        List<MappedColumn> set = set(shape);
        return dialect.supports(Feature.UPDATE_FROM)
                && dialect.supports(Feature.UPDATE_RETURNING)
                && fit(shape, dialect)
                // Others of its hierarchy may have unique columns that it does not know.
                && shape.mapping().inheritance().isEmpty()
                && set.stream().noneMatch(shape.mapping().key()::contains)
                && set.stream()
                        .noneMatch(column ->
                                isUnique(shape.part().table(), shape.part().column(column.slot())));
    }

    /** Whether rows may be deleted at once. */
    static boolean fitDelete(Shape shape, Dialect dialect) {
        return dialect.supports(Feature.DELETE_USING)
                && dialect.supports(Feature.DELETE_RETURNING)
                && fit(shape, dialect);
    }

    private static boolean fit(Shape shape, Dialect dialect) {
        Stream<MappedColumn> version = shape.versioned() ? Stream.of(shape.version()) : Stream.empty();
        return dialect.supports(Feature.ARRAYS)
                && dialect.supports(Feature.TABLE_FUNCTIONS)
                && Stream.of(set(shape).stream(), shape.mapping().key().stream(), version)
                        .flatMap(columns -> columns)
                        .allMatch(column ->
                                IN_ARRAYS.contains(column.column().type().kind()));
    }

    private static boolean isUnique(Table table, Column<?> column) {
        return table.constraints().stream()
                        .anyMatch(constraint -> constraint instanceof UniqueConstraint unique
                                && unique.columns().contains(column))
                || table.indexes().stream()
                        .filter(Index::unique)
                        .flatMap(index -> index.terms().stream())
                        .anyMatch(term -> term == column || !(term instanceof Column<?>));
    }

    private static Expression<?> array(Source source) {
        return array(source.name(), source.column().type());
    }

    /** A text that is cast to a limited length would be cut without a word; as it is, the column refuses it. */
    private static <T> Expression<?> array(String name, SqlType<T> type) {
        SqlType<?> stored = type;
        while (stored instanceof MappedType<?, ?> mapped) {
            stored = mapped.stored();
        }
        SqlType<?> cast = stored.kind() == SqlKind.STRING ? Types.TEXT : stored;
        return Sql.bind(name, Types.array(type)).cast(Types.array(cast));
    }

    Delete delete() {
        Delete delete = Sql.delete(shape.part().table());
        for (int i = 0; i < sources.size(); i++) {
            delete = delete.where(
                    equal(sources.get(i).column(), changed.columns().get(i)));
        }
        return delete.using(changed).returning(keys());
    }

    private SelectItem[] keys() {
        return shape.part().key().toArray(SelectItem[]::new);
    }

    Update update() {
        Update update = Sql.update(shape.part().table());
        for (int i = 0; i < sources.size(); i++) {
            Source source = sources.get(i);
            update = source.role() == Role.SET
                    ? set(update, source.column(), changed.columns().get(i))
                    : update.where(equal(source.column(), changed.columns().get(i)));
        }
        for (Expression<Boolean> condition : shape.criteria()) {
            update = update.where(condition);
        }
        return update.from(changed).returning(keys());
    }

    @SuppressWarnings("unchecked") // both have the same type
    private static <T> Update set(Update update, Column<T> column, ColumnExpression<?> value) {
        return update.set(column, (ColumnExpression<T>) value);
    }

    @SuppressWarnings("unchecked") // both have the same type
    private static <T> Expression<Boolean> equal(Column<T> column, ColumnExpression<?> value) {
        return column.eq((ColumnExpression<T>) value);
    }

    Map<String, Object> parameters(List<KeyedRow> rows) {
        Map<String, Object> parameters = new HashMap<>();
        for (Source source : sources) {
            List<@Nullable Object> column = new ArrayList<>(rows.size());
            rows.forEach(row -> column.add(source.value().apply(row)));
            parameters.put(source.name(), column);
        }
        return parameters;
    }

    /** The keys of those that were there. */
    Set<EntityKey> keys(Result result) {
        Set<EntityKey> keys = new HashSet<>();
        result.forEach(row -> keys.add(key(row)));
        return keys;
    }

    /** The key of one that was there, which comes first of what is told of it. */
    EntityKey key(Row row) {
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < shape.part().key().size(); i++) {
            Optional.ofNullable(row.get(i)).ifPresent(key::add);
        }
        return EntityKey.of(shape.mapping(), key);
    }
}

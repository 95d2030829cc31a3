package io.granary.orm.internal.load;

import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.orm.mapping.MappedTable;
import io.granary.sql.Delete;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Insert;
import io.granary.sql.OutputNames;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.SelectItems;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import io.granary.sql.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** What each row of a query is made of: objects, of as many columns as their tables have, and single values. Immutable. */
public final class SelectPlan {

    private final Executable statement;
    private final List<Part> parts;
    private final RowKeys keys;
    private final boolean repeating;
    private final Map<LoadPlan, Select<?>> sources;

    /** An object, or the value at a place of a row. */
    record Part(Optional<ObjectColumns> object, int place) {}

    SelectPlan(
            Executable statement, List<Part> parts, RowKeys keys, boolean repeating, Map<LoadPlan, Select<?>> sources) {
        this.statement = statement;
        this.parts = List.copyOf(parts);
        this.keys = keys;
        this.repeating = repeating;
        this.sources = sources;
    }

    /** What stands in the list of a query, or of RETURNING. */
    static List<SelectItem> items(Executable statement) {
        if (statement instanceof Select<?> select) {
            return select.items();
        }
        if (statement instanceof Insert insert) {
            return insert.returned();
        }
        if (statement instanceof Update update) {
            return update.returned();
        }
        return statement instanceof Delete delete ? delete.returned() : List.of();
    }

    /** The mapped class that something stands for in the list of a query; empty for all else. */
    static Optional<MappedTable<?>> mapped(SelectItem item) {
        if (item instanceof MappedTable<?> table) {
            return Optional.of(table);
        }
        return item instanceof FromElement element
                        && element instanceof TableAlias alias
                        && alias.table() instanceof MappedTable<?> table
                ? Optional.of(table)
                : Optional.empty();
    }

    /**
     * {@return the names of what rows of a statement hold: the entity's for objects; empty if there are no objects in them}
     *
     * @param statement the statement
     */
    public static Optional<RowKeys> keysOf(Executable statement) {
        List<SelectItem> items = items(statement);
        if (items.stream().noneMatch(item -> mapped(item).isPresent())) {
            return Optional.empty();
        }
        List<String> named = OutputNames.of(SelectItems.outputs(items));
        List<String> names = new ArrayList<>();
        List<Expression<?>> expressions = new ArrayList<>();
        int at = 0;
        for (SelectItem item : items) {
            Optional<MappedTable<?>> table = mapped(item);
            if (table.isPresent()) {
                String name = table.orElseThrow().mapping().name();
                names.add(name);
                expressions.add(Sql.column(name, table.orElseThrow().rowType()));
                at += table.orElseThrow().mapping().columns().size();
                continue;
            }
            for (Expression<?> output : SelectItems.outputs(List.of(item))) {
                names.add(named.get(at++));
                expressions.add(output);
            }
        }
        return Optional.of(RowKeys.of(names, expressions));
    }

    /** {@return the statement that reads all that its rows are made of} */
    public Executable statement() {
        return statement;
    }

    /** {@return whether an object may come in several rows, for each of which it has something at a relationship} */
    public boolean isRepeating() {
        return repeating;
    }

    /** {@return whether there is more to load behind the rows} */
    public boolean loadsMore() {
        return parts.stream()
                .flatMap(part -> part.object().stream())
                .anyMatch(object -> object.plan().loadsMore());
    }

    /** {@return queries for the keys of objects, by what is loaded of them, where that is to be asked for by subqueries} */
    public Map<LoadPlan, Select<?>> sources() {
        return sources;
    }

    /**
     * {@return one row with objects in the place of their columns}
     *
     * @param row as the database gave it
     * @param found makes the objects
     */
    public @Nullable Object[] load(Row row, FoundObjects found) {
        @Nullable Object[] made = new @Nullable Object[parts.size()];
        for (int i = 0; i < made.length; i++) {
            Part part = parts.get(i);
            made[i] = part.object().isPresent() ? found.take(part.object().orElseThrow(), row) : row.get(part.place());
        }
        return made;
    }

    /**
     * {@return rows of a stream with objects in the place of their columns}
     *
     * @param chunk as the database gave it
     * @param found makes the objects
     */
    public RowChunk load(RowChunk chunk, FoundObjects found) {
        List<@Nullable Object[]> rows = new ArrayList<>(chunk.size());
        for (Row row : chunk.rows()) {
            rows.add(load(row, found));
        }
        found.relate();
        found.from(sources);
        return new RowChunk(keys, rows);
    }

    /**
     * {@return at which places a row has objects of the rows that a statement deletes; what it joins stays}
     *
     * @param delete the statement
     */
    public List<Integer> deletedPlaces(Delete delete) {
        return IntStream.range(0, parts.size())
                .filter(i -> parts.get(i)
                        .object()
                        .filter(object -> isOf(delete, object.from()))
                        .isPresent())
                .boxed()
                .toList();
    }

    private static boolean isOf(Delete delete, FromElement from) {
        return from.equals(delete.table())
                || (from instanceof MappedTable<?> returned
                        && delete.table() instanceof MappedTable<?> table
                        && returned.mapping().rootType() == table.mapping().rootType());
    }

    /** {@return the names of what is in a row: the entity's for objects} */
    public RowKeys keys() {
        return keys;
    }
}

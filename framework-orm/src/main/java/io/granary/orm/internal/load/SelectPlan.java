package io.granary.orm.internal.load;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.error.InvalidRequestException;
import io.granary.orm.Mappings;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedTable;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Delete;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Insert;
import io.granary.sql.JoinStep;
import io.granary.sql.OutputNames;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.SelectItems;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import io.granary.sql.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What each row of a query is made of: objects, of as many columns as their tables have, and single values. Immutable. */
public final class SelectPlan {

    private final List<Part> parts;
    private final List<String> named;

    /** What is read besides what the statement says itself. */
    private final List<ColumnExpression<?>> more;

    private final List<JoinStep> joins;

    /** What stands in the list of a query, and where its columns begin, and of objects where those of the classes below do. */
    private record Part(Expression<?> expression, Optional<ObjectRows> entity, int from, int moreFrom) {}

    private SelectPlan(List<Part> parts, List<String> named, List<ColumnExpression<?>> more, List<JoinStep> joins) {
        this.parts = parts;
        this.named = named;
        this.more = more;
        this.joins = joins;
    }

    /**
     * {@return the plan of what a statement gives; empty if there are no objects in its rows}
     *
     * @param statement a query, or a statement that returns something of the rows that it changes
     * @param mappings the classes that are known
     */
    public static Optional<SelectPlan> of(Executable statement, Mappings mappings) {
        return of(statement, mapping -> ObjectRows.of(mappings, mapping));
    }

    /**
     * {@return the names of what rows of a statement hold: the entity's for objects; empty if there are no objects in them}
     *
     * @param statement the statement
     */
    public static Optional<RowKeys> keysOf(Executable statement) {
        return of(statement, ObjectRows::exactly).map(SelectPlan::keys);
    }

    private static Optional<SelectPlan> of(Executable statement, Function<EntityMapping<?>, ObjectRows> rows) {
        if (statement instanceof Select<?> select) {
            return of(select.items(), rows);
        }
        if (statement instanceof Insert insert) {
            return of(insert.returned(), rows);
        }
        if (statement instanceof Update update) {
            return of(update.returned(), rows);
        }
        return statement instanceof Delete delete ? of(delete.returned(), rows) : Optional.empty();
    }

    private static Optional<SelectPlan> of(List<SelectItem> items, Function<EntityMapping<?>, ObjectRows> rows) {
        if (items.stream().noneMatch(item -> mapped(item).isPresent())) {
            return Optional.empty();
        }
        List<Expression<?>> outputs = SelectItems.outputs(items);
        List<Part> parts = new ArrayList<>();
        List<ColumnExpression<?>> more = new ArrayList<>();
        List<JoinStep> joins = new ArrayList<>();
        int at = 0;
        for (SelectItem item : items) {
            Optional<MappedTable<?>> table = mapped(item);
            if (table.isPresent() && item instanceof FromElement from) {
                EntityMapping<?> mapping = table.orElseThrow().mapping();
                ObjectRows made = rows.apply(mapping);
                parts.add(new Part(
                        Sql.column(mapping.name(), table.orElseThrow().rowType()),
                        Optional.of(made),
                        at,
                        outputs.size() + more.size()));
                at += mapping.columns().size();
                more.addAll(made.more(from));
                joins.addAll(made.joins(from));
                continue;
            }
            for (Expression<?> output : SelectItems.outputs(List.of(item))) {
                parts.add(new Part(output, Optional.empty(), at++, 0));
            }
        }
        return Optional.of(new SelectPlan(parts, OutputNames.of(outputs), more, joins));
    }

    /**
     * {@return a statement that reads what objects are made of: also the columns of classes below those that it names, behind all else}
     *
     * @param statement the one that this is the plan of
     */
    public Executable complete(Executable statement) {
        SelectItem[] items = more.toArray(SelectItem[]::new);
        if (items.length == 0) {
            return statement;
        }
        if (statement instanceof Select<?> select) {
            return ObjectRows.complete(select, more, joins);
        }
        if (!joins.isEmpty()) {
            throw InvalidRequestException.of(
                    "What a statement returns is of one table, and the classes below the one that it returns have tables of their own.",
                    "Return the key, and get the objects by a query.");
        }
        if (statement instanceof Insert insert) {
            return insert.returning(items);
        }
        return statement instanceof Update update ? update.returning(items) : ((Delete) statement).returning(items);
    }

    private static Optional<MappedTable<?>> mapped(SelectItem item) {
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
     * {@return the result of a query with objects in the place of their columns}
     *
     * @param read as the database gave it
     * @param loader makes the objects
     * @param overwrite whether objects that are there already get all values
     */
    public Result load(Result read, EntityLoader loader, boolean overwrite) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        for (Row row : read) {
            rows.add(load(row, loader, overwrite));
        }
        return Result.of(ResultData.ofRows(keys(), rows));
    }

    /**
     * {@return one row with objects in the place of their columns}
     *
     * @param row as the database gave it
     * @param loader makes the objects
     * @param overwrite whether objects that are there already get all values
     */
    public @Nullable Object[] load(Row row, EntityLoader loader, boolean overwrite) {
        @Nullable Object[] made = new @Nullable Object[parts.size()];
        for (int i = 0; i < made.length; i++) {
            Part part = parts.get(i);
            made[i] = part.entity().isPresent()
                    ? part.entity()
                            .orElseThrow()
                            .load(loader, row, part.from(), part.moreFrom(), overwrite)
                            .map(InstanceState::object)
                            .orElse(null)
                    : row.get(part.from());
        }
        return made;
    }

    /**
     * {@return rows of a stream with objects in the place of their columns}
     *
     * @param chunk as the database gave it
     * @param loader makes the objects
     */
    public RowChunk load(RowChunk chunk, EntityLoader loader) {
        List<@Nullable Object[]> rows = new ArrayList<>(chunk.size());
        for (Row row : chunk.rows()) {
            rows.add(load(row, loader, false));
        }
        return new RowChunk(keys(), rows);
    }

    /** {@return the names of what is in a row: the entity's for objects} */
    public RowKeys keys() {
        List<String> names = new ArrayList<>();
        for (Part part : parts) {
            names.add(part.entity().map(rows -> rows.mapping().name()).orElseGet(() -> named.get(part.from())));
        }
        return RowKeys.of(names, parts.stream().map(Part::expression).toList());
    }
}

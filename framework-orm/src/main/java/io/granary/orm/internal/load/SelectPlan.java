package io.granary.orm.internal.load;

import io.granary.engine.Result;
import io.granary.engine.ResultData;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What each row of a query is made of: objects, of as many columns as their tables have, and single values. Immutable. */
public final class SelectPlan {

    private final List<Part> parts;
    private final List<String> named;

    /** What stands in the list of a query, and where its columns begin. */
    private record Part(Expression<?> expression, Optional<EntityMapping<?>> entity, int from) {}

    private SelectPlan(List<Part> parts, List<String> named) {
        this.parts = parts;
        this.named = named;
    }

    /**
     * {@return the plan of what a statement gives; empty if there are no objects in its rows}
     *
     * @param statement a query, or a statement that returns something of the rows that it changes
     */
    public static Optional<SelectPlan> of(Executable statement) {
        if (statement instanceof Select<?> select) {
            return of(select.items());
        }
        if (statement instanceof Insert insert) {
            return of(insert.returned());
        }
        if (statement instanceof Update update) {
            return of(update.returned());
        }
        return statement instanceof Delete delete ? of(delete.returned()) : Optional.empty();
    }

    private static Optional<SelectPlan> of(List<SelectItem> items) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        boolean objects = false;
        for (SelectItem item : items) {
            Optional<MappedTable<?>> table = mapped(item);
            if (table.isPresent()) {
                EntityMapping<?> mapping = table.orElseThrow().mapping();
                parts.add(
                        new Part(Sql.column(mapping.name(), table.orElseThrow().rowType()), Optional.of(mapping), at));
                at += mapping.columns().size();
                objects = true;
                continue;
            }
            for (Expression<?> output : SelectItems.outputs(List.of(item))) {
                parts.add(new Part(output, Optional.empty(), at++));
            }
        }
        return objects
                ? Optional.of(new SelectPlan(parts, OutputNames.of(SelectItems.outputs(items))))
                : Optional.empty();
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
                    ? loader.load(part.entity().orElseThrow(), image(row, part), overwrite)
                            .map(InstanceState::object)
                            .orElse(null)
                    : row.get(part.from());
        }
        return made;
    }

    private static @Nullable Object[] image(Row row, Part part) {
        @Nullable Object[] image =
                new @Nullable Object[part.entity().orElseThrow().columns().size()];
        for (int slot = 0; slot < image.length; slot++) {
            image[slot] = row.get(part.from() + slot);
        }
        return image;
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
            names.add(part.entity().map(EntityMapping::name).orElseGet(() -> named.get(part.from())));
        }
        return RowKeys.of(names, parts.stream().map(Part::expression).toList());
    }
}

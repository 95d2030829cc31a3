package io.granary.orm.internal.load;

import io.granary.engine.RowKeys;
import io.granary.error.InvalidRequestException;
import io.granary.orm.LoaderOption;
import io.granary.orm.Mappings;
import io.granary.orm.internal.load.SelectPlan.Part;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedTable;
import io.granary.sql.Delete;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Insert;
import io.granary.sql.OrderTerm;
import io.granary.sql.Ordering;
import io.granary.sql.RowLimit;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.SelectItems;
import io.granary.sql.Sql;
import io.granary.sql.Subquery;
import io.granary.sql.Update;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds out what a statement has to read, so that its rows hold objects and what its options load with them. */
public final class SelectPlanner {

    private final Mappings mappings;
    private final Executable statement;
    private final Criteria criteria;
    private final RowLayout layout;
    private final List<Part> parts = new ArrayList<>();
    private boolean partly;

    private SelectPlanner(Mappings mappings, Executable statement, Criteria criteria) {
        this.mappings = mappings;
        this.statement = statement;
        this.criteria = criteria;
        this.layout = new RowLayout(mappings, Criteria.among(Criteria.options(statement)));
    }

    /**
     * {@return the plan of what a statement gives; empty if there are no objects in its rows}
     *
     * @param mappings the classes that are known
     * @param statement a query, or a statement that returns something of the rows that it changes
     * @param criteria what holds in the session
     */
    public static Optional<SelectPlan> plan(Mappings mappings, Executable statement, Criteria criteria) {
        requireObjects(statement);
        Criteria all = criteria.with(Criteria.options(statement));
        return SelectPlan.keysOf(statement).map(keys -> new SelectPlanner(mappings, statement, all).plan(keys));
    }

    private static void requireObjects(Executable statement) {
        boolean none = SelectPlan.items(statement).stream()
                .noneMatch(item -> SelectPlan.mapped(item).isPresent());
        if (none) {
            List<LoaderOption> options = new ArrayList<>(options(statement));
            options.removeAll(Criteria.among(options));
            LoadPlan.require(options, List.of());
        }
    }

    private SelectPlan plan(RowKeys keys) {
        addItems();
        Executable complete = criteria.restrict(statement instanceof Select<?> select ? complete(select) : returning());
        Map<LoadPlan, Select<?>> sources = complete instanceof Select<?> made ? layout.keys(made) : Map.of();
        return new SelectPlan(complete, parts, keys, layout.isManyJoined(), sources);
    }

    /** What a query says to whoever loads its objects. */
    private static List<LoaderOption> options(Executable statement) {
        return statement instanceof Select<?> select
                ? select.options().stream()
                        .filter(LoaderOption.class::isInstance)
                        .map(LoaderOption.class::cast)
                        .toList()
                : List.of();
    }

    private void addItems() {
        List<LoaderOption> options = options(statement);
        List<EntityMapping<?>> found = new ArrayList<>();
        for (SelectItem item : SelectPlan.items(statement)) {
            Optional<MappedTable<?>> table = SelectPlan.mapped(item);
            if (table.isPresent() && item instanceof FromElement from) {
                EntityMapping<?> mapping = table.orElseThrow().mapping();
                found.add(mapping);
                LoadPlan plan = plan(mapping, options);
                partly |= plan.read() != null;
                parts.add(new Part(Optional.of(layout.addObject(plan, from)), -1));
                continue;
            }
            for (Expression<?> output : SelectItems.outputs(List.of(item))) {
                parts.add(new Part(Optional.empty(), layout.add(output)));
            }
        }
        LoadPlan.require(options, found);
        if (!partly) {
            layout.keep();
        }
        for (ObjectColumns object : objects()) {
            layout.addBelow(object, object.from());
        }
    }

    /** What a statement returns of rows that it changes is those rows alone. */
    private LoadPlan plan(EntityMapping<?> mapping, List<LoaderOption> options) {
        return statement instanceof Select<?> select
                ? LoadPlan.of(mappings, mapping, options, select.lock().isEmpty())
                : LoadPlan.none(mapping);
    }

    private List<ObjectColumns> objects() {
        return parts.stream().flatMap(part -> part.object().stream()).toList();
    }

    private Executable complete(Select<?> select) {
        layout.avoidNamesOf(select);
        for (ObjectColumns object : objects()) {
            layout.addContained(object);
        }
        if (!mustNest(select)) {
            objects().forEach(object -> layout.addJoined(object, false));
            return written(select);
        }
        Select<?> around = nested(written(select));
        objects().forEach(object -> layout.addJoined(object, false));
        return layout.complete(around);
    }

    private Select<?> written(Select<?> select) {
        return partly ? layout.replace(select) : layout.complete(select);
    }

    /** Whether joins would change which rows, or how many, the query gives. */
    private boolean mustNest(Select<?> select) {
        boolean grouped = !select.grouping().isEmpty() || !select.distinctOn().isEmpty();
        boolean counted = select.isDistinct() || !select.rowLimit().equals(RowLimit.NONE) || WindowSearch.finds(select);
        return objects().stream()
                .map(ObjectColumns::plan)
                .anyMatch(plan -> (grouped && plan.joins()) || (counted && plan.joinsMany()));
    }

    /** A query around another, for the same rows in the same order. */
    private Select<?> nested(Select<?> select) {
        List<SelectItem> items = new ArrayList<>();
        for (Expression<?> output : layout.outputs()) {
            items.add(output.as("c" + items.size()));
        }
        List<OrderTerm> order = select.ordering();
        for (OrderTerm term : order) {
            items.add(operand(term).as("o" + items.size()));
        }
        Subquery all = select.withOnlyColumns(
                        (Expression<?>) items.get(0),
                        items.subList(1, items.size()).toArray(SelectItem[]::new))
                .subquery("anon_found");
        int width = layout.outputs().size();
        layout.nest(all);
        Select<?> around =
                Sql.select(new FromElement[0]).select(layout.outputs().toArray(SelectItem[]::new));
        for (int i = 0; i < order.size(); i++) {
            around = around.orderBy(like(order.get(i), all.columns().get(width + i)));
        }
        return around;
    }

    private static Expression<?> operand(OrderTerm term) {
        return term instanceof Ordering ordering ? ordering.expression() : (Expression<?>) term;
    }

    private static OrderTerm like(OrderTerm term, Expression<?> column) {
        return term instanceof Ordering ordering
                ? new Ordering(column, ordering.descending(), ordering.nulls())
                : column;
    }

    /** What a statement that changes rows returns has the columns of the classes below behind all else. */
    private Executable returning() {
        if (!layout.joins().isEmpty()) {
            throw InvalidRequestException.of(
                    "What a statement returns is of one table, and the classes below the one that it returns have tables of their own.",
                    "Return the key, and get the objects by a query.");
        }
        SelectItem[] items = layout.added();
        if (items.length == 0) {
            return statement;
        }
        if (statement instanceof Insert insert) {
            return insert.returning(items);
        }
        return statement instanceof Update update ? update.returning(items) : ((Delete) statement).returning(items);
    }
}

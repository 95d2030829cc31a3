package io.granary.orm.internal.load;

import io.granary.orm.LoadStrategy;
import io.granary.orm.LoaderOption;
import io.granary.orm.Mappings;
import io.granary.orm.internal.load.LoadPlan.Branch;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.JoinKind;
import io.granary.sql.JoinStep;
import io.granary.sql.OrderTerm;
import io.granary.sql.RowLimit;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import io.granary.sql.Subquery;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Collects what a query has to read, column by column, and what it has to join for that. */
final class RowLayout {

    private final Mappings mappings;
    private final List<LoaderOption> common;
    private final List<Expression<?>> outputs = new ArrayList<>();
    private final List<JoinStep> joins = new ArrayList<>();
    private final List<OrderTerm> order = new ArrayList<>();
    private final List<ObjectColumns> objects = new ArrayList<>();
    private final Map<String, Integer> aliases = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private boolean manyJoined;
    private int original;

    /** Of a query of which some conditions hold as a whole: they need not be said of what it joins. */
    RowLayout(Mappings mappings, List<LoaderOption> common) {
        this.mappings = mappings;
        this.common = common;
    }

    List<Expression<?>> outputs() {
        return outputs;
    }

    List<JoinStep> joins() {
        return joins;
    }

    /** Whether an object may stand in several rows for what is joined. */
    boolean isManyJoined() {
        return manyJoined;
    }

    int add(Expression<?> output) {
        outputs.add(output);
        return outputs.size() - 1;
    }

    /** Where a column stands that may be read already. */
    int placeOf(Expression<?> output) {
        int place = outputs.indexOf(output);
        return place < 0 ? add(output) : place;
    }

    // ---- objects of the query itself

    /** The columns of a class itself; those of the classes below follow by {@link #addBelow}. */
    ObjectColumns addObject(LoadPlan plan, FromElement from) {
        ObjectRows rows = ObjectRows.of(mappings, plan.mapping());
        int[] places = new int[rows.width()];
        Arrays.fill(places, -1);
        for (MappedColumn column : plan.mapping().columns()) {
            if (plan.read() == null || plan.read().get(column.slot())) {
                places[column.slot()] = add(in(from, column));
            }
        }
        ObjectColumns object = new ObjectColumns(rows, plan, from, places);
        objects.add(object);
        return object;
    }

    /** The columns of the classes below, and the joins that bring them. */
    void addBelow(ObjectColumns object, FromElement from) {
        int slot = object.plan().mapping().columns().size();
        for (ColumnExpression<?> column : object.rows().more(from)) {
            object.put(slot++, add(column));
        }
        joins.addAll(object.rows().joins(from));
    }

    /** What is said of rows at a relationship, and not of the whole query. */
    private List<Expression<Boolean>> criteria(LoadPlan plan, FromElement from) {
        List<LoaderOption> own = new ArrayList<>(plan.criteria());
        own.removeAll(common);
        return Criteria.of(own, plan.mapping(), from);
    }

    private static ColumnExpression<?> in(FromElement from, MappedColumn column) {
        return from == column.column().table() ? column.column() : from.column(column.column());
    }

    // ---- objects at relationships

    /** What the query itself joins, as it says. */
    void addContained(ObjectColumns owner) {
        for (Branch branch : owner.plan().branches()) {
            if (branch.how() == LoadStrategy.CONTAINS && owner.plan().isHere(branch)) {
                FromElement from = branch.step()
                        .from()
                        .orElseGet(() -> branch.below().mapping().table());
                ObjectColumns target = addObject(branch.below(), from);
                addBelow(target, from);
                owner.join(branch, target);
                manyJoined |= branch.relationship().mayFindSeveral();
                addContained(target);
            }
        }
    }

    /** What is to be joined, from the owners' columns on as they stand in the query now. */
    void addJoined(ObjectColumns owner, boolean outer) {
        owner.joined().forEach(contained -> addJoined(contained.target(), true));
        for (Branch branch : owner.plan().branches()) {
            if (branch.how() != LoadStrategy.JOINED || !owner.plan().isHere(branch)) {
                continue;
            }
            EntityMapping<?> mapping = branch.below().mapping();
            FromElement to = branch.relationship()
                    .targetTable()
                    .as(alias(branch.relationship().name()));
            boolean left = outer || !branch.step().inner();
            joins.addAll(new RelationshipJoin(branch.relationship())
                    .steps(
                            owner.from(),
                            slot -> (ColumnExpression<?>) outputs.get(owner.place(slot)),
                            to,
                            left ? JoinKind.LEFT : JoinKind.INNER,
                            alias(branch.relationship().name() + "_link"),
                            criteria(branch.below(), to)));
            ObjectColumns target = addObject(branch.below(), to);
            addBelow(target, to);
            owner.join(branch, target);
            manyJoined |= branch.relationship().mayFindSeveral();
            order.addAll(RelationshipJoin.order(branch.relationship(), mapping, to));
            addJoined(target, left);
        }
    }

    /** Joins nothing under a name that a query has already. */
    void avoidNamesOf(Select<?> select) {
        taken.addAll(NamesInFrom.of(select));
    }

    private String alias(String name) {
        String alias = name + "_" + aliases.merge(name, 1, Integer::sum);
        return taken.contains(alias.toLowerCase(Locale.ROOT)) ? alias(name) : alias;
    }

    // ---- the query

    /** All that was added before belongs to a query that another one stands around, and is the first of the columns of that. */
    void nest(Subquery around) {
        List<ColumnExpression<?>> columns = around.columns().subList(0, outputs.size());
        outputs.clear();
        outputs.addAll(columns);
        joins.clear();
        objects.forEach(object -> object.moveTo(around));
        keep();
    }

    /** All that was added before is in the query already. */
    void keep() {
        original = outputs.size();
    }

    /** What was added since. */
    SelectItem[] added() {
        return outputs.subList(original, outputs.size()).toArray(SelectItem[]::new);
    }

    /** The query with what was added. */
    Select<?> complete(Select<?> select) {
        SelectItem[] more = added();
        Select<?> complete = more.length == 0 ? select : select.select(more);
        for (JoinStep join : joins) {
            complete = join.left() == null
                    ? complete.join(join.kind(), join.right(), join.on())
                    : complete.joinFrom(join.left(), join.kind(), join.right(), join.on());
        }
        return order.isEmpty() ? complete : complete.orderBy(order.toArray(OrderTerm[]::new));
    }

    /**
     * Queries for the keys of objects whose plan wants to ask for them by a subquery.
     *
     * @param complete the query that was made
     */
    Map<LoadPlan, Select<?>> keys(Select<?> complete) {
        Map<LoadPlan, Select<?>> keys = new HashMap<>();
        for (ObjectColumns object : objects) {
            if (object.plan().branches().stream().anyMatch(branch -> branch.how() == LoadStrategy.SUBQUERY)) {
                keys.put(object.plan(), keys(complete, object));
            }
        }
        return keys;
    }

    /** The query within is the one that was run, for which rows it gives may depend on its order and on all its columns. */
    private Select<?> keys(Select<?> complete, ObjectColumns object) {
        List<Expression<?>> columns = new ArrayList<>();
        boolean chosen = complete.isDistinct()
                || !complete.distinctOn().isEmpty()
                || !complete.rowLimit().equals(RowLimit.NONE);
        for (MappedColumn column : object.plan().mapping().key()) {
            columns.add(outputs.get(object.place(column.slot())).as("k" + columns.size()));
        }
        int width = columns.size();
        for (int i = 0; complete.isDistinct() && i < outputs.size(); i++) {
            columns.add(outputs.get(i).as("c" + i));
        }
        Select<?> all = complete.withOnlyColumns(
                columns.get(0), columns.subList(1, columns.size()).toArray(SelectItem[]::new));
        Subquery found = (chosen ? all : all.unordered()).subquery("anon_found");
        return Sql.select(new FromElement[0])
                .select(found.columns().subList(0, width).toArray(SelectItem[]::new))
                .distinct();
    }

    /** The query with nothing but what was added, in the place of what it selects itself. */
    Select<?> replace(Select<?> select) {
        SelectItem[] rest = outputs.subList(1, outputs.size()).toArray(SelectItem[]::new);
        keep();
        return complete(select.withOnlyColumns(outputs.get(0), rest));
    }
}

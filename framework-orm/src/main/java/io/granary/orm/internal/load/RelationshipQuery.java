package io.granary.orm.internal.load;

import static java.util.Objects.requireNonNull;

import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.orm.Mappings;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.IdentityMap;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.KeyValues;
import io.granary.orm.internal.load.LoadPlan.Branch;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.JoinTable;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.RelationshipKeys;
import io.granary.schema.Column;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.OrderTerm;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import io.granary.type.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The query for what several objects of a class have at a relationship: rows of the other class, which hold the key of the object that has it, too.
 */
public final class RelationshipQuery {

    /** What owners' rows are called that a query reads only to find what they have. */
    private static final String VIEWER = "anon_viewer";

    private final Select<?> select;
    private final ObjectColumns target;
    private final int[] owner;
    private final List<SqlType<?>> ownerTypes;
    private final Map<LoadPlan, Select<?>> sources;

    private RelationshipQuery(
            RowLayout layout, Select<?> select, ObjectColumns target, int[] owner, Criteria criteria) {
        layout.addBelow(target, target.from());
        layout.avoidNamesOf(select);
        layout.addJoined(target, false);
        this.select = criteria.with(target.plan().criteria()).restrict(layout.complete(select));
        this.target = target;
        this.owner = owner;
        this.ownerTypes = Arrays.stream(owner)
                .<SqlType<?>>mapToObj(place -> layout.outputs().get(place).type())
                .toList();
        this.sources = layout.keys(this.select);
    }

    /**
     * {@return the query for a relationship that columns of the objects' own table do not hold}
     *
     * @param mappings the mapped classes
     * @param branch the relationship, and what is loaded of what it finds
     * @param owners the objects
     * @param criteria what holds in the session
     */
    public static RelationshipQuery ofOwners(Mappings mappings, Branch branch, Owners owners, Criteria criteria) {
        EntityMapping<?> mapping = branch.below().mapping();
        if (branch.relationship().isViewOnly()) {
            return ofViewers(mappings, branch, owners, criteria);
        }
        RelationshipKeys keys = RelationshipKeys.of(branch.relationship());
        List<Column<?>> toOwner = keys.between().map(JoinTable::ownerColumns).orElseGet(keys::target);
        RowLayout layout = new RowLayout(mappings, branch.below().criteria());
        ObjectColumns target = layout.addObject(branch.below(), mapping.table());
        int[] owner = toOwner.stream().mapToInt(layout::placeOf).toArray();
        Select<?> select = select(layout).from(mapping.table());
        if (keys.between().isPresent()) {
            JoinTable between = keys.between().orElseThrow();
            List<Expression<Boolean>> together = new ArrayList<>();
            for (int i = 0; i < keys.target().size(); i++) {
                together.add(RelationshipJoin.same(
                        keys.target().get(i), between.targetColumns().get(i)));
            }
            select = select.join(between.table(), RelationshipJoin.all(together));
        }
        select = ordered(owners.among(select, toOwner), branch, mapping);
        return new RelationshipQuery(layout, select, target, owner, criteria);
    }

    /** By a condition that needs the owners' rows as well, under a name that no other table of the query has. */
    private static RelationshipQuery ofViewers(Mappings mappings, Branch branch, Owners owners, Criteria criteria) {
        EntityMapping<?> mapping = branch.below().mapping();
        EntityMapping<?> having = mappings.mapping(branch.relationship().owner());
        TableAlias from = having.table().as(VIEWER);
        List<ColumnExpression<?>> key = new ArrayList<>();
        having.key().forEach(column -> key.add(from.column(column.column())));
        RowLayout layout = new RowLayout(mappings, branch.below().criteria());
        ObjectColumns target = layout.addObject(branch.below(), mapping.table());
        int[] owner = key.stream().mapToInt(layout::placeOf).toArray();
        Select<?> select = select(layout)
                .from(mapping.table())
                .join(from, branch.relationship().joined(from, mapping.table()));
        select = ordered(owners.among(select, key), branch, mapping);
        return new RelationshipQuery(layout, select, target, owner, criteria.sparing(from));
    }

    private static Select<?> ordered(Select<?> select, Branch branch, EntityMapping<?> mapping) {
        Select<?> ordered = select;
        for (OrderTerm term : RelationshipJoin.order(branch.relationship(), mapping, mapping.table())) {
            ordered = ordered.orderBy(term);
        }
        return ordered;
    }

    /**
     * {@return the query for objects that others refer to}
     *
     * @param mappings the mapped classes
     * @param plan what is loaded of them
     * @param keys their keys; at least one
     * @param lists how they are named
     * @param criteria what holds in the session
     */
    public static RelationshipQuery ofKeys(
            Mappings mappings, LoadPlan plan, List<List<Object>> keys, KeyLists lists, Criteria criteria) {
        RowLayout layout = new RowLayout(mappings, plan.criteria());
        ObjectColumns target = layout.addObject(plan, plan.mapping().table());
        List<Column<?>> columns = new ArrayList<>();
        plan.mapping().key().forEach(column -> columns.add(column.column()));
        Select<?> select = select(layout).from(plan.mapping().table()).where(lists.among(columns, keys));
        return new RelationshipQuery(layout, select, target, new int[0], criteria);
    }

    private static Select<?> select(RowLayout layout) {
        Select<?> select =
                Sql.select(new FromElement[0]).select(layout.outputs().toArray(SelectItem[]::new));
        layout.keep();
        return select;
    }

    /** {@return queries for the keys of its objects, by what is loaded of them, where that is to be asked for by subqueries} */
    public Map<LoadPlan, Select<?>> sources() {
        return sources;
    }

    /** {@return the query} */
    public Select<?> select() {
        return select;
    }

    /**
     * {@return the objects of rows, in order, by their owners}
     *
     * @param rows the rows
     * @param found makes the objects
     */
    public Members read(Result rows, FoundObjects found) {
        found.expect(rows.rowCount());
        Members members = members(found);
        rows.forEach(members::take);
        return members;
    }

    /**
     * {@return what takes rows one by one, and has no objects yet}
     *
     * @param found makes the objects
     */
    public Members members(FoundObjects found) {
        return new Members(this, found);
    }

    /**
     * {@return the key of the object of a row; empty if there is none}
     *
     * @param row the row
     */
    public Optional<EntityKey> key(Row row) {
        EntityMapping<?> mapping = target.plan().mapping();
        @Nullable Object[] image = new @Nullable Object[mapping.columns().size()];
        for (MappedColumn column : mapping.key()) {
            image[column.slot()] = row.get(target.place(column.slot()));
        }
        return EntityKeys.of(mapping, image);
    }

    /**
     * {@return the object of a row, made anew, that no session has}
     *
     * @param row the row
     */
    public Optional<Object> alone(Row row) {
        return target.load(new EntityLoader(new IdentityMap()), row, Overwriting.none())
                .map(InstanceState::object);
    }

    private Object ownerOf(Row row) {
        if (owner.length == 1) {
            return KeyValues.compared(ownerTypes.get(0), requireNonNull(row.get(owner[0]), "a row refers to nothing"));
        }
        Object[] values = new Object[owner.length];
        for (int i = 0; i < values.length; i++) {
            values[i] =
                    KeyValues.compared(ownerTypes.get(i), requireNonNull(row.get(owner[i]), "a row refers to nothing"));
        }
        return List.of(values);
    }

    /** Objects by their owners. */
    public static final class Members {

        private final RelationshipQuery query;
        private final FoundObjects found;
        private final Map<Object, Collection<InstanceState>> byOwner = new HashMap<>();
        private final boolean once;

        private Members(RelationshipQuery query, FoundObjects found) {
            this.query = query;
            this.found = found;
            this.once = query.target.joined().isEmpty();
        }

        /**
         * Takes a row, which comes behind those taken before.
         *
         * @param row the row
         */
        public void take(Row row) {
            Optional<InstanceState> member = found.state(query.target, row);
            if (member.isPresent()) {
                add(query.ownerOf(row), member.orElseThrow());
            }
        }

        /** Where other rows are joined, one object may stand in several rows. */
        private void add(Object owner, InstanceState member) {
            Collection<InstanceState> known = byOwner.get(owner);
            if (known == null) {
                known = once ? new ArrayList<>() : new LinkedHashSet<>();
                byOwner.put(owner, known);
            }
            known.add(member);
        }

        /** {@return all of them, whoever has them} */
        public List<InstanceState> all() {
            return byOwner.values().stream().flatMap(Collection::stream).toList();
        }

        /** {@return whether there are none} */
        public boolean isEmpty() {
            return byOwner.isEmpty();
        }

        /**
         * {@return those of an object, in order}
         *
         * @param owner the object
         */
        public Collection<InstanceState> of(InstanceState owner) {
            List<Object> key = owner.requireKey().compared();
            return byOwner.getOrDefault(key.size() == 1 ? key.get(0) : key, List.of());
        }
    }
}

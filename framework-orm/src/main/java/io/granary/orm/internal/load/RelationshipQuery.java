package io.granary.orm.internal.load;

import io.granary.orm.Mappings;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.JoinTable;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.OrderBy;
import io.granary.orm.mapping.Relationship.Reference;
import io.granary.schema.Column;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The query for what several objects of a class have at a relationship: rows of the other class, and behind each the key of the object that has it.
 *
 * @param select the query
 * @param target how objects of the other class are made of its rows
 */
public record RelationshipQuery(Select<?> select, ObjectRows target) {

    /**
     * {@return the query for a relationship}
     *
     * @param mappings the mapped classes
     * @param relationship one whose column is not of the objects' own table
     * @param owners the objects, with rows; at least one
     */
    public static RelationshipQuery of(Mappings mappings, Relationship<?, ?> relationship, List<InstanceState> owners) {
        ObjectRows target = ObjectRows.of(mappings, mappings.mapping(relationship.target()));
        List<List<Object>> keys =
                owners.stream().map(owner -> owner.requireKey().values()).toList();
        Select<?> select = relationship
                .terms()
                .joinTable()
                .map(Supplier::get)
                .<Select<?>>map(join -> across(target, join, join.ownerColumns(), join.targetColumns(), keys))
                .orElseGet(() -> inverse(target, relationship, keys));
        return new RelationshipQuery(ordered(select, target.mapping(), relationship), target);
    }

    private static Select<?> inverse(ObjectRows target, Relationship<?, ?> relationship, List<List<Object>> keys) {
        Relationship<?, ?> held = relationship
                .terms()
                .mappedBy()
                .flatMap(target.mapping()::relationship)
                .orElseThrow(() -> new IllegalStateException(relationship + " is held by nothing"));
        if (held.terms().joinTable().isPresent()) {
            JoinTable join = held.terms().joinTable().orElseThrow().get();
            return across(target, join, join.targetColumns(), join.ownerColumns(), keys);
        }
        List<Column<?>> columns = new ArrayList<>();
        for (Reference reference : held.terms().references()) {
            columns.add(target.mapping().columns().get(reference.slot()).column());
        }
        return rows(target, columns).where(KeySelect.among(columns, keys));
    }

    /** By a table between: near are its columns that refer to the owners, far those that refer to the others. */
    private static Select<?> across(
            ObjectRows target, JoinTable join, List<Column<?>> near, List<Column<?>> far, List<List<Object>> keys) {
        Select<?> select = rows(target, near);
        List<Expression<Boolean>> together = new ArrayList<>();
        for (int i = 0; i < far.size(); i++) {
            together.add(same(target.mapping().key().get(i).column(), far.get(i)));
        }
        return select.from(target.mapping().table())
                .join(join.table(), together.size() == 1 ? together.get(0) : all(together))
                .where(KeySelect.among(near, keys));
    }

    @SuppressWarnings("unchecked") // a reference is of the class of what it refers to
    private static <T> Expression<Boolean> same(Column<T> key, Column<?> reference) {
        return key.eq((Expression<T>) reference);
    }

    @SuppressWarnings("unchecked") // an array of conditions
    private static Expression<Boolean> all(List<Expression<Boolean>> conditions) {
        return Sql.and(conditions.toArray(Expression[]::new));
    }

    private static Select<?> rows(ObjectRows target, List<? extends ColumnExpression<?>> owner) {
        return target.select().select(owner.toArray(SelectItem[]::new));
    }

    private static Select<?> ordered(Select<?> select, EntityMapping<?> target, Relationship<?, ?> relationship) {
        Select<?> ordered = select;
        for (OrderBy order : relationship.terms().order()) {
            Column<?> column = target.columns().stream()
                    .filter(each -> each.path().equals(order.path()))
                    .findFirst()
                    .map(MappedColumn::column)
                    .orElseGet(() -> target.key().get(0).column());
            ordered = ordered.orderBy(order.descending() ? column.desc() : column.asc());
        }
        return ordered;
    }
}

package io.granary.orm.internal.load;

import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.JoinTable;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.OrderBy;
import io.granary.orm.mapping.RelationshipKeys;
import io.granary.schema.Column;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Condition;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.JoinKind;
import io.granary.sql.JoinStep;
import io.granary.sql.OrderTerm;
import io.granary.sql.Sql;
import io.granary.sql.Subquery;
import io.granary.sql.TableAlias;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** How the rows of a class are joined with those that its objects have at a relationship. */
final class RelationshipJoin {

    private final Relationship<?, ?> relationship;

    RelationshipJoin(Relationship<?, ?> relationship) {
        this.relationship = relationship;
    }

    /**
     * The joins.
     *
     * @param from what the owner's columns are of
     * @param owner gives the column of a place in a row image of the class that has the relationship
     * @param to the other class's table, or an alias of it
     * @param kind how
     * @param link the name of a table between, or of the owner's once more
     * @param more what else rows have to satisfy
     */
    List<JoinStep> steps(
            FromElement from,
            IntFunction<ColumnExpression<?>> owner,
            FromElement to,
            JoinKind kind,
            String link,
            List<Expression<Boolean>> more) {
        if (relationship.isViewOnly()) {
            return viewed(from, owner, to, kind, link, more);
        }
        RelationshipKeys keys = RelationshipKeys.of(relationship);
        if (keys.between().isEmpty()) {
            return List.of(step(from, kind, to, same(to, keys.target(), owner, keys.owner()), more));
        }
        JoinTable between = keys.between().orElseThrow();
        FromElement table = between.table().as(link);
        List<Expression<Boolean>> far = new ArrayList<>();
        for (int i = 0; i < keys.target().size(); i++) {
            far.add(same(
                    to.column(keys.target().get(i)),
                    table.column(between.targetColumns().get(i))));
        }
        return List.of(
                step(from, kind, table, same(table, between.ownerColumns(), owner, keys.owner()), List.of()),
                step(table, kind, to, far, more));
    }

    /** The condition may ask for any column of the owner, so where a query within gave some of them its row is joined once more. */
    private List<JoinStep> viewed(
            FromElement from,
            IntFunction<ColumnExpression<?>> owner,
            FromElement to,
            JoinKind kind,
            String link,
            List<Expression<Boolean>> more) {
        if (!(from instanceof Subquery)) {
            return List.of(step(from, kind, to, List.of(relationship.joined(from, to)), more));
        }
        List<Column<?>> key = new ArrayList<>();
        relationship.ownerTable().mapping().key().forEach(column -> key.add(column.column()));
        TableAlias again = relationship.ownerTable().as(link);
        return List.of(
                step(from, kind, again, same(again, key, owner, key), List.of()),
                step(again, kind, to, List.of(relationship.joined(again, to)), more));
    }

    private List<Expression<Boolean>> same(
            FromElement there, List<Column<?>> columns, IntFunction<ColumnExpression<?>> owner, List<Column<?>> own) {
        List<Expression<Boolean>> same = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            same.add(same(there.column(columns.get(i)), owner.apply(slot(own.get(i)))));
        }
        return same;
    }

    private int slot(Column<?> own) {
        return relationship.ownerTable().mapping().columns().stream()
                .filter(column -> column.column() == own)
                .findFirst()
                .orElseThrow()
                .slot();
    }

    private static JoinStep step(
            FromElement from,
            JoinKind kind,
            FromElement to,
            List<Expression<Boolean>> on,
            List<Expression<Boolean>> more) {
        List<Expression<Boolean>> all = new ArrayList<>(on);
        all.addAll(more);
        return new JoinStep(from, kind, to, all(all));
    }

    @SuppressWarnings("unchecked") // a reference is of the class of what it refers to
    static <T> Condition same(ColumnExpression<T> key, ColumnExpression<?> reference) {
        return key.eq((Expression<T>) reference);
    }

    @SuppressWarnings("unchecked") // an array of conditions
    static Expression<Boolean> all(List<Expression<Boolean>> conditions) {
        return conditions.size() == 1 ? conditions.get(0) : Sql.and(conditions.toArray(Expression[]::new));
    }

    /** What a collection is ordered by. */
    static List<OrderTerm> order(Relationship<?, ?> relationship, EntityMapping<?> target, FromElement to) {
        List<OrderTerm> order = new ArrayList<>();
        for (OrderBy term : relationship.terms().order()) {
            ColumnExpression<?> column = to.column(target.columns().stream()
                    .filter(each -> each.path().equals(term.path()))
                    .findFirst()
                    .orElseGet(() -> target.key().get(0))
                    .column());
            order.add(term.descending() ? column.desc() : column.asc());
        }
        return order;
    }
}

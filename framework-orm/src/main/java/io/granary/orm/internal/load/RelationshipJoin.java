package io.granary.orm.internal.load;

import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.OrderBy;
import io.granary.orm.mapping.Relationship.Reference;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Condition;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.JoinKind;
import io.granary.sql.JoinStep;
import io.granary.sql.OrderTerm;
import io.granary.sql.Sql;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** How the rows of a class are joined with those that its objects have at a relationship. */
final class RelationshipJoin {

    private final Relationship<?, ?> relationship;
    private final EntityMapping<?> target;

    RelationshipJoin(Relationship<?, ?> relationship, EntityMapping<?> target) {
        this.relationship = relationship;
        this.target = target;
    }

    /**
     * The joins.
     *
     * @param from what the owner's columns are of
     * @param owner gives the column of a place in a row image of the class that has the relationship
     * @param to the other class's table, or an alias of it
     * @param kind how
     * @param link the name of a table between
     * @param more what else rows have to satisfy
     */
    List<JoinStep> steps(
            FromElement from,
            IntFunction<ColumnExpression<?>> owner,
            FromElement to,
            JoinKind kind,
            String link,
            List<Expression<Boolean>> more) {
        List<MappedColumn> ownerKey = relationship.ownerTable().mapping().key();
        if (relationship.holdsReference()) {
            List<Expression<Boolean>> on = new ArrayList<>();
            List<Reference> references = relationship.terms().references();
            for (int i = 0; i < references.size(); i++) {
                on.add(same(keyColumn(to, i), owner.apply(references.get(i).slot())));
            }
            return List.of(step(from, kind, to, on, more));
        }
        Held held = Held.of(relationship, target);
        List<Expression<Boolean>> near = new ArrayList<>();
        FromElement holder =
                held.between().<FromElement>map(table -> table.as(link)).orElse(to);
        for (int i = 0; i < ownerKey.size(); i++) {
            near.add(same(
                    holder.column(held.toOwner().get(i)),
                    owner.apply(ownerKey.get(i).slot())));
        }
        if (held.between().isEmpty()) {
            return List.of(step(from, kind, to, near, more));
        }
        List<Expression<Boolean>> far = new ArrayList<>();
        for (int i = 0; i < held.toTarget().size(); i++) {
            far.add(same(keyColumn(to, i), holder.column(held.toTarget().get(i))));
        }
        return List.of(step(from, kind, holder, near, List.of()), step(holder, kind, to, far, more));
    }

    private ColumnExpression<?> keyColumn(FromElement to, int place) {
        return to.column(target.key().get(place).column());
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

package io.granary.orm.mapping;

import io.granary.error.ArgumentException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Condition;
import io.granary.sql.Expression;
import io.granary.sql.ExpressionWalker;
import io.granary.sql.FromElement;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Whether there are rows at the end of a relationship: a query within the query. */
final class RelationshipExists {

    private RelationshipExists() {}

    /** Some that satisfy conditions on the table that the path leads to. */
    static Condition of(RelationshipPath<?, ?> path, List<Expression<Boolean>> conditions) {
        FromElement target = path.targetWithin();
        if (!conditions.isEmpty() && !target.equals(path.target())) {
            throw ArgumentException.of(
                    path
                            + " leads from a table to the same one, and it cannot be told which of both the conditions mean.",
                    "Give a function of the other: any(other -> other.column(...).eq(...)); or an alias by to(table.as(\"other\")).");
        }
        return rows(path, target, conditions);
    }

    /** Some that satisfy a condition that is made of the table that the path leads to. */
    static Condition of(
            RelationshipPath<?, ?> path, Function<? super FromElement, ? extends Expression<Boolean>> condition) {
        FromElement target = path.targetWithin();
        return rows(path, target, List.of(condition.apply(target)));
    }

    private static Condition rows(
            RelationshipPath<?, ?> path, FromElement target, List<? extends Expression<Boolean>> conditions) {
        List<Expression<Boolean>> all = new ArrayList<>();
        Set<FromElement> own = new LinkedHashSet<>(List.of(target));
        Select<?> select =
                path.relationship().isViewOnly() ? viewed(path, target, all) : linked(path, target, own, all);
        all.addAll(path.conditions());
        all.addAll(conditions);
        return within(select, own, all);
    }

    private static Select<?> viewed(RelationshipPath<?, ?> path, FromElement target, List<Expression<Boolean>> all) {
        all.add(path.relationship().joined(path.owner(), target));
        return from(target);
    }

    private static Select<?> linked(
            RelationshipPath<?, ?> path, FromElement target, Set<FromElement> own, List<Expression<Boolean>> all) {
        RelationshipKeys keys = RelationshipKeys.of(path.relationship());
        Select<?> select = from(target);
        Optional<JoinTable> between = keys.between();
        if (between.isPresent()) {
            JoinTable table = between.orElseThrow();
            TableAlias alias = RelationshipJoins.between(table, target);
            own.add(alias);
            select = select.join(alias, RelationshipKeys.same(alias, table.targetColumns(), target, keys.target()));
            all.add(RelationshipKeys.same(alias, table.ownerColumns(), path.owner(), keys.owner()));
        } else {
            all.add(RelationshipKeys.same(target, keys.target(), path.owner(), keys.owner()));
        }
        return select;
    }

    /** A query of which it matters only whether there are rows. */
    static Select<?> from(FromElement element) {
        return Sql.select(new FromElement[0]).from(element);
    }

    /** Whether a query has rows that satisfy conditions; what is not its own is that of the query around it. */
    static Condition within(Select<?> select, Set<FromElement> own, List<Expression<Boolean>> conditions) {
        Named named = new Named();
        Select<?> query = select;
        for (Expression<Boolean> condition : conditions) {
            condition.accept(named);
            query = query.where(condition);
        }
        named.elements.removeAll(own);
        return query.correlate(named.elements.toArray(FromElement[]::new)).exists();
    }

    /** What the columns of conditions belong to. */
    private static final class Named extends ExpressionWalker {

        private final Set<FromElement> elements = new LinkedHashSet<>();

        @Override
        public ExpressionWalker visit(ColumnExpression<?> column) {
            column.from().ifPresent(elements::add);
            return this;
        }
    }
}

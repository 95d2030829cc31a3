package io.granary.orm.internal.reading;

import io.granary.orm.ColumnProperty;
import io.granary.orm.GeneratedBy;
import io.granary.orm.PropertyExpression;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.ScalarSubquery;
import io.granary.sql.Select;
import jakarta.persistence.Column;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Version;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads attributes that an expression is read in the place of. */
public final class ColumnProperties {

    /** What says something of a column, and there is none. */
    public static final List<Class<? extends Annotation>> OF_COLUMNS =
            List.of(Id.class, Version.class, Column.class, GeneratedValue.class, GeneratedBy.class);

    /** What is said of one at an embeddable class. */
    public static final String EMBEDDED =
            "An expression belongs to the rows of an entity, and this is of an embeddable class; put the @ColumnProperty into the entity.";

    /** What is said of one below the topmost class of a hierarchy. */
    public static final String BELOW =
            "Rows of a hierarchy are read together, by the table of its topmost entity; put the @ColumnProperty there.";

    private ColumnProperties() {}

    /**
     * {@return what is said of an annotation beside it}
     *
     * @param annotation one of {@link #OF_COLUMNS}
     */
    public static String together(Class<? extends Annotation> annotation) {
        return "It has no column, and @" + annotation.getSimpleName()
                + " says something of one; take one of both away.";
    }

    /**
     * {@return what is said of an expression of another class}
     *
     * @param expression its name
     * @param what what it is for
     * @param found what it is at
     */
    public static String misfit(String expression, String what, String found) {
        return "The expression " + expression + " is for " + what + ", and this is of " + found + "; name another one.";
    }

    /**
     * {@return what is said of an expression that says not what it is for}
     *
     * @param expression its name
     */
    public static String untold(String expression) {
        return "The expression " + expression
                + " does not say what it is for; implement PropertyExpression<E, V> with the entity and the class of its values.";
    }

    static void check(Member member, boolean inEmbeddable, Faults faults) {
        if (!member.has(ColumnProperty.class)) {
            return;
        }
        if (inEmbeddable) {
            faults.add(member.place(), EMBEDDED);
        }
        OF_COLUMNS.stream().filter(member::has).forEach(other -> faults.add(member.place(), together(other)));
    }

    static void checkOwner(Member member, Class<?> owner, Faults faults) {
        Optional<Class<? extends PropertyExpression<?, ?>>> said =
                member.get(ColumnProperty.class).map(ColumnProperty::value);
        if (said.isEmpty()) {
            return;
        }
        if (Ancestry.parent(owner).isPresent()) {
            faults.add(member.place(), BELOW);
        }
        Class<?> expression = said.orElseThrow();
        Optional<Class<?>> entity = argument(expression, 0);
        Optional<Class<?>> values = argument(expression, 1);
        if (entity.isEmpty() || values.isEmpty()) {
            faults.add(member.place(), untold(expression.getSimpleName()));
        } else if (!entity.orElseThrow().isAssignableFrom(owner)) {
            faults.add(
                    member.place(),
                    misfit(
                            expression.getSimpleName(),
                            "rows of " + entity.orElseThrow().getName(),
                            owner.getName()));
        } else if (values.orElseThrow() != ColumnTypes.boxed(member.type())) {
            faults.add(
                    member.place(),
                    misfit(
                            expression.getSimpleName(),
                            "values of " + values.orElseThrow().getName(),
                            member.type().getName()));
        }
    }

    private static Optional<Class<?>> argument(Class<?> expression, int place) {
        Optional<Type> type = TypeArguments.of(expression, PropertyExpression.class, place);
        return type.flatMap(TypeArguments::classOf);
    }

    /** What makes the expression of an attribute; empty for one that has a column, and where it cannot be made, which is a fault. */
    static Optional<Function<FromElement, Expression<?>>> expression(Member member, Faults faults) {
        return member.get(ColumnProperty.class)
                .<PropertyExpression<?, ?>>flatMap(
                        said -> Instances.of(said.value(), "expression", member.place(), faults))
                .map(expression -> table -> correlated(expression.of(table), table));
    }

    /**
     * {@return an expression of which a query that it is reads its row from the query around it, whatever else both read}
     *
     * @param expression the expression
     * @param table what its row is of
     */
    public static Expression<?> correlated(Expression<?> expression, FromElement table) {
        return expression instanceof ScalarSubquery<?> subquery
                        && subquery.query() instanceof Select<?> select
                        && select.correlated().isEmpty()
                ? new ScalarSubquery<>(select.correlate(table), subquery.type())
                : expression;
    }
}

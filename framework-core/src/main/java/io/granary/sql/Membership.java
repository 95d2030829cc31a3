package io.granary.sql;

import io.granary.type.Types;
import java.util.List;

/**
 * Whether something is one of several.
 *
 * @param operand what
 * @param candidates what it may be
 * @param negated whether it must be none of them
 */
public record Membership(Expression<?> operand, Candidates candidates, boolean negated) implements Condition {

    /** Values beside a tuple are bound by the types of its parts, unless somebody gave them another one. */
    public Membership {
        if (operand instanceof TupleExpression tuple
                && candidates instanceof OfValues values
                && values.values().type() == Types.UNKNOWN) {
            candidates = new OfValues(ofTuples(values.values(), tuple));
        }
    }

    private static Bind<?> ofTuples(Bind<?> values, TupleExpression tuple) {
        return new Bind<>(
                values.name(), values.nearby(), values.value(), values.hasValue(), tuple.type(), values.list());
    }

    /** What may stand behind IN. */
    public sealed interface Candidates {}

    /**
     * Values, however many.
     *
     * @param values a place for a collection
     */
    public record OfValues(Bind<?> values) implements Candidates {

        /** Makes the place one for a collection. */
        public OfValues {
            values = values.list() ? values : values.expanding();
        }
    }

    /**
     * Expressions.
     *
     * @param expressions at least one
     */
    public record OfExpressions(List<? extends Expression<?>> expressions) implements Candidates {

        /** Copies the list. */
        public OfExpressions {
            expressions = List.copyOf(expressions);
        }
    }

    /**
     * What a query gives.
     *
     * @param query the query
     */
    public record OfQuery(Query query) implements Candidates {}

    @Override
    public int precedence() {
        return negated ? Precedence.ATOM : Precedence.COMPARISON; // NOT IN has parentheses of its own
    }

    @Override
    public Condition not() {
        return new Membership(operand, candidates, !negated);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }
}

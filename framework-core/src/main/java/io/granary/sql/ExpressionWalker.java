package io.granary.sql;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through an expression and all it is made of, once each, from the left. What a subclass wants to see it overrides; queries within are not entered.
 */
public abstract class ExpressionWalker implements ExpressionVisitor<ExpressionWalker> {

    /**
     * Goes through an expression.
     *
     * @param expression which; null for none
     */
    protected final void walk(@Nullable Expression<?> expression) {
        if (expression != null) {
            expression.accept(this);
        }
    }

    /**
     * Goes through several expressions.
     *
     * @param expressions which
     */
    protected final void walk(List<? extends Expression<?>> expressions) {
        expressions.forEach(this::walk);
    }

    /**
     * Goes through what rows are ordered by.
     *
     * @param terms the terms
     */
    protected final void walkTerms(List<OrderTerm> terms) {
        for (OrderTerm term : terms) {
            if (term instanceof Ordering ordering) {
                walk(ordering.expression());
            } else if (term instanceof Expression<?> expression) {
                walk(expression);
            }
        }
    }

    @Override
    public ExpressionWalker visit(Bind<?> bind) {
        return this;
    }

    @Override
    public ExpressionWalker visit(Constant<?> constant) {
        return this;
    }

    @Override
    public ExpressionWalker visit(BooleanConstant constant) {
        return this;
    }

    @Override
    public ExpressionWalker visit(TextClause text) {
        return this;
    }

    @Override
    public ExpressionWalker visit(NextValue next) {
        return this;
    }

    @Override
    public ExpressionWalker visit(LiteralSql<?> literal) {
        return this;
    }

    @Override
    public ExpressionWalker visit(ColumnExpression<?> column) {
        return this;
    }

    @Override
    public ExpressionWalker visit(Exists exists) {
        return this;
    }

    @Override
    public ExpressionWalker visit(ScalarSubquery<?> subquery) {
        return this;
    }

    @Override
    public ExpressionWalker visit(NullTest test) {
        walk(test.operand());
        return this;
    }

    @Override
    public ExpressionWalker visit(Negation negation) {
        walk(negation.operand());
        return this;
    }

    @Override
    public ExpressionWalker visit(TruthOf truth) {
        walk(truth.operand());
        return this;
    }

    @Override
    public ExpressionWalker visit(Negative<?> negative) {
        walk(negative.operand());
        return this;
    }

    @Override
    public ExpressionWalker visit(Cast<?> cast) {
        walk(cast.operand());
        return this;
    }

    @Override
    public ExpressionWalker visit(Coerced<?> coerced) {
        walk(coerced.operand());
        return this;
    }

    @Override
    public ExpressionWalker visit(Labeled<?> labeled) {
        walk(labeled.operand());
        return this;
    }

    @Override
    public ExpressionWalker visit(Collated<?> collated) {
        walk(collated.operand());
        return this;
    }

    @Override
    public ExpressionWalker visit(Extract extract) {
        walk(extract.operand());
        return this;
    }

    @Override
    public ExpressionWalker visit(ElementOf<?> element) {
        walk(element.array());
        return this;
    }

    @Override
    public ExpressionWalker visit(JsonPath<?> path) {
        walk(path.document());
        return this;
    }

    @Override
    public ExpressionWalker visit(Comparison comparison) {
        walk(comparison.left());
        walk(comparison.right());
        return this;
    }

    @Override
    public ExpressionWalker visit(Binary<?> binary) {
        walk(binary.left());
        walk(binary.right());
        return this;
    }

    @Override
    public ExpressionWalker visit(CustomOperation<?> operation) {
        walk(operation.left());
        walk(operation.right());
        return this;
    }

    @Override
    public ExpressionWalker visit(LikeTest test) {
        walk(test.operand());
        walk(test.pattern());
        return this;
    }

    @Override
    public ExpressionWalker visit(BetweenTest test) {
        walk(test.operand());
        walk(test.low());
        walk(test.high());
        return this;
    }

    @Override
    public ExpressionWalker visit(Membership membership) {
        walk(membership.operand());
        if (membership.candidates() instanceof Membership.OfValues values) {
            walk(values.values());
        } else if (membership.candidates() instanceof Membership.OfExpressions expressions) {
            walk(expressions.expressions());
        }
        return this;
    }

    @Override
    public ExpressionWalker visit(Junction junction) {
        walk(junction.operands());
        return this;
    }

    @Override
    public ExpressionWalker visit(FunctionCall<?> call) {
        walk(call.arguments());
        walk(call.filter());
        walkTerms(call.withinGroup());
        return this;
    }

    @Override
    public ExpressionWalker visit(WindowCall<?> call) {
        walk(call.function());
        walk(call.window().partition());
        walkTerms(call.window().order());
        return this;
    }

    @Override
    public ExpressionWalker visit(CaseExpression<?> choice) {
        walk(choice.subject());
        choice.branches().forEach(branch -> {
            walk(branch.when());
            walk(branch.then());
        });
        walk(choice.otherwise());
        return this;
    }

    @Override
    public ExpressionWalker visit(Quantified<?> quantified) {
        walk(quantified.array());
        return this;
    }

    @Override
    public ExpressionWalker visit(TupleExpression tuple) {
        walk(tuple.expressions());
        return this;
    }

    @Override
    public ExpressionWalker visit(ArrayExpression<?> array) {
        walk(array.elements());
        return this;
    }
}

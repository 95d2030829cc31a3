package io.granary.dialect.render;

import io.granary.dialect.render.ShapeTrace.Mark;
import io.granary.schema.Column;
import io.granary.sql.ArrayExpression;
import io.granary.sql.BetweenTest;
import io.granary.sql.Binary;
import io.granary.sql.Bind;
import io.granary.sql.BooleanConstant;
import io.granary.sql.CaseExpression;
import io.granary.sql.Cast;
import io.granary.sql.Coerced;
import io.granary.sql.Collated;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Comparison;
import io.granary.sql.Constant;
import io.granary.sql.CustomOperation;
import io.granary.sql.DerivedColumn;
import io.granary.sql.ElementOf;
import io.granary.sql.ExcludedColumn;
import io.granary.sql.Exists;
import io.granary.sql.Expression;
import io.granary.sql.ExpressionVisitor;
import io.granary.sql.Extract;
import io.granary.sql.FunctionCall;
import io.granary.sql.JsonPath;
import io.granary.sql.Junction;
import io.granary.sql.Labeled;
import io.granary.sql.LikeTest;
import io.granary.sql.LiteralSql;
import io.granary.sql.Membership;
import io.granary.sql.Negation;
import io.granary.sql.Negative;
import io.granary.sql.NextValue;
import io.granary.sql.NullTest;
import io.granary.sql.Quantified;
import io.granary.sql.ScalarSubquery;
import io.granary.sql.TextClause;
import io.granary.sql.TruthOf;
import io.granary.sql.TupleExpression;
import io.granary.sql.WindowCall;
import java.util.Optional;

/** Traces expressions. */
final class ExpressionTrace implements ExpressionVisitor<ShapeTrace> {

    private final ShapeTrace to;

    ExpressionTrace(ShapeTrace to) {
        this.to = to;
    }

    @Override
    public ShapeTrace visit(ColumnExpression<?> column) {
        if (column instanceof DerivedColumn<?> derived) {
            to.token(DerivedColumn.class)
                    .token(derived.name())
                    .token(derived.key())
                    .token(derived.type());
            to.from(derived.owner());
        } else if (column instanceof ExcludedColumn<?> excluded) {
            to.token(ExcludedColumn.class);
            to.expression(excluded.column());
        } else {
            to.token(column);
            if (column instanceof Column<?> own) {
                own.table().variant().ifPresent(to::token);
                own.table().filter().ifPresent(to::token);
                to.restrict(own.table());
            }
        }
        Optional<? extends Expression<?>> expression = column.readAs();
        return expression.isEmpty() ? to : to.expression(expression.orElseThrow());
    }

    @Override
    public ShapeTrace visit(TextClause text) {
        return to.text(text);
    }

    @Override
    public ShapeTrace visit(Bind<?> bind) {
        return to.bind(bind);
    }

    @Override
    public ShapeTrace visit(Constant<?> constant) {
        to.token(constant.word()).token(constant.type());
        return to;
    }

    @Override
    public ShapeTrace visit(BooleanConstant constant) {
        to.token(constant);
        return to;
    }

    @Override
    public ShapeTrace visit(Comparison comparison) {
        to.token(comparison.operator());
        to.expression(comparison.left());
        to.expression(comparison.right());
        return to;
    }

    @Override
    public ShapeTrace visit(NullTest test) {
        to.token(NullTest.class).token(test.negated());
        to.expression(test.operand());
        return to;
    }

    @Override
    public ShapeTrace visit(Membership membership) {
        to.token(Membership.class).token(membership.negated());
        to.expression(membership.operand());
        to.token(membership.candidates().getClass());
        if (membership.candidates() instanceof Membership.OfValues values) {
            to.expression(values.values());
        } else if (membership.candidates() instanceof Membership.OfExpressions expressions) {
            to.expressions(expressions.expressions());
        } else if (membership.candidates() instanceof Membership.OfQuery query) {
            to.statement(query.query());
        }
        return to.token(Mark.END);
    }

    @Override
    public ShapeTrace visit(BetweenTest test) {
        to.token(BetweenTest.class).token(test.negated()).token(test.symmetric());
        to.expression(test.operand());
        to.expression(test.low());
        to.expression(test.high());
        return to;
    }

    @Override
    public ShapeTrace visit(LikeTest test) {
        to.token(LikeTest.class).token(test.negated()).token(test.ignoreCase()).token(test.escape());
        to.expression(test.operand());
        to.expression(test.pattern());
        return to;
    }

    @Override
    public ShapeTrace visit(Junction junction) {
        to.token(junction.operator());
        to.expressions(junction.operands());
        return to;
    }

    @Override
    public ShapeTrace visit(Negation negation) {
        to.token(Negation.class);
        to.expression(negation.operand());
        return to;
    }

    @Override
    public ShapeTrace visit(TruthOf truth) {
        to.token(TruthOf.class);
        to.expression(truth.operand());
        return to;
    }

    @Override
    public ShapeTrace visit(Exists exists) {
        to.token(Exists.class);
        to.statement(exists.query());
        to.token(Mark.END);
        return to;
    }

    @Override
    public ShapeTrace visit(Binary<?> binary) {
        to.token(binary.operator()).token(binary.type());
        to.expression(binary.left());
        to.expression(binary.right());
        return to;
    }

    @Override
    public ShapeTrace visit(Negative<?> negative) {
        to.token(Negative.class);
        to.expression(negative.operand());
        return to;
    }

    @Override
    public ShapeTrace visit(CustomOperation<?> operation) {
        to.token(CustomOperation.class).token(operation.operator()).token(operation.type());
        to.expression(operation.left());
        to.expression(operation.right());
        return to;
    }

    @Override
    public ShapeTrace visit(FunctionCall<?> call) {
        to.token(FunctionCall.class).token(call.name()).token(call.distinct()).token(call.type());
        to.expressions(call.arguments());
        to.expression(call.filter());
        to.terms(call.withinGroup());
        return to;
    }

    @Override
    public ShapeTrace visit(WindowCall<?> call) {
        to.token(WindowCall.class).token(call.window().frame());
        to.expression(call.function());
        to.expressions(call.window().partition());
        to.terms(call.window().order());
        return to;
    }

    @Override
    public ShapeTrace visit(CaseExpression<?> choice) {
        to.token(CaseExpression.class).token(choice.type());
        to.expression(choice.subject());
        choice.branches().forEach(branch -> to.expression(branch.when()).expression(branch.then()));
        to.token(Mark.END);
        return to.expression(choice.otherwise());
    }

    @Override
    public ShapeTrace visit(Cast<?> cast) {
        to.token(Cast.class).token(cast.type());
        to.expression(cast.operand());
        return to;
    }

    @Override
    public ShapeTrace visit(Coerced<?> coerced) {
        to.token(Coerced.class).token(coerced.type());
        to.expression(coerced.operand());
        return to;
    }

    @Override
    public ShapeTrace visit(Labeled<?> labeled) {
        to.token(Labeled.class).token(labeled.name());
        to.expression(labeled.operand());
        return to;
    }

    @Override
    public ShapeTrace visit(Collated<?> collated) {
        to.token(Collated.class).token(collated.collation());
        to.expression(collated.operand());
        return to;
    }

    @Override
    public ShapeTrace visit(Extract extract) {
        to.token(extract.field());
        to.expression(extract.operand());
        return to;
    }

    @Override
    public ShapeTrace visit(ScalarSubquery<?> subquery) {
        to.token(ScalarSubquery.class).token(subquery.type());
        to.statement(subquery.query());
        to.token(Mark.END);
        return to;
    }

    @Override
    public ShapeTrace visit(Quantified<?> quantified) {
        to.token(Quantified.class)
                .token(quantified.all())
                .token(quantified.type())
                .token(quantified.query() != null);
        if (quantified.query() != null) {
            to.statement(quantified.query());
        }
        to.expression(quantified.array());
        return to.token(Mark.END);
    }

    @Override
    public ShapeTrace visit(TupleExpression tuple) {
        to.token(TupleExpression.class);
        to.expressions(tuple.expressions());
        return to;
    }

    @Override
    public ShapeTrace visit(ArrayExpression<?> array) {
        to.token(ArrayExpression.class).token(array.type());
        to.expressions(array.elements());
        return to;
    }

    @Override
    public ShapeTrace visit(ElementOf<?> element) {
        to.token(ElementOf.class).token(element.position()).token(element.type());
        to.expression(element.array());
        return to;
    }

    @Override
    public ShapeTrace visit(JsonPath<?> path) {
        to.token(JsonPath.class).token(path.steps()).token(path.text()).token(path.type());
        to.expression(path.document());
        return to;
    }

    @Override
    public ShapeTrace visit(LiteralSql<?> literal) {
        to.token(LiteralSql.class).token(literal.sql()).token(literal.type());
        return to;
    }

    @Override
    public ShapeTrace visit(NextValue next) {
        return to.token(next);
    }
}

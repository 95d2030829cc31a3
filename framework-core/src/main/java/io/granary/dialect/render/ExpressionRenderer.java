package io.granary.dialect.render;

import io.granary.dialect.Feature;
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
import io.granary.sql.Condition;
import io.granary.sql.Constant;
import io.granary.sql.CustomOperation;
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
import io.granary.sql.Precedence;
import io.granary.sql.Quantified;
import io.granary.sql.ScalarSubquery;
import io.granary.sql.Segment;
import io.granary.sql.TextClause;
import io.granary.sql.TruthOf;
import io.granary.sql.TupleExpression;
import io.granary.sql.WindowCall;
import java.util.Optional;

/** Writes expressions. */
final class ExpressionRenderer implements ExpressionVisitor<Rendering> {

    private final Rendering to;
    private final Grammar grammar;

    ExpressionRenderer(Rendering to) {
        this.to = to;
        this.grammar = to.grammar();
    }

    @Override
    public Rendering visit(ColumnExpression<?> column) {
        if (column instanceof ExcludedColumn<?> excluded) {
            grammar.excluded(excluded, to);
            return to;
        }
        Optional<? extends Expression<?>> expression = column.readAs();
        if (expression.isPresent()) {
            to.sql("(");
            expression.orElseThrow().accept(this);
            return to.sql(")");
        }
        return to.isLiteral() ? to.name(column.name()) : FromNames.write(column, to);
    }

    @Override
    public Rendering visit(Bind<?> bind) {
        return to.isLiteral()
                ? to.sql(Constants.of(bind, grammar))
                : bind(bind, to.binds().of(bind));
    }

    Rendering bind(Bind<?> bind, String name) {
        grammar.place(bind.type(), new Segment.Bind(name, bind.list()), to);
        return to;
    }

    @Override
    public Rendering visit(Constant<?> constant) {
        return to.sql(constant.word().name());
    }

    @Override
    public Rendering visit(BooleanConstant constant) {
        return to.sql(grammar.booleanConstant(constant == BooleanConstant.TRUE));
    }

    @Override
    public Rendering visit(Comparison comparison) {
        grammar.comparison(comparison, to);
        return to;
    }

    @Override
    public Rendering visit(NullTest test) {
        return to.operand(test.operand(), Precedence.COMPARISON).sql(test.negated() ? " IS NOT NULL" : " IS NULL");
    }

    @Override
    public Rendering visit(Membership membership) {
        return new MembershipRenderer(to).write(membership);
    }

    @Override
    public Rendering visit(BetweenTest test) {
        grammar.between(test, to);
        return to;
    }

    @Override
    public Rendering visit(LikeTest test) {
        grammar.like(test, to);
        return to;
    }

    @Override
    public Rendering visit(Junction junction) {
        String between = " " + junction.operator().sql() + " ";
        for (int i = 0; i < junction.operands().size(); i++) {
            to.sql(i == 0 ? "" : between);
            Expression<Boolean> operand = junction.operands().get(i);
            if (operand instanceof TextClause text && !TextPieces.needsParentheses(text)) {
                to.expression(text);
            } else if (operand instanceof Condition || operand.precedence() < Precedence.ATOM) {
                to.operand(operand, junction.precedence());
            } else {
                grammar.truth(operand, false, to);
            }
        }
        return to;
    }

    @Override
    public Rendering visit(Negation negation) {
        Expression<Boolean> operand = negation.operand();
        if (operand instanceof TruthOf truth) {
            grammar.truth(truth.operand(), true, to);
        } else if (operand instanceof Condition) {
            to.sql("NOT ").parenthesized(operand);
        } else {
            grammar.truth(operand, true, to);
        }
        return to;
    }

    @Override
    public Rendering visit(TruthOf truth) {
        grammar.truth(truth.operand(), false, to);
        return to;
    }

    @Override
    public Rendering visit(Exists exists) {
        to.sql("EXISTS (");
        Statements.write(exists.query(), to);
        return to.sql(")");
    }

    @Override
    public Rendering visit(TextClause text) {
        return TextPieces.write(text, to);
    }

    @Override
    public Rendering visit(Binary<?> binary) {
        grammar.binary(binary, to);
        return to;
    }

    @Override
    public Rendering visit(Negative<?> negative) {
        to.sql("-");
        boolean constant = to.isLiteral() && negative.operand() instanceof Bind<?>; // it may have a sign of its own
        return constant ? to.parenthesized(negative.operand()) : to.operand(negative.operand(), Precedence.PRODUCT);
    }

    /** The database's own operator may bind as tightly as any. */
    @Override
    public Rendering visit(CustomOperation<?> operation) {
        return to.operand(operation.left(), Precedence.PRODUCT)
                .sql(" " + operation.operator() + " ")
                .operand(operation.right(), Precedence.PRODUCT);
    }

    @Override
    public Rendering visit(FunctionCall<?> call) {
        grammar.function(call, to);
        return to;
    }

    @Override
    public Rendering visit(WindowCall<?> call) {
        to.expression(call.function());
        new WindowRenderer(to).write(call.window());
        return to;
    }

    @Override
    public Rendering visit(CaseExpression<?> choice) {
        to.sql("CASE");
        if (choice.subject() != null) {
            to.sql(" ").operand(choice.subject(), Precedence.LOWEST);
        }
        choice.branches()
                .forEach(branch ->
                        to.sql(" WHEN ").expression(branch.when()).sql(" THEN ").expression(branch.then()));
        if (choice.otherwise() != null) {
            to.sql(" ELSE ").expression(choice.otherwise());
        }
        return to.sql(" END");
    }

    @Override
    public Rendering visit(Cast<?> cast) {
        grammar.cast(cast, to);
        return to;
    }

    @Override
    public Rendering visit(Coerced<?> coerced) {
        return to.expression(coerced.operand());
    }

    @Override
    public Rendering visit(Labeled<?> labeled) {
        return to.expression(labeled.operand());
    }

    @Override
    public Rendering visit(Collated<?> collated) {
        return to.operand(collated.operand(), Precedence.PRODUCT)
                .sql(" COLLATE ")
                .name(collated.collation());
    }

    @Override
    public Rendering visit(Extract extract) {
        grammar.extract(extract, to);
        return to;
    }

    @Override
    public Rendering visit(ScalarSubquery<?> subquery) {
        to.sql("(");
        Statements.write(subquery.query(), to);
        return to.sql(")");
    }

    @Override
    public Rendering visit(Quantified<?> quantified) {
        to.sql(quantified.all() ? "ALL (" : "ANY (");
        if (quantified.query() != null) {
            Statements.write(quantified.query(), to);
        } else if (quantified.array() != null) {
            grammar.require(Feature.ARRAYS, "ANY or ALL of an array");
            to.expression(quantified.array());
        }
        return to.sql(")");
    }

    @Override
    public Rendering visit(TupleExpression tuple) {
        return to.sql("(").list(tuple.expressions()).sql(")");
    }

    @Override
    public Rendering visit(ArrayExpression<?> array) {
        grammar.array(array, to);
        return to;
    }

    @Override
    public Rendering visit(ElementOf<?> element) {
        grammar.require(Feature.ARRAYS, "An element of an array");
        boolean plain = element.array() instanceof ColumnExpression<?> || element.array() instanceof ElementOf<?>;
        if (plain) {
            to.expression(element.array());
        } else {
            to.parenthesized(element.array());
        }
        return to.sql("[" + element.position() + "]");
    }

    @Override
    public Rendering visit(JsonPath<?> path) {
        grammar.json(path, to);
        return to;
    }

    @Override
    public Rendering visit(LiteralSql<?> literal) {
        return to.sql(grammar.literal(literal));
    }

    @Override
    public Rendering visit(NextValue next) {
        grammar.require(Feature.SEQUENCES, "The next number of a sequence");
        grammar.nextValue(next, to);
        return to;
    }
}

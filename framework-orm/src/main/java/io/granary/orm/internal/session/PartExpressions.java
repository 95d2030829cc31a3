package io.granary.orm.internal.session;

import io.granary.error.CompileException;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.TablePart;
import io.granary.sql.ArrayExpression;
import io.granary.sql.Assignment;
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
import io.granary.sql.ElementOf;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an expression of columns of a class in several tables one of the columns of one of them, and refuses what looks at another: that one has no
 * part in a statement for this one. Values that the execution gives are put in.
 */
final class PartExpressions implements ExpressionVisitor<Expression<?>> {

    private final EntityMapping<?> mapping;
    private final TablePart part;
    private final Map<String, ?> values;
    private @Nullable Assignment current;

    PartExpressions(EntityMapping<?> mapping, TablePart part, Map<String, ?> values) {
        this.mapping = mapping;
        this.part = part;
        this.values = values;
    }

    /** What a column of the table is set to. */
    Expression<?> of(Assignment assignment) {
        current = assignment;
        return made(assignment.value());
    }

    @SuppressWarnings("unchecked") // of the type of what it was made of
    private <T> Expression<T> made(Expression<T> expression) {
        return (Expression<T>) expression.accept(this);
    }

    private <T> @Nullable Expression<T> madeOrNone(@Nullable Expression<T> expression) {
        return expression == null ? null : made(expression);
    }

    private <T> List<Expression<T>> madeOf(List<? extends Expression<T>> expressions) {
        List<Expression<T>> all = new ArrayList<>(expressions.size());
        expressions.forEach(each -> all.add(made(each)));
        return all;
    }

    private List<Expression<?>> madeOfAny(List<? extends Expression<?>> expressions) {
        List<Expression<?>> all = new ArrayList<>(expressions.size());
        expressions.forEach(each -> all.add(made(each)));
        return all;
    }

    private CompileException refused(String why) {
        return CompileException.of(
                "In this UPDATE of " + mapping + ", whose rows are in several tables, "
                        + (current == null ? "a column" : current.column()) + " is set to an expression " + why
                        + ", and "
                        + part.table() + ", where it stands, is changed by a statement of its own.",
                "Set it to a value, or to an expression of columns of " + part.table()
                        + "; or load the objects, and change them.");
    }

    @Override
    public Expression<?> visit(ColumnExpression<?> column) {
        if (column.readAs().isPresent()) {
            return made(column.readAs().orElseThrow());
        }
        Optional<MappedColumn> own = mapping.columns().stream()
                .filter(each -> each.column().equals(column))
                .findFirst();
        int slot = own.map(MappedColumn::slot).orElse(-1);
        if (part.has(slot)) {
            return part.column(slot);
        }
        for (int i = 0; i < part.key().size(); i++) {
            if (mapping.key().get(i).slot() == slot) {
                return part.key().get(i);
            }
        }
        throw refused("of " + column + ", which is of another table");
    }

    @Override
    @SuppressWarnings("unchecked") // the value is of the class of its place
    public Expression<?> visit(Bind<?> bind) {
        if (!BulkChanges.known(bind, values)) {
            throw refused("of :" + bind.name() + ", for which no value is given");
        }
        return new Bind<>(null, bind.nearby(), BulkChanges.value(bind, values), true, bind.type(), bind.list());
    }

    @Override
    public Expression<?> visit(Constant<?> constant) {
        return constant;
    }

    @Override
    public Expression<?> visit(BooleanConstant constant) {
        return constant;
    }

    @Override
    public Expression<?> visit(LiteralSql<?> literal) {
        return literal;
    }

    @Override
    public Expression<?> visit(NextValue next) {
        return next;
    }

    @Override
    public Expression<?> visit(Binary<?> binary) {
        return new Binary<>(made(binary.left()), binary.operator(), made(binary.right()), binary.type());
    }

    @Override
    public Expression<?> visit(Negative<?> negative) {
        return new Negative<>(made(negative.operand()));
    }

    @Override
    public Expression<?> visit(CustomOperation<?> operation) {
        return new CustomOperation<>(
                made(operation.left()), operation.operator(), made(operation.right()), operation.type());
    }

    @Override
    public Expression<?> visit(FunctionCall<?> call) {
        if (call.filter() != null || !call.withinGroup().isEmpty() || call.distinct()) {
            throw refused("of several rows");
        }
        return new FunctionCall<>(call.name(), madeOfAny(call.arguments()), false, null, List.of(), call.type());
    }

    @Override
    public Expression<?> visit(CaseExpression<?> choice) {
        return chosen(choice);
    }

    private <T> Expression<T> chosen(CaseExpression<T> choice) {
        List<CaseExpression.Branch<T>> branches = new ArrayList<>();
        choice.branches()
                .forEach(branch -> branches.add(new CaseExpression.Branch<>(made(branch.when()), made(branch.then()))));
        return new CaseExpression<>(
                madeOrNone(choice.subject()), branches, madeOrNone(choice.otherwise()), choice.type());
    }

    @Override
    public Expression<?> visit(Cast<?> cast) {
        return new Cast<>(made(cast.operand()), cast.type());
    }

    @Override
    public Expression<?> visit(Coerced<?> coerced) {
        return new Coerced<>(made(coerced.operand()), coerced.type());
    }

    @Override
    public Expression<?> visit(Labeled<?> labeled) {
        return made(labeled.operand());
    }

    @Override
    public Expression<?> visit(Collated<?> collated) {
        return new Collated<>(made(collated.operand()), collated.collation());
    }

    @Override
    public Expression<?> visit(Extract extract) {
        return new Extract(extract.field(), made(extract.operand()));
    }

    @Override
    public Expression<?> visit(TupleExpression tuple) {
        return new TupleExpression(madeOfAny(tuple.expressions()));
    }

    @Override
    public Expression<?> visit(ArrayExpression<?> array) {
        return arrayOf(array);
    }

    private <E> Expression<List<E>> arrayOf(ArrayExpression<E> array) {
        return new ArrayExpression<>(madeOf(array.elements()), array.type());
    }

    @Override
    public Expression<?> visit(ElementOf<?> element) {
        return new ElementOf<>(made(element.array()), element.position(), element.type());
    }

    @Override
    public Expression<?> visit(JsonPath<?> path) {
        return new JsonPath<>(made(path.document()), path.steps(), path.text(), path.type());
    }

    @Override
    public Expression<?> visit(Comparison comparison) {
        return new Comparison(made(comparison.left()), comparison.operator(), made(comparison.right()));
    }

    @Override
    public Expression<?> visit(NullTest test) {
        return new NullTest(made(test.operand()), test.negated());
    }

    @Override
    public Expression<?> visit(BetweenTest test) {
        return new BetweenTest(
                made(test.operand()), made(test.low()), made(test.high()), test.symmetric(), test.negated());
    }

    @Override
    public Expression<?> visit(LikeTest test) {
        return new LikeTest(
                made(test.operand()), made(test.pattern()), test.escape(), test.ignoreCase(), test.negated());
    }

    @Override
    public Expression<?> visit(Membership membership) {
        return new Membership(made(membership.operand()), candidates(membership.candidates()), membership.negated());
    }

    private Membership.Candidates candidates(Membership.Candidates candidates) {
        if (candidates instanceof Membership.OfValues some) {
            return new Membership.OfValues((Bind<?>) visit(some.values()));
        }
        if (candidates instanceof Membership.OfExpressions some) {
            return new Membership.OfExpressions(madeOfAny(some.expressions()));
        }
        throw refused("of a query");
    }

    @Override
    public Expression<?> visit(Junction junction) {
        return new Junction(junction.operator(), madeOf(junction.operands()));
    }

    @Override
    public Expression<?> visit(Negation negation) {
        return new Negation(made(negation.operand()));
    }

    @Override
    public Expression<?> visit(TruthOf truth) {
        return new TruthOf(made(truth.operand()));
    }

    @Override
    public Expression<?> visit(Exists exists) {
        throw refused("of a query");
    }

    @Override
    public Expression<?> visit(ScalarSubquery<?> subquery) {
        throw refused("of a query");
    }

    @Override
    public Expression<?> visit(Quantified<?> quantified) {
        throw refused("of a query");
    }

    @Override
    public Expression<?> visit(WindowCall<?> call) {
        throw refused("of several rows");
    }

    @Override
    public Expression<?> visit(TextClause text) {
        throw refused("in the database's own words, of which nobody knows which columns they name");
    }
}

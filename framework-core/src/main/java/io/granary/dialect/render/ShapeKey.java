package io.granary.dialect.render;

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
import io.granary.sql.CompoundSelect;
import io.granary.sql.Constant;
import io.granary.sql.Cte;
import io.granary.sql.CustomOperation;
import io.granary.sql.Delete;
import io.granary.sql.DerivedColumn;
import io.granary.sql.ElementOf;
import io.granary.sql.ExcludedColumn;
import io.granary.sql.Executable;
import io.granary.sql.Exists;
import io.granary.sql.Expression;
import io.granary.sql.ExpressionVisitor;
import io.granary.sql.Extract;
import io.granary.sql.FromElement;
import io.granary.sql.FromVisitor;
import io.granary.sql.FunctionCall;
import io.granary.sql.Insert;
import io.granary.sql.Join;
import io.granary.sql.JoinStep;
import io.granary.sql.JsonPath;
import io.granary.sql.Junction;
import io.granary.sql.Labeled;
import io.granary.sql.LikeTest;
import io.granary.sql.LiteralSql;
import io.granary.sql.LockClause;
import io.granary.sql.Membership;
import io.granary.sql.Negation;
import io.granary.sql.Negative;
import io.granary.sql.NextValue;
import io.granary.sql.NullTest;
import io.granary.sql.OnConflict;
import io.granary.sql.OrderTerm;
import io.granary.sql.Ordering;
import io.granary.sql.Quantified;
import io.granary.sql.RowLimit;
import io.granary.sql.ScalarSubquery;
import io.granary.sql.SchemaStatement;
import io.granary.sql.Select;
import io.granary.sql.SelectItem;
import io.granary.sql.Sql;
import io.granary.sql.Subquery;
import io.granary.sql.TableAlias;
import io.granary.sql.TableFunction;
import io.granary.sql.TableReference;
import io.granary.sql.TextClause;
import io.granary.sql.TextSelect;
import io.granary.sql.TruthOf;
import io.granary.sql.TupleExpression;
import io.granary.sql.Update;
import io.granary.sql.ValuesTable;
import io.granary.sql.WindowCall;
import io.granary.type.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What makes the text of a statement: its tree, without values. Two statements of one shape differ in the values of their places only, which are gathered
 * beside it, in the order in which the tree is gone through. One for a statement; not safe for use by many threads until it is complete.
 */
public final class ShapeKey
        implements ExpressionVisitor<ShapeKey>, FromVisitor<ShapeKey>, Executable.Visitor<ShapeKey> {

    /** What no name, word or type equals. */
    private enum Mark {
        END,
        REPEATED
    }

    /** Up to so many places are found by looking at each. */
    private static final int FEW = 16;

    private static final Mark END = Mark.END;

    private final List<String> parameters;
    private final Execution execution;
    private final List<Bind<?>> binds = new ArrayList<>(8);
    private @Nullable IdentityHashMap<Bind<?>, Integer> many;
    private final List<FromElement> elements = new ArrayList<>(4);
    private @Nullable Object[] tokens = new Object[64];
    private int size;
    private int hash;

    private ShapeKey(List<String> parameters, Execution execution) {
        this.parameters = parameters;
        this.execution = execution;
    }

    /**
     * {@return the shape of a statement}
     *
     * @param statement which
     * @param given the names of what its execution gives; they count for those that take their columns from it
     * @param execution what it is written for
     */
    public static ShapeKey of(Executable statement, Collection<String> given, Execution execution) {
        boolean columns = statement instanceof Insert insert ? insert.query().isEmpty() : statement instanceof Update;
        ShapeKey key = new ShapeKey(columns ? List.copyOf(given) : List.of(), execution);
        statement.accept(key);
        key.token(statement instanceof Insert ? execution : Execution.SHOWN);
        key.parameters.forEach(key::token);
        return key;
    }

    /** {@return the shape of a common table expression} */
    static ShapeKey of(Cte cte) {
        return new ShapeKey(List.of(), Execution.SHOWN).visit(cte);
    }

    /** {@return the places for values in order, with what they hold} */
    public List<Bind<?>> binds() {
        return binds;
    }

    /** {@return this shape to be kept: it holds no values} */
    public ShapeKey withoutValues() {
        ShapeKey bare = new ShapeKey(parameters, execution);
        bare.tokens = Arrays.copyOf(tokens, size);
        bare.size = size;
        bare.hash = hash;
        return bare;
    }

    Execution execution() {
        return execution;
    }

    /** {@return the names of what the execution gives} */
    List<String> parameters() {
        return parameters;
    }

    private ShapeKey token(@Nullable Object token) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, size * 2);
        }
        tokens[size++] = token;
        hash = 31 * hash + (token == null ? 0 : token.hashCode());
        return this;
    }

    private ShapeKey expression(@Nullable Expression<?> expression) {
        return expression == null ? token(null) : expression.accept(this);
    }

    private void expressions(List<? extends Expression<?>> expressions) {
        for (int i = 0; i < expressions.size(); i++) {
            expressions.get(i).accept(this);
        }
        token(END);
    }

    private void from(@Nullable FromElement element) {
        if (element == null) {
            token(null);
        } else {
            element.accept(this);
        }
    }

    private void froms(List<FromElement> froms) {
        froms.forEach(this::from);
        token(END);
    }

    private void items(List<SelectItem> items) {
        for (SelectItem item : items) {
            if (item instanceof Expression<?> expression) {
                expression.accept(this);
            } else if (item instanceof FromElement element) {
                from(element);
            }
        }
        token(END);
    }

    private void terms(List<OrderTerm> terms) {
        for (OrderTerm term : terms) {
            if (term instanceof Ordering ordering) {
                token(Ordering.class).token(ordering.descending()).token(ordering.nulls());
                expression(ordering.expression());
            } else if (term instanceof Expression<?> expression) {
                expression.accept(this);
            }
        }
        token(END);
    }

    private void limit(RowLimit limit) {
        if (!limit.equals(RowLimit.NONE)) {
            token(RowLimit.class).token(limit.ties());
            expression(limit.count());
            expression(limit.offset());
        }
    }

    private void assignments(List<Assignment> assignments) {
        for (Assignment assignment : assignments) {
            expression(assignment.column());
            expression(assignment.value());
        }
        token(END);
    }

    /** Whether an element is met for the first time; later it is known by its number. */
    @SuppressWarnings("ReferenceEquality") // two subqueries are the same only if they are one object
    private boolean isNew(FromElement element) {
        for (int i = 0; i < elements.size(); i++) {
            if (elements.get(i) == element) {
                token(Mark.REPEATED).token(i);
                return false;
            }
        }
        elements.add(element);
        return true;
    }

    // ---- statements

    @Override
    public ShapeKey visit(TextClause text) {
        token(TextClause.class).token(text.sql());
        text.defaults()
                .forEach((name, value) ->
                        Sql.bind(name, Types.UNKNOWN).withDefault(value).accept(this));
        return this;
    }

    @Override
    public ShapeKey visit(Select<?> select) {
        token(Select.class);
        items(select.items());
        froms(select.froms());
        joins(select.joins());
        expressions(select.criteria());
        expressions(select.grouping());
        expressions(select.groupCriteria());
        terms(select.ordering());
        limit(select.rowLimit());
        rest(select);
        return this;
    }

    private void joins(List<JoinStep> joins) {
        for (JoinStep join : joins) {
            token(join.kind());
            from(join.left());
            from(join.right());
            expression(join.on());
        }
        token(END);
    }

    private void rest(Select<?> select) {
        token(select.isDistinct()).token(select.hints());
        expressions(select.distinctOn());
        if (select.lock().isPresent()) {
            LockClause lock = select.lock().get();
            token(lock.strength()).token(lock.waiting());
            froms(lock.of());
        }
        if (select.correlated().isPresent()) {
            token("correlated");
            froms(select.correlated().get());
        }
        ctes(select.ctes());
    }

    private void ctes(List<Cte> ctes) {
        ctes.forEach(this::from);
        token(END);
    }

    @Override
    public ShapeKey visit(CompoundSelect compound) {
        token(compound.operator());
        compound.queries().forEach(query -> query.accept(this));
        token(END);
        terms(compound.ordering());
        limit(compound.rowLimit());
        return this;
    }

    @Override
    public ShapeKey visit(TextSelect text) {
        token(TextSelect.class);
        text.outputs().forEach(this::token);
        return visit(text.text());
    }

    @Override
    public ShapeKey visit(Insert insert) {
        token(Insert.class);
        from(insert.table());
        insert.rows().forEach(this::assignments);
        token(END).token(insert.query().isPresent());
        if (insert.query().isPresent()) {
            expressions(insert.queryColumns());
            insert.query().get().accept(this);
        }
        if (insert.conflict().isPresent()) {
            conflict(insert.conflict().get());
        }
        items(insert.returned());
        ctes(insert.ctes());
        return this;
    }

    private void conflict(OnConflict conflict) {
        token(OnConflict.class).token(conflict.constraint());
        expressions(conflict.keys());
        assignments(conflict.updates());
        expressions(conflict.criteria());
    }

    @Override
    public ShapeKey visit(Update update) {
        token(Update.class);
        from(update.table());
        assignments(update.assignments());
        froms(update.others());
        expressions(update.criteria());
        items(update.returned());
        ctes(update.ctes());
        return this;
    }

    @Override
    public ShapeKey visit(Delete delete) {
        token(Delete.class);
        from(delete.table());
        froms(delete.others());
        expressions(delete.criteria());
        items(delete.returned());
        ctes(delete.ctes());
        return this;
    }

    @Override
    public ShapeKey visit(SchemaStatement statement) {
        token(statement);
        return this;
    }

    // ---- what stands in FROM

    @Override
    public ShapeKey visit(TableReference table) {
        token(table);
        return this;
    }

    @Override
    public ShapeKey visit(TableAlias alias) {
        token(TableAlias.class).token(alias.table()).token(alias.name()).token(alias.sampling());
        return this;
    }

    @Override
    public ShapeKey visit(Join join) {
        token(join.kind());
        from(join.left());
        from(join.right());
        expression(join.on());
        return this;
    }

    @Override
    public ShapeKey visit(Subquery subquery) {
        if (isNew(subquery)) {
            token(Subquery.class).token(subquery.name()).token(subquery.lateral());
            subquery.query().accept(this);
        }
        return this;
    }

    @Override
    public ShapeKey visit(Cte cte) {
        if (isNew(cte)) {
            token(Cte.class)
                    .token(cte.name())
                    .token(cte.recursive())
                    .token(cte.materialization())
                    .token(cte.definition().isPresent());
            cte.definition().ifPresent(definition -> definition.accept(this));
        }
        return this;
    }

    @Override
    public ShapeKey visit(ValuesTable values) {
        if (isNew(values)) {
            token(ValuesTable.class).token(values.name());
            columns(values);
            values.rows().forEach(this::expressions);
            token(END);
        }
        return this;
    }

    @Override
    public ShapeKey visit(TableFunction function) {
        if (isNew(function)) {
            token(TableFunction.class).token(function.name()).token(function.ordinality());
            columns(function);
            expression(function.call());
        }
        return this;
    }

    private void columns(FromElement element) {
        element.columns().forEach(column -> token(column.name()).token(column.type()));
        token(END);
    }

    // ---- expressions

    @Override
    public ShapeKey visit(ColumnExpression<?> column) {
        if (column instanceof DerivedColumn<?> derived) {
            token(DerivedColumn.class)
                    .token(derived.name())
                    .token(derived.key())
                    .token(derived.type());
            from(derived.owner());
        } else if (column instanceof ExcludedColumn<?> excluded) {
            token(ExcludedColumn.class);
            expression(excluded.column());
        } else {
            token(column);
        }
        return this;
    }

    /** One that is met again is the same one: its value is there once. */
    @Override
    public ShapeKey visit(Bind<?> bind) {
        token(Bind.class);
        int place = place(bind);
        if (place >= 0) {
            return token(Mark.REPEATED).token(place);
        }
        if (many != null) {
            many.put(bind, binds.size());
        }
        binds.add(bind);
        return token(bind.ownName().isPresent() ? bind.name() : END)
                .token(bind.nearby())
                .token(bind.type())
                .token(bind.list());
    }

    /** Where a place was met before, or -1. */
    @SuppressWarnings("ReferenceEquality") // two places with equal values are still two
    private int place(Bind<?> bind) {
        if (many == null && binds.size() > FEW) {
            many = new IdentityHashMap<>();
            for (int i = 0; i < binds.size(); i++) {
                many.put(binds.get(i), i);
            }
        }
        if (many != null) {
            return many.getOrDefault(bind, -1);
        }
        for (int i = 0; i < binds.size(); i++) {
            if (binds.get(i) == bind) {
                return i;
            }
        }
        return -1;
    }

    @Override
    public ShapeKey visit(Constant<?> constant) {
        token(constant.word()).token(constant.type());
        return this;
    }

    @Override
    public ShapeKey visit(BooleanConstant constant) {
        token(constant);
        return this;
    }

    @Override
    public ShapeKey visit(Comparison comparison) {
        token(comparison.operator());
        expression(comparison.left());
        expression(comparison.right());
        return this;
    }

    @Override
    public ShapeKey visit(NullTest test) {
        token(NullTest.class).token(test.negated());
        expression(test.operand());
        return this;
    }

    @Override
    public ShapeKey visit(Membership membership) {
        token(Membership.class).token(membership.negated());
        expression(membership.operand());
        token(membership.candidates().getClass());
        if (membership.candidates() instanceof Membership.OfValues values) {
            expression(values.values());
        } else if (membership.candidates() instanceof Membership.OfExpressions expressions) {
            expressions(expressions.expressions());
        } else if (membership.candidates() instanceof Membership.OfQuery query) {
            query.query().accept(this);
        }
        return token(END);
    }

    @Override
    public ShapeKey visit(BetweenTest test) {
        token(BetweenTest.class).token(test.negated()).token(test.symmetric());
        expression(test.operand());
        expression(test.low());
        expression(test.high());
        return this;
    }

    @Override
    public ShapeKey visit(LikeTest test) {
        token(LikeTest.class).token(test.negated()).token(test.ignoreCase()).token(test.escape());
        expression(test.operand());
        expression(test.pattern());
        return this;
    }

    @Override
    public ShapeKey visit(Junction junction) {
        token(junction.operator());
        expressions(junction.operands());
        return this;
    }

    @Override
    public ShapeKey visit(Negation negation) {
        token(Negation.class);
        expression(negation.operand());
        return this;
    }

    @Override
    public ShapeKey visit(TruthOf truth) {
        token(TruthOf.class);
        expression(truth.operand());
        return this;
    }

    @Override
    public ShapeKey visit(Exists exists) {
        token(Exists.class);
        exists.query().accept(this);
        token(END);
        return this;
    }

    @Override
    public ShapeKey visit(Binary<?> binary) {
        token(binary.operator()).token(binary.type());
        expression(binary.left());
        expression(binary.right());
        return this;
    }

    @Override
    public ShapeKey visit(Negative<?> negative) {
        token(Negative.class);
        expression(negative.operand());
        return this;
    }

    @Override
    public ShapeKey visit(CustomOperation<?> operation) {
        token(CustomOperation.class).token(operation.operator()).token(operation.type());
        expression(operation.left());
        expression(operation.right());
        return this;
    }

    @Override
    public ShapeKey visit(FunctionCall<?> call) {
        token(FunctionCall.class).token(call.name()).token(call.distinct()).token(call.type());
        expressions(call.arguments());
        expression(call.filter());
        terms(call.withinGroup());
        return this;
    }

    @Override
    public ShapeKey visit(WindowCall<?> call) {
        token(WindowCall.class).token(call.window().frame());
        expression(call.function());
        expressions(call.window().partition());
        terms(call.window().order());
        return this;
    }

    @Override
    public ShapeKey visit(CaseExpression<?> choice) {
        token(CaseExpression.class).token(choice.type());
        expression(choice.subject());
        choice.branches().forEach(branch -> expression(branch.when()).expression(branch.then()));
        token(END);
        return expression(choice.otherwise());
    }

    @Override
    public ShapeKey visit(Cast<?> cast) {
        token(Cast.class).token(cast.type());
        expression(cast.operand());
        return this;
    }

    @Override
    public ShapeKey visit(Coerced<?> coerced) {
        token(Coerced.class).token(coerced.type());
        expression(coerced.operand());
        return this;
    }

    @Override
    public ShapeKey visit(Labeled<?> labeled) {
        token(Labeled.class).token(labeled.name());
        expression(labeled.operand());
        return this;
    }

    @Override
    public ShapeKey visit(Collated<?> collated) {
        token(Collated.class).token(collated.collation());
        expression(collated.operand());
        return this;
    }

    @Override
    public ShapeKey visit(Extract extract) {
        token(extract.field());
        expression(extract.operand());
        return this;
    }

    @Override
    public ShapeKey visit(ScalarSubquery<?> subquery) {
        token(ScalarSubquery.class).token(subquery.type());
        subquery.query().accept(this);
        token(END);
        return this;
    }

    @Override
    public ShapeKey visit(Quantified<?> quantified) {
        token(Quantified.class).token(quantified.all()).token(quantified.type()).token(quantified.query() != null);
        if (quantified.query() != null) {
            quantified.query().accept(this);
        }
        expression(quantified.array());
        return token(END);
    }

    @Override
    public ShapeKey visit(TupleExpression tuple) {
        token(TupleExpression.class);
        expressions(tuple.expressions());
        return this;
    }

    @Override
    public ShapeKey visit(ArrayExpression<?> array) {
        token(ArrayExpression.class).token(array.type());
        expressions(array.elements());
        return this;
    }

    @Override
    public ShapeKey visit(ElementOf<?> element) {
        token(ElementOf.class).token(element.position()).token(element.type());
        expression(element.array());
        return this;
    }

    @Override
    public ShapeKey visit(JsonPath<?> path) {
        token(JsonPath.class).token(path.steps()).token(path.text()).token(path.type());
        expression(path.document());
        return this;
    }

    @Override
    public ShapeKey visit(LiteralSql<?> literal) {
        token(LiteralSql.class).token(literal.sql()).token(literal.type());
        return this;
    }

    @Override
    public ShapeKey visit(NextValue next) {
        return token(next);
    }

    // ---- comparing

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ShapeKey key
                && hash == key.hash
                && size == key.size
                && Arrays.equals(tokens, 0, size, key.tokens, 0, size);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}

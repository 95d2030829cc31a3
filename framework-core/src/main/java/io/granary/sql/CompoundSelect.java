package io.granary.sql;

import io.granary.error.ArgumentException;
import io.granary.error.CompileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Several queries joined as sets of rows. Immutable: each step gives a new one.
 *
 * <p>The columns are called as those of the first query, which is also what ORDER BY is told: by its columns or their labels.
 */
public final class CompoundSelect implements Query {

    private final SetOperator operator;
    private final List<Query> queries;
    private final List<OrderTerm> order;
    private final RowLimit limit;
    private final List<QueryOption> options;
    private final Optional<RowConditions> conditions;

    private CompoundSelect(
            SetOperator operator,
            List<Query> queries,
            List<OrderTerm> order,
            RowLimit limit,
            List<QueryOption> options,
            Optional<RowConditions> conditions) {
        this.operator = operator;
        this.queries = queries;
        this.order = order;
        this.limit = limit;
        this.options = options;
        this.conditions = conditions;
    }

    private CompoundSelect with(List<OrderTerm> terms, RowLimit rows) {
        return new CompoundSelect(operator, queries, terms, rows, options, conditions);
    }

    static CompoundSelect of(SetOperator operator, Query first, Query... others) {
        if (others.length == 0) {
            throw ArgumentException.of(operator.sql() + " was given one query.", "Give it two or more.");
        }
        List<Query> queries = new ArrayList<>(List.of(others));
        queries.add(0, first);
        int width = first.outputs().size();
        for (Query query : queries) {
            if (query.outputs().size() != width) {
                throw CompileException.of(
                        "The queries of a " + operator.sql() + " give " + width + " and "
                                + query.outputs().size() + " columns.",
                        "Select as many columns in each of them.");
            }
        }
        return new CompoundSelect(
                operator, List.copyOf(queries), List.of(), RowLimit.NONE, List.of(), Optional.empty());
    }

    /**
     * {@return this in an order}
     *
     * @param terms the order; none at all takes a former one away
     */
    public CompoundSelect orderBy(OrderTerm... terms) {
        return with(List.of(terms), limit);
    }

    /**
     * {@return this, with so many rows at most}
     *
     * @param count 0 or more
     */
    public CompoundSelect limit(long count) {
        return with(order, RowLimit.first(RowLimit.number("limit", count), limit, false));
    }

    /**
     * {@return this without the first rows}
     *
     * @param rows how many to leave out, 0 or more
     */
    public CompoundSelect offset(long rows) {
        return with(order, limit.from(RowLimit.number("offset", rows)));
    }

    /**
     * {@return this with more for whoever runs it and knows the classes behind its tables; see {@link QueryOption}. What the queries within say for
     * themselves counts nowhere}
     *
     * @param options what is said, behind what was said before
     */
    public CompoundSelect options(QueryOption... options) {
        return new CompoundSelect(
                operator,
                queries,
                order,
                limit,
                Stream.concat(this.options.stream(), Stream.of(options)).toList(),
                conditions);
    }

    /**
     * {@return this with conditions on rows of tables wherever it reads them, in the queries within it too, instead of those it had}
     *
     * @param conditions which
     */
    public CompoundSelect restrictedBy(RowConditions conditions) {
        return new CompoundSelect(operator, queries, order, limit, options, Optional.of(conditions));
    }

    /** {@return how the queries are joined} */
    public SetOperator operator() {
        return operator;
    }

    /** {@return the queries, two or more} */
    public List<Query> queries() {
        return queries;
    }

    /** {@return the order; empty for none} */
    public List<OrderTerm> ordering() {
        return order;
    }

    /** {@return how many rows there are at most} */
    public RowLimit rowLimit() {
        return limit;
    }

    /** {@return what it says to whoever runs it and knows the classes behind its tables} */
    public List<QueryOption> options() {
        return options;
    }

    @Override
    public Optional<RowConditions> rowConditions() {
        return conditions;
    }

    @Override
    public List<Expression<?>> outputs() {
        return queries.get(0).outputs();
    }

    @Override
    public <R> R accept(Executable.Visitor<R> visitor) {
        return visitor.visit(this);
    }
}

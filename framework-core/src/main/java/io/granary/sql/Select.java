package io.granary.sql;

import io.granary.error.ArgumentException;
import io.granary.sql.Parts.Part;
import io.granary.type.SqlType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A SELECT. Immutable: each step gives a new one, and any of them can be executed, kept, and built upon.
 *
 * <p>FROM holds what {@link #from} and the joins say, and whatever else the columns and conditions belong to. (SQLAlchemy, "Using SELECT
 * Statements".)
 *
 * @param <T> the Java class of the first column
 */
public final class Select<T> implements Query, TypedSelect<T> {

    private static final Part<List<SelectItem>> ITEMS = new Part<>(0, List.of());
    private static final Part<List<FromElement>> FROM = new Part<>(1, List.of());
    private static final Part<List<JoinStep>> JOINS = new Part<>(2, List.of());
    private static final Part<List<Expression<Boolean>>> WHERE = new Part<>(3, List.of());
    private static final Part<List<Expression<?>>> GROUP_BY = new Part<>(4, List.of());
    private static final Part<List<Expression<Boolean>>> HAVING = new Part<>(5, List.of());
    private static final Part<List<OrderTerm>> ORDER_BY = new Part<>(6, List.of());
    private static final Part<RowLimit> LIMIT = new Part<>(7, RowLimit.NONE);
    private static final Part<Boolean> DISTINCT = new Part<>(8, false);
    private static final Part<List<Expression<?>>> DISTINCT_ON = new Part<>(9, List.of());
    private static final Part<Optional<LockClause>> LOCK = new Part<>(10, Optional.empty());
    private static final Part<List<Cte>> WITH = new Part<>(11, List.of());
    private static final Part<List<Hint>> HINTS = new Part<>(12, List.of());
    private static final Part<Optional<List<FromElement>>> CORRELATED = new Part<>(13, Optional.empty());
    private static final Part<List<QueryOption>> OPTIONS = new Part<>(14, List.of());
    private static final Part<Optional<RowConditions>> CONDITIONS = new Part<>(15, Optional.empty());
    private static final int PARTS = 16;

    private final SqlType<T> firstType;
    private final Parts parts;

    private Select(SqlType<T> firstType, Parts parts) {
        this.firstType = firstType;
        this.parts = parts;
    }

    static <T> Select<T> of(SqlType<T> firstType, SelectItem... items) {
        return new Select<>(firstType, Parts.none(PARTS).with(ITEMS, List.of(items)));
    }

    private <V> Select<T> with(Part<V> part, V value) {
        return new Select<>(firstType, parts.with(part, value));
    }

    @SafeVarargs
    @SuppressWarnings("varargs") // nothing is written into the array
    private <V> Select<T> plus(Part<List<V>> part, V... more) {
        return new Select<>(firstType, parts.plus(part, more));
    }

    // ---- what is selected

    /**
     * {@return this with more columns}
     *
     * @param items expressions, or tables for all their columns
     */
    public Select<T> select(SelectItem... items) {
        return plus(ITEMS, items);
    }

    /**
     * {@return the same query of other columns}
     *
     * <p>What it selects from is told by {@code from}, joins, and the new columns; what only columns told that are gone is gone too.
     *
     * @param <U> the Java class of the first column
     * @param first the first column
     * @param others further expressions, or tables for all their columns
     */
    public <U> Select<U> withOnlyColumns(Expression<U> first, SelectItem... others) {
        List<SelectItem> items = new ArrayList<>(List.of(others));
        items.add(0, first);
        return new Select<>(first.type(), parts.with(ITEMS, List.copyOf(items)));
    }

    /** {@return this with equal rows once} */
    public Select<T> distinct() {
        return with(DISTINCT, true);
    }

    /**
     * {@return this with the first row of those that agree in some expressions; PostgreSQL and H2 only}
     *
     * @param expressions which
     */
    public Select<T> distinctOn(Expression<?>... expressions) {
        return with(DISTINCT_ON, List.of(expressions));
    }

    /**
     * {@return this with words for the planner}
     *
     * @param hints which, and for which databases
     */
    public Select<T> hint(Hint... hints) {
        return plus(HINTS, hints);
    }

    // ---- where from

    /**
     * {@return this from some tables, or whatever else may stand in FROM}
     *
     * @param elements what to add to FROM
     */
    public Select<T> from(FromElement... elements) {
        return plus(FROM, elements);
    }

    /**
     * {@return this joined with something else by the one foreign key between it and what is there already}
     *
     * @param right what to join
     */
    public Select<T> join(FromElement right) {
        return plus(JOINS, new JoinStep(null, JoinKind.INNER, right, null));
    }

    /**
     * {@return this joined with something else}
     *
     * @param right what to join
     * @param on which rows go together
     */
    public Select<T> join(FromElement right, Expression<Boolean> on) {
        return plus(JOINS, new JoinStep(null, JoinKind.INNER, right, on));
    }

    /**
     * {@return this left-joined with something else by the one foreign key between it and what is there already}
     *
     * @param right what to join
     */
    public Select<T> leftJoin(FromElement right) {
        return plus(JOINS, new JoinStep(null, JoinKind.LEFT, right, null));
    }

    /**
     * {@return this left-joined with something else}
     *
     * @param right what to join
     * @param on which rows go together
     */
    public Select<T> leftJoin(FromElement right, Expression<Boolean> on) {
        return plus(JOINS, new JoinStep(null, JoinKind.LEFT, right, on));
    }

    /**
     * {@return this joined in some way with something else}
     *
     * @param kind the way
     * @param right what to join
     * @param on which rows go together; null for those of the one foreign key, and for CROSS
     */
    public Select<T> join(JoinKind kind, FromElement right, @Nullable Expression<Boolean> on) {
        return plus(JOINS, new JoinStep(null, kind, right, on));
    }

    /**
     * {@return this joined along a path, as a relationship of a mapped class is one}
     *
     * @param path what leads there
     */
    public Select<T> join(JoinPath path) {
        return join(JoinKind.INNER, path);
    }

    /**
     * {@return this left-joined along a path, as a relationship of a mapped class is one}
     *
     * @param path what leads there
     */
    public Select<T> leftJoin(JoinPath path) {
        return join(JoinKind.LEFT, path);
    }

    /**
     * {@return this joined in some way along a path}
     *
     * @param kind the way
     * @param path what leads there
     */
    public Select<T> join(JoinKind kind, JoinPath path) {
        return plus(JOINS, path.steps(kind).toArray(JoinStep[]::new));
    }

    /**
     * {@return this with a join of two things, the left of which may be in FROM already}
     *
     * @param left what to join to
     * @param kind the way
     * @param right what to join
     * @param on which rows go together; null for those of the one foreign key, and for CROSS
     */
    public Select<T> joinFrom(FromElement left, JoinKind kind, FromElement right, @Nullable Expression<Boolean> on) {
        return plus(JOINS, new JoinStep(left, kind, right, on));
    }

    /**
     * {@return this, within another query, reading some tables of that one instead of its own; by itself a query in the place of a value reads
     * all tables that both have from the outer one}
     *
     * @param elements which; none for none
     */
    public Select<T> correlate(FromElement... elements) {
        return with(CORRELATED, Optional.of(List.of(elements)));
    }

    /**
     * {@return this with a common table expression before it, were it never read}
     *
     * @param ctes which; those that are read need not be given
     */
    public Select<T> with(Cte... ctes) {
        return plus(WITH, ctes);
    }

    // ---- which rows

    /**
     * {@return this, of rows that satisfy a condition as well}
     *
     * @param condition which
     */
    public Select<T> where(Expression<Boolean> condition) {
        return plus(WHERE, condition);
    }

    /**
     * {@return this, of rows that satisfy some conditions as well}
     *
     * @param conditions which
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // nothing is written into the array
    public final Select<T> where(Expression<Boolean>... conditions) {
        return plus(WHERE, conditions);
    }

    /**
     * {@return this with conditions on rows of tables wherever it reads them, in the queries within it too, instead of those it had}
     *
     * @param conditions which
     */
    public Select<T> restrictedBy(RowConditions conditions) {
        return with(CONDITIONS, Optional.of(conditions));
    }

    /**
     * {@return this with rows that agree in some expressions taken together}
     *
     * @param expressions which
     */
    public Select<T> groupBy(Expression<?>... expressions) {
        return plus(GROUP_BY, expressions);
    }

    /**
     * {@return this, of groups that satisfy a condition as well}
     *
     * @param condition which
     */
    public Select<T> having(Expression<Boolean> condition) {
        return plus(HAVING, condition);
    }

    /**
     * {@return this in an order, behind a former one}
     *
     * @param terms the order; none at all takes a former one away
     */
    public Select<T> orderBy(OrderTerm... terms) {
        return terms.length == 0 ? with(ORDER_BY, List.of()) : plus(ORDER_BY, terms);
    }

    /** {@return this in no order} */
    public Select<T> unordered() {
        return with(ORDER_BY, List.of());
    }

    /**
     * {@return this, with so many rows at most}
     *
     * @param count 0 or more
     */
    public Select<T> limit(long count) {
        return limit(RowLimit.number("limit", count));
    }

    /**
     * {@return this, with so many rows at most}
     *
     * @param count a whole number
     */
    public Select<T> limit(Expression<? extends Number> count) {
        return with(LIMIT, RowLimit.first(count, rowLimit(), false));
    }

    /**
     * {@return this without the first rows}
     *
     * @param rows how many to leave out, 0 or more
     */
    public Select<T> offset(long rows) {
        return offset(RowLimit.number("offset", rows));
    }

    /**
     * {@return this without the first rows}
     *
     * @param rows a whole number
     */
    public Select<T> offset(Expression<? extends Number> rows) {
        return with(LIMIT, rowLimit().from(rows));
    }

    /**
     * {@return this, with so many rows and those that the order does not tell from the last of them}
     *
     * @param count 0 or more
     */
    public Select<T> fetchWithTies(long count) {
        return with(LIMIT, RowLimit.first(RowLimit.number("fetch", count), rowLimit(), true));
    }

    /**
     * {@return the page behind a row, by the order that this has: keyset pagination, which reads no row that it does not give}
     *
     * <p>The order has to tell any two rows apart, as by the primary key at its end, and must not hold NULL. Pages are as if rows had been
     * counted off, but do not shift when rows come or go before them.
     *
     * @param last the last row's values of what rows are ordered by, one for each
     * @throws ArgumentException when there are more or fewer of them, or one is null
     */
    public Select<T> after(@Nullable Object... last) {
        return where(KeysetPage.after(ordering(), Arrays.asList(last)));
    }

    /**
     * {@return this, with its rows locked until the transaction ends}
     *
     * @param lock how
     */
    public Select<T> forUpdate(LockClause lock) {
        return with(LOCK, Optional.of(lock));
    }

    /** {@return this, with its rows locked for change until the transaction ends} */
    public Select<T> forUpdate() {
        return forUpdate(LockClause.UPDATE);
    }

    /**
     * {@return this with something for whoever runs it and knows the classes behind its tables; the text is the same}
     *
     * @param options what, behind what was said before
     */
    public Select<T> options(QueryOption... options) {
        return plus(OPTIONS, options);
    }

    // ---- what it is for others

    /** {@return the value that this gives: its one column, of its one row} */
    public Expression<T> scalar() {
        if (outputs().size() != 1) {
            throw ArgumentException.of(
                    "A query in the place of a value selects " + outputs().size() + " columns.", "Select one.");
        }
        return new ScalarSubquery<>(this, firstType);
    }

    @Override
    public Query query() {
        return this;
    }

    @Override
    public SqlType<T> firstType() {
        return firstType;
    }

    @Override
    public List<Expression<?>> outputs() {
        return SelectItems.outputs(items());
    }

    /** {@return what is selected, in order} */
    public List<SelectItem> items() {
        return parts.get(ITEMS);
    }

    /** {@return what {@link #from} said} */
    public List<FromElement> froms() {
        return parts.get(FROM);
    }

    /** {@return the joins in order} */
    public List<JoinStep> joins() {
        return parts.get(JOINS);
    }

    /** {@return the conditions on rows, all of which hold} */
    public List<Expression<Boolean>> criteria() {
        return parts.get(WHERE);
    }

    /** {@return what rows are grouped by} */
    public List<Expression<?>> grouping() {
        return parts.get(GROUP_BY);
    }

    /** {@return the conditions on groups, all of which hold} */
    public List<Expression<Boolean>> groupCriteria() {
        return parts.get(HAVING);
    }

    /** {@return the order; empty for none} */
    public List<OrderTerm> ordering() {
        return parts.get(ORDER_BY);
    }

    /** {@return how many rows there are at most} */
    public RowLimit rowLimit() {
        return parts.get(LIMIT);
    }

    /** {@return whether equal rows come once} */
    public boolean isDistinct() {
        return parts.get(DISTINCT);
    }

    /** {@return in what rows differ of which the first one comes; empty for no such thing} */
    public List<Expression<?>> distinctOn() {
        return parts.get(DISTINCT_ON);
    }

    /** {@return how rows are locked; empty for not at all} */
    public Optional<LockClause> lock() {
        return parts.get(LOCK);
    }

    /** {@return common table expressions that stand before it, read or not} */
    public List<Cte> ctes() {
        return parts.get(WITH);
    }

    /** {@return words for the planner} */
    public List<Hint> hints() {
        return parts.get(HINTS);
    }

    /** {@return the tables that are read from the query around this one; empty where that follows from the tables} */
    public Optional<List<FromElement>> correlated() {
        return parts.get(CORRELATED);
    }

    /** {@return what {@link #options(QueryOption...)} said, in order; no part of the text} */
    public List<QueryOption> options() {
        return parts.get(OPTIONS);
    }

    @Override
    public Optional<RowConditions> rowConditions() {
        return parts.get(CONDITIONS);
    }

    @Override
    public <R> R accept(Executable.Visitor<R> visitor) {
        return visitor.visit(this);
    }
}

package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.sql.Parts.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An UPDATE. Immutable: each step gives a new one.
 *
 * <p>What is set comes from {@link #set} and {@link #values}, and from the execution: its keys that are columns. (SQLAlchemy, "Using UPDATE and DELETE Statements".)
 */
public final class Update implements Executable {

    private static final Part<List<Assignment>> SET = new Part<>(0, List.of());
    private static final Part<List<Expression<Boolean>>> WHERE = new Part<>(1, List.of());
    private static final Part<List<FromElement>> OTHERS = new Part<>(2, List.of());
    private static final Part<List<SelectItem>> RETURNING = new Part<>(3, List.of());
    private static final Part<List<Cte>> WITH = new Part<>(4, List.of());
    private static final Part<List<QueryOption>> OPTIONS = new Part<>(5, List.of());
    private static final Part<Optional<RowConditions>> CONDITIONS = new Part<>(6, Optional.empty());
    private static final int PARTS = 7;

    private final TableReference table;
    private final Parts parts;

    private Update(TableReference table, Parts parts) {
        this.table = requireNonNull(table, "table");
        this.parts = parts;
    }

    static Update of(TableReference table) {
        return new Update(table, Parts.none(PARTS));
    }

    /**
     * {@return this with a column set to a value}
     *
     * @param <T> the Java class of its values
     * @param column which
     * @param value the value; null is NULL
     */
    public <T> Update set(ColumnExpression<T> column, @Nullable T value) {
        return plus(List.of(Assignment.of(column, value)));
    }

    /**
     * {@return this with a column set to what an expression gives}
     *
     * @param <T> the Java class of its values
     * @param column which
     * @param value the expression
     */
    public <T> Update set(ColumnExpression<T> column, Expression<? extends T> value) {
        return plus(List.of(new Assignment(column, value)));
    }

    /**
     * {@return this with columns set to values}
     *
     * @param values by the columns' keys; expressions are taken as such
     * @throws io.granary.error.CompileException when there is no column of a key
     */
    public Update values(Map<String, ?> values) {
        return plus(Assignment.of(table, values));
    }

    private Update plus(List<Assignment> assignments) {
        return new Update(table, parts.with(SET, Assignment.merged(assignments(), assignments)));
    }

    /** {@return what is set, in the order it was said} */
    public List<Assignment> assignments() {
        return parts.get(SET);
    }

    /**
     * {@return this, of rows that satisfy a condition as well}
     *
     * @param condition which; with none at all every row is changed
     */
    public Update where(Expression<Boolean> condition) {
        return new Update(table, parts.plus(WHERE, condition));
    }

    /**
     * {@return this, of rows that satisfy some conditions as well}
     *
     * @param conditions which
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // nothing is written into the array
    public final Update where(Expression<Boolean>... conditions) {
        return new Update(table, parts.plus(WHERE, conditions));
    }

    /**
     * {@return this, looking at other tables too, as {@code UPDATE … FROM} on PostgreSQL and as several tables on MySQL and MariaDB}
     *
     * @param elements which
     */
    public Update from(FromElement... elements) {
        return new Update(table, parts.plus(OTHERS, elements));
    }

    /**
     * {@return this, giving something of each row that was changed}
     *
     * @param items expressions, or the table for all its columns
     */
    public Update returning(SelectItem... items) {
        return new Update(table, parts.plus(RETURNING, items));
    }

    /**
     * {@return this with common table expressions before it}
     *
     * @param ctes which; those that are read need not be given
     */
    public Update with(Cte... ctes) {
        return new Update(table, parts.plus(WITH, ctes));
    }

    /**
     * {@return this with more for whoever runs it and knows the classes behind its tables; see {@link QueryOption}}
     *
     * @param options what is said, behind what was said before
     */
    public Update options(QueryOption... options) {
        return new Update(table, parts.plus(OPTIONS, options));
    }

    /**
     * {@return this with conditions on rows of tables wherever it reads them, in the queries within it too, instead of those it had}
     *
     * @param conditions which
     */
    public Update restrictedBy(RowConditions conditions) {
        return new Update(table, parts.with(CONDITIONS, Optional.of(conditions)));
    }

    /**
     * {@return this as a common table expression, of what it returns; PostgreSQL only}
     *
     * @param name its name
     */
    public Cte cte(String name) {
        return Cte.of(name, this, SelectItems.outputs(returned()));
    }

    /** {@return the table} */
    public TableReference table() {
        return table;
    }

    /** {@return the conditions on rows, all of which hold} */
    public List<Expression<Boolean>> criteria() {
        return parts.get(WHERE);
    }

    /** {@return the other tables it was told to look at} */
    public List<FromElement> others() {
        return parts.get(OTHERS);
    }

    /** {@return what is given of each row; none for no rows} */
    public List<SelectItem> returned() {
        return parts.get(RETURNING);
    }

    /** {@return common table expressions that stand before it, read or not} */
    public List<Cte> ctes() {
        return parts.get(WITH);
    }

    /** {@return what it says to whoever runs it and knows the classes behind its tables} */
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

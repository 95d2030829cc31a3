package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.error.InvalidRequestException;
import io.granary.sql.Parts.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An INSERT. Immutable: each step gives a new one.
 *
 * <p>Values come from {@link #set} and {@link #values}, from a query, or from the execution: the keys of the first map then are the columns, and other
 * maps have to have the same; no map at all is one row without values.
 * (SQLAlchemy, "Using INSERT Statements".)
 */
public final class Insert implements Executable {

    private static final Part<List<List<Assignment>>> ROWS = new Part<>(0, List.of());
    private static final Part<Optional<Query>> QUERY = new Part<>(1, Optional.empty());
    private static final Part<List<ColumnExpression<?>>> QUERY_COLUMNS = new Part<>(2, List.of());
    private static final Part<List<SelectItem>> RETURNING = new Part<>(3, List.of());
    private static final Part<Optional<OnConflict>> CONFLICT = new Part<>(4, Optional.empty());
    private static final Part<List<Cte>> WITH = new Part<>(5, List.of());
    private static final int PARTS = 6;

    private final TableReference table;
    private final Parts parts;

    private Insert(TableReference table, Parts parts) {
        this.table = requireNonNull(table, "table");
        this.parts = parts;
    }

    static Insert into(TableReference table) {
        return new Insert(table, Parts.none(PARTS));
    }

    private <V> Insert with(Part<V> part, V value) {
        return new Insert(table, parts.with(part, value));
    }

    /**
     * {@return this with a column set to a value}
     *
     * @param <T> the Java class of its values
     * @param column which
     * @param value the value; null is NULL, which is not the column's default
     */
    public <T> Insert set(ColumnExpression<T> column, @Nullable T value) {
        return plus(Assignment.of(column, value));
    }

    /**
     * {@return this with a column set to what an expression gives}
     *
     * @param <T> the Java class of its values
     * @param column which
     * @param value the expression
     */
    public <T> Insert set(ColumnExpression<T> column, Expression<? extends T> value) {
        return plus(new Assignment(column, value));
    }

    /**
     * {@return this with columns set to values}
     *
     * @param values by the columns' keys; expressions are taken as such
     * @throws io.granary.error.CompileException when there is no column of a key
     */
    public Insert values(Map<String, ?> values) {
        refuseQuery();
        refuseSeveralRows();
        List<Assignment> before = rows().isEmpty() ? List.of() : rows().get(0);
        return with(ROWS, List.of(Assignment.merged(before, Assignment.of(table, values))));
    }

    /**
     * {@return this with several rows}
     *
     * @param rows at least one; all with the keys of the first
     * @throws InvalidRequestException when single values were set before
     */
    public Insert values(List<? extends Map<String, ?>> rows) {
        refuseQuery();
        if (rows().size() == 1) {
            throw InvalidRequestException.of(
                    "This INSERT has the values of one row, and was given a list of rows.",
                    "Give all rows in lists, or set single values only.");
        }
        List<List<Assignment>> all = new ArrayList<>(rows());
        for (Map<String, ?> row : rows) {
            all.add(List.copyOf(Assignment.of(table, row)));
        }
        return with(ROWS, List.copyOf(all));
    }

    /**
     * {@return this with the rows that a query gives}
     *
     * @param columns the columns that are filled, as many as the query has
     * @param query the query
     * @throws InvalidRequestException when values were set
     */
    public Insert fromSelect(List<? extends ColumnExpression<?>> columns, Query query) {
        if (!rows().isEmpty()) {
            throw InvalidRequestException.of(
                    "This INSERT has values, so its rows cannot come from a query.", "Select the values in the query.");
        }
        return new Insert(table, parts.with(QUERY_COLUMNS, List.copyOf(columns)).with(QUERY, Optional.of(query)));
    }

    /**
     * {@return this, giving something of each row that was inserted}
     *
     * @param items expressions, or the table for all its columns
     */
    public Insert returning(SelectItem... items) {
        return new Insert(table, parts.plus(RETURNING, items));
    }

    /**
     * {@return this, with something to do where a row is there already}
     *
     * @param conflict what
     * @throws InvalidRequestException when that was said before
     */
    public Insert onConflict(OnConflict conflict) {
        if (conflict().isPresent()) {
            throw InvalidRequestException.of("This INSERT knows already what to do on a conflict.", "Say it once.");
        }
        return with(CONFLICT, Optional.of(conflict));
    }

    /**
     * {@return this as an upsert: where a row with the same key is there already, the other columns that are given here or by the execution are
     * changed in it}
     *
     * @param keys the columns of the primary or a unique key
     */
    public Insert upsert(ColumnExpression<?>... keys) {
        return onConflict(OnConflict.on(keys).setGiven());
    }

    /**
     * {@return this, with an upsert that names what it changes; for those who write statements}
     *
     * @param given the columns that get values
     */
    public Insert settled(List<? extends ColumnExpression<?>> given) {
        return conflict()
                .filter(OnConflict::settingGiven)
                .map(conflict -> with(CONFLICT, Optional.of(conflict.settled(given))))
                .orElse(this);
    }

    /**
     * {@return this with common table expressions before it}
     *
     * @param ctes which; those that are read need not be given
     */
    public Insert with(Cte... ctes) {
        return new Insert(table, parts.plus(WITH, ctes));
    }

    /**
     * {@return this as a common table expression, of what it returns}
     *
     * @param name its name
     */
    public Cte cte(String name) {
        return Cte.of(name, this, SelectItems.outputs(returned()));
    }

    private Insert plus(Assignment assignment) {
        refuseQuery();
        refuseSeveralRows();
        List<Assignment> before = rows().isEmpty() ? List.of() : rows().get(0);
        return with(ROWS, List.of(Assignment.merged(before, List.of(assignment))));
    }

    private void refuseQuery() {
        if (query().isPresent()) {
            throw InvalidRequestException.of(
                    "The rows of this INSERT come from a query, so it takes no values.",
                    "Select the values in the query.");
        }
    }

    private void refuseSeveralRows() {
        if (rows().size() > 1) {
            throw InvalidRequestException.of(
                    "This INSERT has several rows, and was given the value of one.", "Give all rows in lists.");
        }
    }

    /** {@return the table} */
    public TableReference table() {
        return table;
    }

    /** {@return the rows that were given; none where they come from a query or from the execution} */
    public List<List<Assignment>> rows() {
        return parts.get(ROWS);
    }

    /** {@return the query that gives the rows} */
    public Optional<Query> query() {
        return parts.get(QUERY);
    }

    /** {@return the columns that the query fills} */
    public List<ColumnExpression<?>> queryColumns() {
        return parts.get(QUERY_COLUMNS);
    }

    /** {@return what is given of each row; none for no rows} */
    public List<SelectItem> returned() {
        return parts.get(RETURNING);
    }

    /** {@return what happens where a row is there already; empty for an error} */
    public Optional<OnConflict> conflict() {
        return parts.get(CONFLICT);
    }

    /** {@return common table expressions that stand before it, read or not} */
    public List<Cte> ctes() {
        return parts.get(WITH);
    }

    @Override
    public <R> R accept(Executable.Visitor<R> visitor) {
        return visitor.visit(this);
    }
}

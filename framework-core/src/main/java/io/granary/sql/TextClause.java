package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One statement in the database's own SQL, with {@code :name} for each value. Immutable; made by {@link Sql#text(String)}.
 *
 * <p>Everything goes to the database as it stands, but for these:
 *
 * <ul>
 *   <li>{@code :name} is a parameter: a colon and then ASCII letters, digits and {@code _}, not beginning with a digit. Not in strings,
 *       quoted names, comments and dollar quotes, and not directly after a letter, digit or {@code _}: {@code a[1:n]}
 *       is a slice up to the column {@code n}, {@code a[:n]} one up to a parameter.
 *   <li>{@code ::} is a cast and {@code :=} an assignment. {@code \:name} is written out as {@code :name}.
 *   <li>{@code in (:ids)} and {@code in :ids} take a collection or an array, and become as many markers. A list of lists
 *       serves {@code (a, b) in (:pairs)}. An empty list matches no row, and every row after {@code not in}.
 *   <li>{@code ;} at the end is dropped. Two statements in one text are refused; the body of a function, procedure,
 *       trigger or event may hold any number, and no parameters.
 *   <li>Respelled, to the same effect, is what drivers misread: a quote hidden by a backslash is doubled; on MySQL {@code #} becomes
 *       {@code --} and a space, and minus twice is parted by one.
 *   <li>{@code ?} is an operator on PostgreSQL and refused where the driver would take it for a marker.
 * </ul>
 *
 * <p>It may also be a condition, or what rows are ordered by, within a statement that is built: {@code where(text("a > :x").bind("x", 1))}.
 *
 * <p>A parameter without a value fails the execution with {@link io.granary.error.InvalidRequestException}. Values whose name is not
 * in the text are ignored, as SQLAlchemy's {@code text()} does, so that one map may serve several statements.
 */
public final class TextClause implements Executable, Condition {

    private final String sql;
    private final List<String> columns;
    private final Map<String, @Nullable Object> defaults;
    private final @Nullable Boolean returnsRows;

    private TextClause(
            String sql, List<String> columns, Map<String, @Nullable Object> defaults, @Nullable Boolean returnsRows) {
        this.sql = sql;
        this.columns = columns;
        this.defaults = defaults;
        this.returnsRows = returnsRows;
    }

    static TextClause of(String sql) {
        requireNonNull(sql, "sql");
        if (sql.isBlank()) {
            throw ArgumentException.of("text() got a blank statement.", "Give it the SQL to execute.");
        }
        return new TextClause(sql, List.of(), Map.of(), null);
    }

    /**
     * {@return this statement with names for the columns of its result, in the place of those the database reports}
     *
     * @param names from the left; none means what the database reports
     */
    public TextClause columns(String... names) {
        return new TextClause(sql, List.of(names), defaults, returnsRows);
    }

    /**
     * {@return this as a query whose columns are told, in the order in which it gives them}
     *
     * <p>Then {@code row.get(column)} reads them with their types, and the query can be selected from by {@code subquery} and {@code cte}.
     *
     * @param first of a table, or by {@code Sql.column}
     * @param more those behind it
     */
    public TextSelect columns(ColumnExpression<?> first, ColumnExpression<?>... more) {
        List<ColumnExpression<?>> all = new ArrayList<>(List.of(more));
        all.add(0, first);
        return new TextSelect(this, all);
    }

    /**
     * {@return this statement with a value for a parameter where an execution gives none}
     *
     * @param name the parameter; one that is not in the text fails the execution with {@link ArgumentException}
     * @param value the value, null included
     */
    public TextClause bind(String name, @Nullable Object value) {
        Map<String, @Nullable Object> more = new LinkedHashMap<>(defaults);
        more.put(requireNonNull(name, "name"), value);
        return new TextClause(sql, columns, Collections.unmodifiableMap(more), returnsRows);
    }

    /**
     * {@return this statement with a word on whether it gives rows, in the place of the guess from its first keyword}
     *
     * @param expected true for rows, false for a count of rows
     */
    public TextClause returnsRows(boolean expected) {
        return new TextClause(sql, columns, defaults, expected);
    }

    /** {@return the text as it was given} */
    public String sql() {
        return sql;
    }

    /** {@return the declared names of the result's columns; empty when none were} */
    public List<String> columnNames() {
        return columns;
    }

    /** {@return the values set by {@link #bind}, by name} */
    public Map<String, @Nullable Object> defaults() {
        return defaults;
    }

    /** {@return what {@link #returnsRows(boolean)} said; empty when the guess stands} */
    public Optional<Boolean> declaredRows() {
        return Optional.ofNullable(returnsRows);
    }

    /** {@return the least: whatever it is, it stands in parentheses beside an operator} */
    @Override
    public int precedence() {
        return Precedence.LOWEST;
    }

    @Override
    public <R> R accept(Executable.Visitor<R> visitor) {
        return visitor.visit(this);
    }

    @Override
    public <R> R accept(ExpressionVisitor<R> visitor) {
        return visitor.visit(this);
    }

    /** {@return the text, without values} */
    @Override
    public String toString() {
        return sql;
    }
}

package io.granary.sql;

import io.granary.type.ArrayType;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where statements and expressions begin: meant for {@code import static}. Functions are in {@link Functions}. */
public final class Sql {

    private Sql() {}

    // ---- statements

    /**
     * {@return a statement in the database's own SQL, with {@code :name} for each value}
     *
     * @param sql one statement, or a piece of one as a condition; see {@link TextClause} for what is rewritten in it and what is not
     * @throws io.granary.error.ArgumentException when it is blank
     */
    public static TextClause text(String sql) {
        return TextClause.of(sql);
    }

    /**
     * {@return a SELECT}
     *
     * @param <T> the Java class of the first column
     * @param first the first column
     * @param others further expressions, or tables for all their columns
     */
    public static <T> Select<T> select(Expression<T> first, SelectItem... others) {
        return Select.of(first.type(), items(first, others));
    }

    private static SelectItem[] items(SelectItem first, SelectItem... others) {
        SelectItem[] items = new SelectItem[others.length + 1];
        items[0] = first;
        System.arraycopy(others, 0, items, 1, others.length);
        return items;
    }

    /**
     * {@return a SELECT of the objects that the rows of a table become, for those who make them, as a session does}
     *
     * @param <E> the class of the objects
     * @param table the table
     */
    public static <E> Select<E> select(TypedTable<E> table) {
        return Select.of(table.rowType(), table);
    }

    /**
     * {@return a SELECT of the objects that the rows of a table become, and of more}
     *
     * @param <E> the class of the objects
     * @param table the table
     * @param others expressions
     */
    public static <E> Select<E> select(TypedTable<E> table, Expression<?>... others) {
        return Select.of(table.rowType(), items(table, others));
    }

    /**
     * {@return a SELECT of the objects that the rows of a table become which has another name in it}
     *
     * @param <E> the class of the objects
     * @param alias the table under that name
     */
    public static <E> Select<E> select(TypedAlias<E> alias) {
        return Select.of(alias.rowType(), alias);
    }

    /**
     * {@return a SELECT of the objects that the rows of a table become which has another name in it, and of more}
     *
     * @param <E> the class of the objects
     * @param alias the table under that name
     * @param others expressions
     */
    public static <E> Select<E> select(TypedAlias<E> alias, Expression<?>... others) {
        return Select.of(alias.rowType(), items(alias, others));
    }

    /**
     * {@return a SELECT of all columns of some tables, or of no column yet}
     *
     * @param items tables, aliases or subqueries
     */
    public static Select<?> select(FromElement... items) {
        SqlType<?> first = items.length == 0 || items[0].columns().isEmpty()
                ? Types.UNKNOWN
                : items[0].columns().get(0).type();
        return Select.of(first, items);
    }

    /**
     * {@return an INSERT}
     *
     * @param table into which table
     */
    public static Insert insert(TableReference table) {
        return Insert.into(table);
    }

    /**
     * {@return an UPDATE}
     *
     * @param table of which table
     */
    public static Update update(TableReference table) {
        return Update.of(table);
    }

    /**
     * {@return a DELETE}
     *
     * @param table from which table
     */
    public static Delete delete(TableReference table) {
        return Delete.of(table);
    }

    /**
     * {@return a copy of many rows into a table, where the database has one: see {@link CopyIn}}
     *
     * @param table into which table
     * @param columns which columns each row has a value for, in order; none for all of the table
     * @throws io.granary.error.ArgumentException when there is no column, or one is another table's
     */
    public static CopyIn copyInto(TableReference table, ColumnExpression<?>... columns) {
        return CopyIn.into(table, List.of(columns));
    }

    // ---- conditions

    /**
     * {@return whether all conditions hold}
     *
     * @param conditions at least one
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // nothing is written into the array
    public static Condition and(Expression<Boolean>... conditions) {
        return Junction.of(Operator.AND, List.of(conditions));
    }

    /**
     * {@return whether at least one condition holds}
     *
     * @param conditions at least one
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // nothing is written into the array
    public static Condition or(Expression<Boolean>... conditions) {
        return Junction.of(Operator.OR, List.of(conditions));
    }

    /**
     * {@return whether a condition does not hold}
     *
     * @param condition which
     */
    public static Condition not(Expression<Boolean> condition) {
        return condition instanceof Condition known ? known.not() : new Negation(condition);
    }

    /**
     * {@return whether a query gives any row}
     *
     * @param query the query
     */
    public static Condition exists(Query query) {
        return query.exists();
    }

    /** {@return what is true for every row} */
    public static Condition trueValue() {
        return BooleanConstant.TRUE;
    }

    /** {@return what is true for no row} */
    public static Condition falseValue() {
        return BooleanConstant.FALSE;
    }

    // ---- values

    /**
     * {@return a place for a value that the execution gives}
     *
     * @param <T> the value's class
     * @param name its name
     * @param type what it is
     */
    public static <T> Bind<T> bind(String name, SqlType<T> type) {
        return Bind.named(name, type);
    }

    /**
     * {@return a Java value as a parameter}
     *
     * @param <T> the value's class
     * @param value not null
     */
    public static <T> Expression<T> value(T value) {
        return Bind.of(value);
    }

    /**
     * {@return a Java value as a parameter of a type}
     *
     * @param <T> the value's class
     * @param value null included
     * @param type what it is
     */
    public static <T> Expression<T> value(@Nullable T value, SqlType<T> type) {
        return Bind.of(value, type);
    }

    /**
     * {@return NULL}
     *
     * @param <T> the class of the values it stands among
     * @param type of what it is
     */
    public static <T> Expression<T> nullOf(SqlType<T> type) {
        return new Constant<>(Constant.Word.NULL, type);
    }

    /**
     * {@return the value that a column has by itself, for INSERT and UPDATE}
     *
     * @param <T> the class of the column's values
     * @param column which
     */
    public static <T> Expression<T> defaultOf(ColumnExpression<T> column) {
        return new Constant<>(Constant.Word.DEFAULT, column.type());
    }

    /**
     * {@return in an upsert, the value that a column would have had, had the row been inserted}
     *
     * @param <T> the class of the column's values
     * @param column which
     */
    public static <T> ColumnExpression<T> excluded(ColumnExpression<T> column) {
        return new ExcludedColumn<>(column);
    }

    /**
     * {@return a piece of SQL as an expression}
     *
     * @param <T> the class of its values
     * @param sql written as it stands; never put what users typed into it
     * @param type what it gives
     */
    public static <T> Expression<T> literalSql(String sql, SqlType<T> type) {
        return new LiteralSql<>(sql, type);
    }

    /**
     * {@return a column by its name alone}
     *
     * @param <T> the class of its values
     * @param name its name, quoted where it must be
     * @param type what its values are
     */
    public static <T> ColumnExpression<T> column(String name, SqlType<T> type) {
        return new DerivedColumn<>(null, name, name, type);
    }

    // ---- what is made of others

    /**
     * {@return several expressions taken together, to be compared with others of as many}
     *
     * @param expressions two or more
     */
    public static TupleExpression tuple(Expression<?>... expressions) {
        return new TupleExpression(List.of(expressions));
    }

    /**
     * {@return the value behind the first condition that holds}
     *
     * @param <T> the class of the values
     * @param condition the first condition
     * @param then its value
     */
    public static <T> CaseBuilder<T> when(Expression<Boolean> condition, Expression<T> then) {
        return CaseBuilder.of(condition, then);
    }

    /**
     * {@return the value behind the first condition that holds}
     *
     * @param <T> the class of the values
     * @param condition the first condition
     * @param then its value
     */
    public static <T> CaseBuilder<T> when(Expression<Boolean> condition, T then) {
        return CaseBuilder.of(condition, Bind.of(then));
    }

    /**
     * {@return one field of a date or time}
     *
     * @param part which
     * @param of of what
     */
    public static Expression<Integer> extract(DatePart part, Expression<?> of) {
        return new Extract(part, of);
    }

    /**
     * {@return any of what a query gives, as the right side of a comparison}
     *
     * @param <T> the class of the values
     * @param query a query of one column
     */
    public static <T> Expression<T> any(Select<T> query) {
        return new Quantified<>(false, query, null, query.firstType());
    }

    /**
     * {@return all of what a query gives, as the right side of a comparison}
     *
     * @param <T> the class of the values
     * @param query a query of one column
     */
    public static <T> Expression<T> all(Select<T> query) {
        return new Quantified<>(true, query, null, query.firstType());
    }

    /**
     * {@return any element of an array, as the right side of a comparison; PostgreSQL and H2}
     *
     * @param <T> the class of the elements
     * @param array the array
     * @param element what each element is
     */
    public static <T> Expression<T> anyOf(Expression<List<T>> array, SqlType<T> element) {
        return new Quantified<>(false, null, array, element);
    }

    /**
     * {@return an array of expressions; PostgreSQL and H2}
     *
     * @param <E> the class of the elements
     * @param element what each is
     * @param elements in order
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // nothing is written into the array
    public static <E> Expression<List<E>> array(SqlType<E> element, Expression<E>... elements) {
        return new ArrayExpression<>(List.of(elements), new ArrayType<>(element));
    }

    /** {@return a window of all rows, to be narrowed} */
    public static Window window() {
        return new Window(List.of(), List.of(), null);
    }

    // ---- what stands in FROM

    /**
     * {@return rows of values in the place of a table, none yet}
     *
     * @param name its name
     * @param columns what each row is made of
     */
    public static ValuesTable values(String name, ColumnExpression<?>... columns) {
        return ValuesTable.of(name, List.of(columns));
    }

    /**
     * {@return a function that gives rows in the place of a table}
     *
     * @param call the function
     * @param name its name in the statement
     * @param columns what each row is made of
     */
    public static TableFunction tableOf(FunctionCall<?> call, String name, ColumnExpression<?>... columns) {
        return TableFunction.of(call, name, List.of(columns));
    }

    /**
     * {@return a common table expression that reads itself}
     *
     * @param name its name
     * @param base what it begins with
     * @param next what comes to it, made of a reference to itself, until nothing does; equal rows are kept
     */
    public static Cte recursive(String name, Query base, Function<Cte, Query> next) {
        return Cte.recursive(name, base, true, next);
    }

    /**
     * {@return a common table expression that reads itself, with equal rows once}
     *
     * @param name its name
     * @param base what it begins with
     * @param next what comes to it, made of a reference to itself, until nothing does
     */
    public static Cte recursiveDistinct(String name, Query base, Function<Cte, Query> next) {
        return Cte.recursive(name, base, false, next);
    }
}

package io.granary.sql;

import io.granary.type.SqlType;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/** Functions that every database has, and any other by its name: meant for {@code import static}. */
public final class Functions {

    private Functions() {}

    /**
     * {@return the number of rows}
     */
    public static FunctionCall<Long> count() {
        return FunctionCall.of("count", Types.BIG_INTEGER, new LiteralSql<>("*", Types.UNKNOWN));
    }

    /**
     * {@return the number of rows in which something is not NULL}
     *
     * @param of what
     */
    public static FunctionCall<Long> count(Expression<?> of) {
        return FunctionCall.of("count", Types.BIG_INTEGER, of);
    }

    /**
     * {@return the greatest value}
     *
     * @param <T> the class of the values
     * @param of of what
     */
    public static <T> FunctionCall<T> max(Expression<T> of) {
        return FunctionCall.of("max", of.type(), of);
    }

    /**
     * {@return the least value}
     *
     * @param <T> the class of the values
     * @param of of what
     */
    public static <T> FunctionCall<T> min(Expression<T> of) {
        return FunctionCall.of("min", of.type(), of);
    }

    /**
     * {@return the sum; NULL of no rows}
     *
     * @param of of what
     */
    public static FunctionCall<BigDecimal> sum(Expression<? extends Number> of) {
        return FunctionCall.of("sum", Types.NUMERIC, of);
    }

    /**
     * {@return the mean; NULL of no rows}
     *
     * @param of of what
     */
    public static FunctionCall<BigDecimal> avg(Expression<? extends Number> of) {
        return FunctionCall.of("avg", Types.NUMERIC, of);
    }

    /**
     * {@return the first that is not NULL}
     *
     * @param <T> the class of the values
     * @param first this, unless it is NULL
     * @param second else this
     */
    public static <T> FunctionCall<T> coalesce(Expression<T> first, Expression<T> second) {
        return FunctionCall.of("coalesce", first.type(), first, second);
    }

    /**
     * {@return an expression, or a value where it is NULL}
     *
     * @param <T> the class of the values
     * @param first this, unless it is NULL
     * @param fallback else this
     */
    public static <T> FunctionCall<T> coalesce(Expression<T> first, T fallback) {
        return FunctionCall.of("coalesce", first.type(), first, Bind.beside(first, fallback));
    }

    /**
     * {@return an expression, or NULL where it equals another}
     *
     * @param <T> the class of the values
     * @param of this, unless it equals
     * @param other this
     */
    public static <T> FunctionCall<T> nullif(Expression<T> of, Expression<T> other) {
        return FunctionCall.of("nullif", of.type(), of, other);
    }

    /**
     * {@return a text in lower case}
     *
     * @param text which
     */
    public static FunctionCall<String> lower(Expression<String> text) {
        return FunctionCall.of("lower", Types.TEXT, text);
    }

    /**
     * {@return a text in upper case}
     *
     * @param text which
     */
    public static FunctionCall<String> upper(Expression<String> text) {
        return FunctionCall.of("upper", Types.TEXT, text);
    }

    /**
     * {@return a text without blanks at its ends}
     *
     * @param text which
     */
    public static FunctionCall<String> trim(Expression<String> text) {
        return FunctionCall.of("trim", Types.TEXT, text);
    }

    /**
     * {@return the number of characters}
     *
     * @param text of which text
     */
    public static FunctionCall<Integer> charLength(Expression<String> text) {
        return FunctionCall.of("char_length", Types.INTEGER, text);
    }

    /**
     * {@return a part of a text}
     *
     * @param text which
     * @param from the first character, from 1
     * @param length how many
     */
    public static FunctionCall<String> substring(Expression<String> text, int from, int length) {
        return FunctionCall.of("substring", Types.TEXT, text, Bind.of(from), Bind.of(length));
    }

    /**
     * {@return a number without its sign}
     *
     * @param <T> the class of the number
     * @param number which
     */
    public static <T extends Number> FunctionCall<T> abs(Expression<T> number) {
        return FunctionCall.of("abs", number.type(), number);
    }

    /**
     * {@return a decimal number rounded}
     *
     * @param number which
     * @param places to how many digits behind the point
     */
    public static FunctionCall<BigDecimal> round(Expression<BigDecimal> number, int places) {
        return FunctionCall.of("round", Types.NUMERIC, number, Bind.of(places));
    }

    /**
     * {@return the greatest whole number that is not greater}
     *
     * @param <T> the class of the number
     * @param number than what
     */
    public static <T extends Number> FunctionCall<T> floor(Expression<T> number) {
        return FunctionCall.of("floor", number.type(), number);
    }

    /**
     * {@return the moment at which the transaction, or on some databases the statement, began}
     */
    public static Expression<OffsetDateTime> now() {
        return new LiteralSql<>("CURRENT_TIMESTAMP", Types.TIMESTAMP_WITH_TIME_ZONE);
    }

    /**
     * {@return the present day}
     */
    public static Expression<LocalDate> currentDate() {
        return new LiteralSql<>("CURRENT_DATE", Types.DATE);
    }

    /**
     * {@return the number of the row within its window, from 1}
     */
    public static FunctionCall<Long> rowNumber() {
        return FunctionCall.of("row_number", Types.BIG_INTEGER);
    }

    /**
     * {@return the rank of the row within its window, with gaps behind equals}
     */
    public static FunctionCall<Long> rank() {
        return FunctionCall.of("rank", Types.BIG_INTEGER);
    }

    /**
     * {@return the rank of the row within its window, without gaps}
     */
    public static FunctionCall<Long> denseRank() {
        return FunctionCall.of("dense_rank", Types.BIG_INTEGER);
    }

    /**
     * {@return the value of an earlier row of the window; NULL before the first}
     *
     * @param <T> the class of the values
     * @param of of what
     * @param rows how many rows earlier
     */
    public static <T> FunctionCall<T> lag(Expression<T> of, int rows) {
        return FunctionCall.of("lag", of.type(), of, new LiteralSql<>(Integer.toString(rows), Types.INTEGER));
    }

    /**
     * {@return the value of a later row of the window; NULL behind the last}
     *
     * @param <T> the class of the values
     * @param of of what
     * @param rows how many rows later
     */
    public static <T> FunctionCall<T> lead(Expression<T> of, int rows) {
        return FunctionCall.of("lead", of.type(), of, new LiteralSql<>(Integer.toString(rows), Types.INTEGER));
    }

    /**
     * {@return the value of the first row of the window}
     *
     * @param <T> the class of the values
     * @param of of what
     */
    public static <T> FunctionCall<T> firstValue(Expression<T> of) {
        return FunctionCall.of("first_value", of.type(), of);
    }

    /**
     * {@return the value of the last row of the window}
     *
     * @param <T> the class of the values
     * @param of of what
     */
    public static <T> FunctionCall<T> lastValue(Expression<T> of) {
        return FunctionCall.of("last_value", of.type(), of);
    }

    /**
     * {@return any function}
     *
     * @param <T> the class of what it gives
     * @param name what the database calls it; dots divide a schema from it
     * @param type what it gives
     * @param arguments what it is given
     */
    public static <T> FunctionCall<T> call(String name, SqlType<T> type, Expression<?>... arguments) {
        return FunctionCall.of(name, type, arguments);
    }
}

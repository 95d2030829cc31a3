package io.granary.engine;

import io.granary.error.AmbiguousColumnException;
import io.granary.error.ArgumentException;
import io.granary.error.NoSuchColumnException;
import io.granary.sql.Expression;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * One row of a result: a tuple of values in select order, each null where SQL said NULL.
 *
 * <p>Equality and hash are those of the tuple of values: names do not count, and arrays such as {@code byte[]} are compared by
 * content. Values of different Java types are different, as are decimals of different scale, as {@code equals} has it.
 *
 * <p>Immutable, and safe for use by many threads, as long as nobody writes into an array taken out of it: arrays are given out
 * uncopied. {@link #toString()} shows the values; think before logging it. (After SQLAlchemy's {@code Row}.)
 */
public final class Row {

    private final RowKeys keys;
    private final @Nullable Object[] values;

    Row(RowKeys keys, @Nullable Object[] values) {
        this.keys = keys;
        this.values = values;
    }

    /**
     * {@return the value at a position as the driver decoded it, null for NULL}
     *
     * @param index a position from 0, or a negative one counted from the end: -1 is the last column
     * @throws NoSuchColumnException if there is no such position
     */
    public @Nullable Object get(int index) {
        return values[at(index)];
    }

    /**
     * {@return the value of a column as the driver decoded it, null for NULL}
     *
     * @param name a column name of the result, case-sensitive
     * @throws NoSuchColumnException if there is no column of that name
     * @throws AmbiguousColumnException if there are several
     */
    public @Nullable Object get(String name) {
        return values[keys.positionOf(name)];
    }

    /**
     * {@return the value at a position as the type asked for, null for NULL}
     *
     * <p>A value that is of the type already is given as it is. Otherwise it is converted where nothing is lost:
     *
     * <table>
     * <caption>Conversions</caption>
     * <tr><th>found</th><th>asked for</th><th>when</th></tr>
     * <tr><td>a number</td><td>another numeric type</td><td>the same number exists in it; a decimal becomes {@code double} or
     *     {@code float} if it is what that prints as, and these become a decimal as they print</td></tr>
     * <tr><td>a number</td><td>{@code Boolean}</td><td>it is 0 or 1</td></tr>
     * <tr><td>text</td><td>{@code UUID}, an enum, {@code Character}</td><td>canonical 36 characters; exactly a constant's name; of
     *     length 1</td></tr>
     * <tr><td>{@code UUID}, an enum, a character, any {@code CharSequence}</td><td>{@code String}</td><td>always; numbers and times
     *     are not formatted</td></tr>
     * <tr><td>{@code Instant}, {@code OffsetDateTime}, {@code ZonedDateTime}</td><td>one another</td><td>always: the moment is kept;
     *     an {@code Instant} is shown at UTC; offset and zone may be dropped, being no part of the moment</td></tr>
     * <tr><td>{@code LocalDate}</td><td>{@code LocalDateTime}</td><td>always: its midnight</td></tr>
     * <tr><td>{@code LocalDateTime}</td><td>{@code LocalDate}</td><td>it is midnight; and never a moment, which would need a zone</td></tr>
     * <tr><td>{@code byte[]}, {@code ByteBuffer}</td><td>one another</td><td>always; a buffer is read-only, with a position of its
     *     own</td></tr>
     * </table>
     *
     * @param <T> the type asked for
     * @param index a position from 0, or a negative one counted from the end
     * @param type the type asked for; a primitive's class means its box
     * @throws NoSuchColumnException if there is no such position
     * @throws ArgumentException if the value is not of the type and cannot become so without loss
     */
    public <T> @Nullable T get(int index, Class<T> type) {
        int position = at(index);
        return Conversion.of(values[position], type, keys, position);
    }

    /**
     * {@return the value of a column as the type asked for, null for NULL; converted as {@link #get(int, Class)} does}
     *
     * @param <T> the type asked for
     * @param name a column name of the result, case-sensitive
     * @param type the type asked for; a primitive's class means its box
     * @throws NoSuchColumnException if there is no column of that name
     * @throws AmbiguousColumnException if there are several
     * @throws ArgumentException if the value is not of the type and cannot become so without loss
     */
    public <T> @Nullable T get(String name, Class<T> type) {
        int position = keys.positionOf(name);
        return Conversion.of(values[position], type, keys, position);
    }

    /**
     * {@return the value of what was selected, null for NULL}
     *
     * <p>A statement that was built gives values of its columns' types. A column of a text's result is looked for by its name and converted as
     * {@link #get(int, Class)} does.
     *
     * @param <T> the type of the column
     * @param expression a column, or anything else that was selected
     * @throws NoSuchColumnException if it was not selected
     * @throws AmbiguousColumnException if it was selected several times
     * @throws ArgumentException if the value is not of the type and cannot become so without loss
     */
    public <T> @Nullable T get(Expression<T> expression) {
        int position = keys.positionOf(expression);
        return Conversion.of(values[position], expression.type().javaType(), keys, position);
    }

    /** {@return the number of columns} */
    public int size() {
        return values.length;
    }

    /** {@return the column names in select order, one for each value; unmodifiable} */
    public List<String> keys() {
        return keys.names();
    }

    /** {@return the values in select order, null for NULL; unmodifiable} */
    public List<@Nullable Object> values() {
        return Collections.unmodifiableList(Arrays.asList(values));
    }

    /**
     * {@return this row as a read-only map of name to value, in select order, without copying}
     *
     * <p>As with any map, a name it does not hold gives null; {@code containsKey} tells. A name that several columns have is a key
     * once, and reading its value, also by iterating, throws {@link AmbiguousColumnException}.
     */
    public Map<String, @Nullable Object> asMap() {
        return new RowMap(this);
    }

    /**
     * {@return this row as a record}
     *
     * <p>Each component takes the column of its name; failing that, the one column whose name differs in letter case and
     * underscores only, so that {@code userId} takes {@code user_id} or {@code USER_ID}. Other columns are left out. Values are converted
     * as by {@link #get(int, Class)}; a component of type {@code Optional} is empty for NULL, and a primitive one refuses it. What the
     * record's own constructor throws comes through as it is.
     *
     * @param <R> the record
     * @param type the record's class
     * @throws NoSuchColumnException if a component has no column
     * @throws AmbiguousColumnException if a component has several
     * @throws ArgumentException if a value does not fit its component, or the record cannot be constructed from here
     */
    public <R extends Record> R into(Class<R> type) {
        return keys.planFor(type).read(values);
    }

    private int at(int index) {
        return index >= 0 && index < values.length ? index : keys.positionOf(index);
    }

    RowKeys rowKeys() {
        return keys;
    }

    @Nullable Object[] array() {
        return values;
    }

    /** Rows are equal when their values are, one by one; names do not count. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && Arrays.deepEquals(values, row.values);
    }

    /** {@return the hash of the tuple: without arrays, that of {@link #values()}} */
    @Override
    public int hashCode() {
        return Arrays.deepHashCode(values);
    }

    /** {@return names and values, for people} */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "(", ")");
        for (int i = 0; i < values.length; i++) {
            text.add(keys().get(i) + "=" + Conversion.shown(values[i]));
        }
        return text.toString();
    }
}

package io.granary.engine;

import io.granary.error.AmbiguousColumnException;
import io.granary.error.InvalidRequestException;
import io.granary.error.NoSuchColumnException;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.Labeled;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The column names of a result, in select order, with the position of each looked up beforehand. Its rows share it.
 *
 * <p>Names are case-sensitive and may repeat; a repeated name can be asked for by position only. The names may also be
 * unknown: a driver that tells them with the first row tells none of a plain text statement that gave no row. Unknown names go
 * with an empty result only.
 *
 * <p>Immutable and safe for use by many threads. A statement that runs often should keep its keys: what is worked out for
 * {@link Row#into(Class)} is kept with them.
 */
public final class RowKeys {

    private static final int AMBIGUOUS = -1;

    private final @Nullable List<String> names;
    private final List<Expression<?>> expressions;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final Map<Class<?>, RecordPlan<?>> plans = new ConcurrentHashMap<>();

    private RowKeys(@Nullable List<String> names, List<Expression<?>> expressions) {
        this.names = names;
        this.expressions = expressions;
        int position = 0;
        for (String name : names == null ? List.<String>of() : names) {
            positions.merge(name, position++, (first, second) -> AMBIGUOUS);
        }
    }

    /**
     * {@return keys of these names}
     *
     * @param names one for each column, in select order; copied
     */
    public static RowKeys of(List<String> names) {
        return new RowKeys(List.copyOf(names), List.of());
    }

    /**
     * {@return keys of these names}
     *
     * @param names one for each column, in select order
     */
    public static RowKeys of(String... names) {
        return of(Arrays.asList(names));
    }

    /**
     * {@return keys of these names, by which columns can be asked for as well}
     *
     * @param names one for each column, in select order; copied
     * @param expressions what was selected, in the same order; none if it is unknown
     */
    public static RowKeys of(List<String> names, List<? extends Expression<?>> expressions) {
        return new RowKeys(List.copyOf(names), List.copyOf(expressions));
    }

    /** {@return the keys of an empty result whose names nobody told} */
    public static RowKeys unknown() {
        return new RowKeys(null, List.of());
    }

    /** {@return whether the names are known} */
    public boolean known() {
        return names != null;
    }

    /**
     * {@return the names, one for each column, in select order; unmodifiable}
     *
     * @throws InvalidRequestException if they are unknown
     */
    public List<String> names() {
        if (names == null) {
            throw InvalidRequestException.of(
                    "The column names of this result are unknown: the statement is text, it gave no row, and the driver tells"
                            + " names with the first row only.",
                    "declare them with text(...).columns(...), or do not ask for names before there is a row");
        }
        return names;
    }

    /**
     * {@return the number of columns}
     *
     * @throws InvalidRequestException if the names are unknown
     */
    public int size() {
        return names().size();
    }

    /**
     * {@return whether there is at least one column of this name}
     *
     * @param name a column name, case-sensitive
     */
    public boolean contains(String name) {
        return positions.containsKey(name);
    }

    /**
     * {@return the position of the one column of this name, from 0}
     *
     * @param name a column name, case-sensitive
     * @throws NoSuchColumnException if there is none; the near-miss is named where there is one
     * @throws AmbiguousColumnException if there are several
     * @throws InvalidRequestException if the names are unknown
     */
    public int positionOf(String name) {
        Integer position = positions.get(name);
        if (position == null) {
            throw NoSuchColumnException.of(
                    "There is no column \"" + name + "\"; there are " + quoted() + ".", nearMiss(name));
        }
        if (position == AMBIGUOUS) {
            throw AmbiguousColumnException.of(
                    "Column name \"" + name + "\" is ambiguous: several of the columns " + quoted() + " have it.",
                    "ask by position, or give the columns different names with AS");
        }
        return position;
    }

    /**
     * {@return the position of the one column that an expression was selected as, from 0}
     *
     * @param expression what was selected; a column that was not is looked for by its name
     * @throws NoSuchColumnException if there is none
     * @throws AmbiguousColumnException if there are several
     */
    public int positionOf(Expression<?> expression) {
        int first = expressions.indexOf(expression);
        if (first >= 0 && first == expressions.lastIndexOf(expression)) {
            return first;
        } else if (first >= 0) {
            throw AmbiguousColumnException.of(
                    "The expression " + expression + " was selected several times.", "ask by position");
        } else if (expression instanceof ColumnExpression<?> column) {
            return positionOf(column.name());
        } else if (expression instanceof Labeled<?> labeled) {
            return positionOf(labeled.name());
        }
        throw NoSuchColumnException.of(
                "The expression " + expression + " was not selected; there are the columns " + quoted() + ".",
                "select it, or give it a name with as(...) and ask by that");
    }

    /**
     * {@return the position a number means, from 0}
     *
     * @param index a position from 0, or a negative one counted from the end: -1 is the last column
     * @throws NoSuchColumnException if there is none
     * @throws InvalidRequestException if the names are unknown
     */
    public int positionOf(int index) {
        int size = size();
        int position = index < 0 ? index + size : index;
        if (position < 0 || position >= size) {
            throw NoSuchColumnException.of(
                    "There is no column at position " + index + "; there are " + size + ": " + quoted() + ".",
                    size == 0
                            ? "the statement selects no column"
                            : "positions go from 0 to " + (size - 1) + ", or from the end from -1 to -" + size);
        }
        return position;
    }

    /** Different names, each once, in the order of their first columns. */
    Set<String> distinctNames() {
        return positions.keySet();
    }

    /** The columns at these positions, in that order. */
    RowKeys at(int[] chosen) {
        List<String> all = names();
        return of(Arrays.stream(chosen).mapToObj(all::get).toList());
    }

    /** The column as messages call it. */
    String label(int position) {
        return "Column \"" + names().get(position) + "\" (position " + position + ")";
    }

    /** The names as messages show them. */
    String quoted() {
        return names().stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    }

    @SuppressWarnings("unchecked") // the plan filed under a class reads into that class
    <R extends Record> RecordPlan<R> planFor(Class<R> type) {
        // No computeIfAbsent: a plan that cannot be made throws, and making one twice does no harm.
        RecordPlan<?> known = plans.get(type);
        if (known == null) {
            known = RecordPlan.of(this, type);
            plans.put(type, known);
        }
        return (RecordPlan<R>) known;
    }

    private String nearMiss(String name) {
        return distinctNames().stream()
                .filter(known -> Spelling.fold(known).equals(Spelling.fold(name)))
                .findFirst()
                .map(known -> "did you mean \"" + known + "\"? Names are case-sensitive")
                .orElse("check the spelling; names are case-sensitive and are those of the result, not of the table");
    }

    /** Two keys are equal when their names are, in order. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RowKeys keys && Objects.equals(names, keys.names);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(names);
    }

    @Override
    public String toString() {
        return names == null ? "unknown" : names.toString();
    }
}

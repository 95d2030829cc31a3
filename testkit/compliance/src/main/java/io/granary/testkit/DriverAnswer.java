package io.granary.testkit;

import io.granary.driver.DriverException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one set of values of a scripted statement gives: columns, rows and counts in order, and how it ends. Immutable. */
public final class DriverAnswer {

    private final List<String> columns;
    private final List<Object> elements;
    private final Ending ending;

    private DriverAnswer(List<String> columns, List<Object> elements, Ending ending) {
        this.columns = List.copyOf(columns);
        this.elements = List.copyOf(elements);
        this.ending = ending;
    }

    /** {@return the values of one row, which may hold nulls} */
    public static List<@Nullable Object> row(@Nullable Object... values) {
        return Collections.unmodifiableList(new ArrayList<>(Arrays.asList(values)));
    }

    /**
     * {@return rows}
     *
     * @param columns names, one for each column; they may repeat
     * @param rows one list for each row, one value for each column
     * @throws IllegalArgumentException if a row has another number of values
     */
    public static DriverAnswer rows(List<String> columns, List<? extends List<? extends @Nullable Object>> rows) {
        List<Object> elements = new ArrayList<>(rows.size());
        for (List<? extends @Nullable Object> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException("The row " + row + " needs one value for each of " + columns + ".");
            }
            elements.add(row.toArray());
        }
        return new DriverAnswer(columns, elements, Ending.COMPLETE);
    }

    /** {@return the count of changed rows} */
    public static DriverAnswer updated(long count) {
        return new DriverAnswer(List.of(), List.of(count), Ending.COMPLETE);
    }

    /** {@return the elements of both, under the first one's columns if it has any, ending as the other ends} */
    public DriverAnswer with(DriverAnswer other) {
        List<Object> both = new ArrayList<>(elements);
        both.addAll(other.elements);
        return new DriverAnswer(columns.isEmpty() ? other.columns : columns, both, other.ending);
    }

    /** {@return the same elements, with a failure after the last} */
    public DriverAnswer thenFails(DriverException failure) {
        return new DriverAnswer(columns, elements, new Ending(true, Optional.of(failure)));
    }

    /** {@return the same elements, with silence after the last} */
    public DriverAnswer thenNever() {
        return new DriverAnswer(columns, elements, Ending.NEVER);
    }

    List<String> columns() {
        return columns;
    }

    /** An {@code Object[]} for each row, a {@code Long} for each count. */
    List<Object> elements() {
        return elements;
    }

    Ending ending() {
        return ending;
    }

    /**
     * What follows the last element.
     *
     * @param comes whether any signal follows
     * @param failure the failure, empty for a good end
     */
    record Ending(boolean comes, Optional<DriverException> failure) {
        static final Ending COMPLETE = new Ending(true, Optional.empty());
        static final Ending NEVER = new Ending(false, Optional.empty());

        boolean isOrderly() {
            return comes && failure.isEmpty();
        }
    }
}

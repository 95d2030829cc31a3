package io.granary.sql;

import static java.util.Objects.requireNonNull;

import io.granary.error.ArgumentException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a window function looks at. Immutable; begun by {@link Sql#window()}.
 *
 * @param partition rows that agree in these are one partition; empty for all rows together
 * @param order the order within a partition
 * @param frame which rows around the current one; null for the database's own choice
 */
public record Window(
        List<Expression<?>> partition,
        List<OrderTerm> order,
        @Nullable Frame frame) {

    /** What the ends of a frame are counted in. */
    public enum Unit {
        /** Rows. */
        ROWS,
        /** Values of the order's expression. */
        RANGE,
        /** Groups of rows that the order does not tell apart. */
        GROUPS
    }

    /**
     * The ends of a frame.
     *
     * @param unit what they are counted in
     * @param from the first, relative to the current row: negative before it, null for the first of the partition
     * @param to the last, relative to the current row: positive behind it, null for the last of the partition
     */
    public record Frame(
            Unit unit, @Nullable Integer from, @Nullable Integer to) {

        /**
         * Checks the order of the ends.
         *
         * @throws ArgumentException when the frame would end before it begins
         */
        public Frame {
            requireNonNull(unit, "unit");
            if (from != null && to != null && from > to) {
                throw ArgumentException.of(
                        "A window's frame goes from " + from + " to " + to + ", so it ends before it begins.",
                        "Put the smaller number first; negative is before the current row, null the end of the partition.");
            }
        }
    }

    /** Copies the lists. */
    public Window {
        partition = List.copyOf(partition);
        order = List.copyOf(order);
    }

    /**
     * {@return this window, with rows that agree in some expressions taken together}
     *
     * @param expressions the expressions
     */
    public Window partitionBy(Expression<?>... expressions) {
        return new Window(List.of(expressions), order, frame);
    }

    /**
     * {@return this window in an order}
     *
     * @param terms the order
     */
    public Window orderBy(OrderTerm... terms) {
        return new Window(partition, List.of(terms), frame);
    }

    /**
     * {@return this window with a frame counted in rows}
     *
     * @param from as {@link Frame} has it
     * @param to as {@link Frame} has it
     */
    public Window rows(@Nullable Integer from, @Nullable Integer to) {
        return new Window(partition, order, new Frame(Unit.ROWS, from, to));
    }

    /**
     * {@return this window with a frame counted in values}
     *
     * @param from as {@link Frame} has it
     * @param to as {@link Frame} has it
     */
    public Window range(@Nullable Integer from, @Nullable Integer to) {
        return new Window(partition, order, new Frame(Unit.RANGE, from, to));
    }

    /**
     * {@return this window with a frame counted in groups}
     *
     * @param from as {@link Frame} has it
     * @param to as {@link Frame} has it
     */
    public Window groups(@Nullable Integer from, @Nullable Integer to) {
        return new Window(partition, order, new Frame(Unit.GROUPS, from, to));
    }
}

package io.granary.engine.internal.pool;

import io.granary.engine.Priority;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The line: first come, first served within a class, higher classes first. Plain and bounded by its owner. Who gave up is dropped when
 * they are looked for, or when their turn comes.
 */
final class Waiters {

    private final Map<Priority, Deque<Waiter>> classes = new EnumMap<>(Priority.class);
    private int size;

    Waiters() {
        for (Priority priority : Priority.values()) {
            classes.put(priority, new ArrayDeque<>());
        }
    }

    void add(Waiter waiter) {
        line(waiter).addLast(waiter);
        size++;
    }

    /** Back to the head: the connection they were given turned out dead. */
    void addFirst(Waiter waiter) {
        line(waiter).addFirst(waiter);
        size++;
    }

    /** Whether somebody stands in the line behind all of their class, as who has just joined it. */
    boolean isLast(Waiter waiter) {
        return waiter.equals(line(waiter).peekLast());
    }

    /** The next who still waits, taken out of the line; null when there is none. */
    @Nullable Waiter next() {
        for (Deque<Waiter> line : classes.values()) {
            Waiter waiter;
            while ((waiter = line.pollFirst()) != null) {
                size--;
                if (!waiter.demand().abandoned()) {
                    return waiter;
                }
            }
        }
        return null;
    }

    /** Everyone who still waits, in the order of service. */
    List<Waiter> all() {
        return classes.values().stream()
                .flatMap(Deque::stream)
                .filter(waiter -> !waiter.demand().abandoned())
                .toList();
    }

    /** Takes out everyone of whom something holds. */
    List<Waiter> removeIf(Predicate<Waiter> holds) {
        List<Waiter> removed = new ArrayList<>();
        for (Deque<Waiter> line : classes.values()) {
            for (Iterator<Waiter> each = line.iterator(); each.hasNext(); ) {
                Waiter waiter = each.next();
                if (holds.test(waiter)) {
                    each.remove();
                    size--;
                    removed.add(waiter);
                }
            }
        }
        return removed;
    }

    /** The time until the first deadline, in nanoseconds, at least 0; empty when nobody waits. */
    OptionalLong untilFirstDeadline(long now) {
        return classes.values().stream()
                .flatMap(Deque::stream)
                .mapToLong(waiter -> Math.max(0, waiter.deadline() - now))
                .min();
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    private Deque<Waiter> line(Waiter waiter) {
        return classes.getOrDefault(waiter.terms().priority(), new ArrayDeque<>());
    }
}

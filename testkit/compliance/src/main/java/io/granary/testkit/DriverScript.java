package io.granary.testkit;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that a scripted driver was told: steps for the next calls of a kind, for all of them, and for statements. Thread-safe. */
final class DriverScript {

    private final Map<DriverCall, Deque<DriverStep>> next = new EnumMap<>(DriverCall.class);
    private final Map<DriverCall, DriverStep> always = new EnumMap<>(DriverCall.class);
    private final List<Line> once = new ArrayList<>();
    private final Deque<Line> lasting = new ArrayDeque<>();

    private record Line(Predicate<String> matches, DriverStep step) {}

    synchronized void next(DriverCall call, DriverStep step) {
        next.computeIfAbsent(call, key -> new ArrayDeque<>()).add(step);
    }

    synchronized void always(DriverCall call, DriverStep step) {
        always.put(call, step);
    }

    /** Used up in the order of writing, before what lasts. */
    synchronized void once(Predicate<String> matches, DriverStep step) {
        once.add(new Line(matches, step));
    }

    /** The newest wins. */
    synchronized void lasting(Predicate<String> matches, DriverStep step) {
        lasting.addFirst(new Line(matches, step));
    }

    synchronized DriverStep take(DriverCall call) {
        Deque<DriverStep> waiting = next.get(call);
        DriverStep step = waiting == null ? null : waiting.poll();
        return step == null ? always.getOrDefault(call, DriverStep.ANSWER) : step;
    }

    synchronized DriverStep take(String sql) {
        Line line = first(once, sql);
        if (line != null) {
            once.remove(line);
            return line.step();
        }
        Line kept = first(lasting, sql);
        return kept == null ? DriverStep.ANSWER : kept.step();
    }

    synchronized void clear() {
        next.clear();
        always.clear();
        once.clear();
        lasting.clear();
    }

    private static @Nullable Line first(Iterable<Line> lines, String sql) {
        for (Line line : lines) {
            if (line.matches().test(sql)) {
                return line;
            }
        }
        return null;
    }
}

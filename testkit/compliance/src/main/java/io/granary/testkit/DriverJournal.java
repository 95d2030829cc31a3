package io.granary.testkit;

import io.granary.driver.DriverStatement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was called on a scripted driver and on all it opened, in order. Thread-safe. */
final class DriverJournal {

    private final List<String> entries = new ArrayList<>();
    private final List<DriverStatement> executions = new ArrayList<>();
    private final Map<DriverCall, Integer> counts = new EnumMap<>(DriverCall.class);

    synchronized void call(DriverCall call, int connection, String detail) {
        counts.merge(call, 1, Integer::sum);
        note(call.label(), connection, detail);
    }

    synchronized void execution(DriverStatement statement) {
        executions.add(statement);
    }

    synchronized void note(String word, int connection, String detail) {
        entries.add(word + "#" + connection + (detail.isEmpty() ? "" : " " + detail));
    }

    synchronized void note(String word) {
        entries.add(word);
    }

    synchronized List<String> entries() {
        return List.copyOf(entries);
    }

    synchronized List<DriverStatement> executions() {
        return List.copyOf(executions);
    }

    synchronized int count(DriverCall call) {
        return counts.getOrDefault(call, 0);
    }

    synchronized void clear() {
        entries.clear();
        executions.clear();
        counts.clear();
    }
}

package io.granary.dialect.render;

import io.granary.sql.FromElement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** What stands in the FROM of the statements around the one that is being written. */
final class Scopes {

    private Deque<Set<FromElement>> open = new ArrayDeque<>();

    /** Runs with some elements to be seen by what is within. */
    void within(Set<FromElement> elements, Runnable writing) {
        open.push(elements);
        try {
            writing.run();
        } finally {
            open.pop();
        }
    }

    /** Runs without anything around being seen, as a query in FROM. */
    void apart(Runnable writing) {
        Deque<Set<FromElement>> before = open;
        open = new ArrayDeque<>();
        try {
            writing.run();
        } finally {
            open = before;
        }
    }

    boolean sees(FromElement element) {
        return open.stream().anyMatch(elements -> elements.contains(element));
    }

    boolean isNested() {
        return !open.isEmpty();
    }
}

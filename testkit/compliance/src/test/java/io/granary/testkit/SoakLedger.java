package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.DisconnectedException;
import io.granary.error.StatementTimeoutException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the engine said became of each row, to be compared with the table. Thread-safe. */
final class SoakLedger {

    private final AtomicLong lastId = new AtomicLong();
    private final Set<Long> committed = ConcurrentHashMap.newKeySet();
    private final Set<Long> unknown = ConcurrentHashMap.newKeySet();
    private final Set<Long> undone = ConcurrentHashMap.newKeySet();

    long newId() {
        return lastId.incrementAndGet();
    }

    /** A transaction ended: unknown is only what says so. */
    void transaction(long id, @Nullable Throwable failure) {
        if (failure == null) {
            committed.add(id);
        } else if (failure instanceof CommitOutcomeUnknownException) {
            unknown.add(id);
        } else {
            undone.add(id);
        }
    }

    /** A statement that commits by itself ended: whether it was applied is not known after a lost link or its own time. */
    void statement(long id, @Nullable Throwable failure) {
        if (failure instanceof DisconnectedException || failure instanceof StatementTimeoutException) {
            unknown.add(id);
        } else {
            transaction(id, failure);
        }
    }

    /** Nobody ever committed it. */
    void dropped(long id) {
        undone.add(id);
    }

    void assertAgreesWith(Set<Long> rows, String seed) {
        Set<Long> lost = new TreeSet<>(committed);
        lost.removeAll(rows);
        assertThat(lost).as("committed but not there, seed %s", seed).isEmpty();
        Set<Long> ghosts = new TreeSet<>(rows);
        ghosts.removeAll(committed);
        ghosts.removeAll(unknown);
        assertThat(ghosts).as("there but never committed, seed %s", seed).isEmpty();
    }

    @Override
    public String toString() {
        return committed.size() + " committed, " + undone.size() + " undone, " + unknown.size() + " unknown";
    }
}

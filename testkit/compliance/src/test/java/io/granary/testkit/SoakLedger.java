package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.CommitRolledBackException;
import io.granary.error.DatabaseException;
import io.granary.error.StatementTimeoutException;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the engine said became of each row, to be compared with the table. Whatever it promised to be undone is filed so, and refuted by
 * a row that is there; unknown is only what it called unknown. Thread-safe.
 */
final class SoakLedger {

    private final AtomicLong lastId = new AtomicLong();
    private final Set<Long> committed = ConcurrentHashMap.newKeySet();
    private final Set<Long> unknown = ConcurrentHashMap.newKeySet();
    private final Set<Long> undone = ConcurrentHashMap.newKeySet();
    private final AtomicLong lostLinks = new AtomicLong();
    private final AtomicLong foundRolledBack = new AtomicLong();

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

    /** A statement that commits by itself ended: as a transaction, but one whose time was over may be done if nobody heard that it was stopped. */
    void statement(long id, @Nullable Throwable failure) {
        if (failure instanceof StatementTimeoutException late && late.connectionInvalidated()) {
            unknown.add(id);
        } else {
            transaction(id, failure);
        }
    }

    /** Any operation ended: counts the links that were lost under one. */
    void ended(@Nullable Throwable failure) {
        if (failure instanceof DatabaseException lost && lost.connectionInvalidated()) {
            lostLinks.incrementAndGet();
        }
        if (failure instanceof CommitRolledBackException) {
            foundRolledBack.incrementAndGet();
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

    /** A soak in which nothing went well, or nothing badly, has shown nothing. */
    void assertThatMuchHappened(String seed) {
        assertThat(committed).as("committed, seed %s; %s", seed, this).isNotEmpty();
        assertThat(undone).as("undone, seed %s; %s", seed, this).isNotEmpty();
        assertThat(lostLinks)
                .as("links lost under work, seed %s; %s", seed, this)
                .hasPositiveValue();
    }

    @Override
    public String toString() {
        return committed.size() + " committed, " + undone.size() + " undone, of which the server was asked about "
                + foundRolledBack + ", " + unknown.size() + " unknown; " + lostLinks + " operations lost their links";
    }
}

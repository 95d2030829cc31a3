package io.granary.engine.internal.pool;

import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ConnectionReport;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Finds owners who wait for each other's connections, and fails the youngest wish of them: it has waited least, and one step back is
 * enough to untie the knot. Belongs to the supervisor and is called on its thread only.
 */
final class Deadlocks {

    private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(10);

    private final Optional<Duration> grace;
    private final PoolBooks books;
    private final WaitingLine line;
    private final PoolErrors errors;
    private final Consumer<Duration> lookAgain;
    private boolean armed;
    private long lastQuestion;
    private @Nullable Suspicion suspicion;

    /**
     * Suspects nobody.
     *
     * @param grace for how long suspects have to be idle; empty to look for nothing
     * @param lookAgain has the supervisor look in that time
     */
    Deadlocks(
            Optional<Duration> grace,
            PoolBooks books,
            WaitingLine line,
            PoolErrors errors,
            Consumer<Duration> lookAgain) {
        this.grace = grace;
        this.books = books;
        this.line = line;
        this.errors = errors;
        this.lookAgain = lookAgain;
    }

    /** Sees to it that somebody looks while somebody waits. */
    void watch() {
        if (!armed && !line.isEmpty() && grace.isPresent()) {
            armed = true;
            Duration half = grace.get().dividedBy(2);
            lookAgain.accept(half.compareTo(SHORTEST_INTERVAL) < 0 ? SHORTEST_INTERVAL : half);
        }
    }

    /** Looks who waits for whom, and asks the connections of suspects. */
    void look(long now) {
        armed = false;
        WaitForGraph.Knot knot = WaitForGraph.knot(books, line.all()).orElse(null);
        Suspicion current = suspicion;
        if (knot == null) {
            suspicion = null;
        } else if (current == null || !current.isOf(knot.leases())) {
            suspicion = new Suspicion(knot.leases(), now, ++lastQuestion);
            ask(knot, lastQuestion);
            lastQuestion++;
        } else if (current.isDue(now, grace.orElse(Duration.ZERO).toNanos())) {
            ask(knot, current.askAgain());
        }
        watch();
    }

    private static void ask(WaitForGraph.Knot knot, long question) {
        knot.loans().forEach(slot -> slot.actor().tell(new ConnectionCommand.TellActivity(question)));
    }

    /** A connection answered. */
    void hear(ConnectionReport.Activity answer, long now) {
        Suspicion current = suspicion;
        if (current == null) {
            return;
        }
        switch (current.hear(answer)) {
            case OPEN, QUIET -> {}
            case UNFOUNDED -> suspicion = null;
            case CONFIRMED -> {
                suspicion = null;
                WaitForGraph.knot(books, line.all())
                        .filter(knot -> current.isOf(knot.leases()))
                        .ifPresent(knot ->
                                line.fail(knot.victim(), errors.deadlock(knot, now, books.status(line.size()))));
            }
        }
    }
}

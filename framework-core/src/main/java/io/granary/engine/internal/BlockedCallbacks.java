package io.granary.engine.internal;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Callbacks on stages that do not return, and what is said of them: once of each, with the place where it stands. Thread-safe. */
final class BlockedCallbacks {

    private static final Logger LOG = LoggerFactory.getLogger(BlockedCallbacks.class);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private record Suspect(Thread thread, long since, BooleanSupplier goesOn) {}

    private final Set<Suspect> suspects = ConcurrentHashMap.newKeySet();

    /**
     * Watches a callback.
     *
     * @param thread where it runs
     * @param now nanoseconds from an arbitrary start
     * @param goesOn whether it has not returned
     */
    void suspect(Thread thread, long now, BooleanSupplier goesOn) {
        suspects.add(new Suspect(thread, now, goesOn));
    }

    /** Warns of those that take too long; whether there are any left to watch. */
    boolean look(long now) {
        suspects.removeIf(suspect -> !suspect.goesOn().getAsBoolean() || isTold(suspect, now));
        return !suspects.isEmpty();
    }

    private static boolean isTold(Suspect suspect, long now) {
        long blocked = now - suspect.since();
        if (blocked < LONGEST.toNanos()) {
            return false;
        }
        StackTraceElement[] stack = suspect.thread().getStackTrace();
        if (suspect.goesOn().getAsBoolean()) {
            Throwable place = new Throwable("the callback is here");
            place.setStackTrace(stack);
            LOG.warn(
                    "a callback on a stage of an engine has blocked the thread [{}] for [{}] ms; what blocks belongs on a thread of its own",
                    suspect.thread().getName(),
                    Duration.ofNanos(blocked).toMillis(),
                    place);
        }
        return true;
    }
}

package io.granary.engine.internal.pool;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens to single connections, and from when on it is meant for all of their age. Plain. */
final class Omens {

    private static final long TOGETHER = Duration.ofSeconds(1).toNanos();

    /** Whoever writes to a replica by mistake must not have the whole pool opened anew with each statement. */
    private static final long APART = Duration.ofSeconds(5).toNanos();

    private @Nullable Long lastKill;
    private @Nullable Long lastChange;

    /** A connection was killed; whether that is the second one within a second. */
    boolean killed(long now) {
        Long last = lastKill;
        lastKill = now;
        return last != null && now - last <= TOGETHER;
    }

    /** A connection found its server refusing writes; whether that is news, or was said of all connections a moment ago. */
    boolean serverChanged(long now) {
        Long last = lastChange;
        if (last != null && now - last < APART) {
            return false;
        }
        lastChange = now;
        return true;
    }
}

package io.granary.engine.internal.pool;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How long a pool's messages wait before they are read, and whether somebody should hear of it. Plain. */
final class MailboxLag {

    private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

    private @Nullable Long warned;

    /** A message was read; how long it waited, if that is worth a warning. */
    Optional<Duration> read(long sent, long now) {
        Long last = warned;
        if (now - sent <= LONGEST || (last != null && now - last < BETWEEN_WARNINGS)) {
            return Optional.empty();
        }
        warned = now;
        return Optional.of(Duration.ofNanos(now - sent));
    }
}

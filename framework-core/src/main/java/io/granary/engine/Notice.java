package io.granary.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** What somebody hears who listens on channels of the database. */
public sealed interface Notice permits Notice.Notification, Notice.Gap {

    /**
     * Somebody told something.
     *
     * @param channel on which channel
     * @param payload what; empty where nothing was said
     * @param processId the server's number of the session that told it
     */
    record Notification(String channel, String payload, int processId) implements Notice {

        /** Checks that all is there. */
        public Notification {
            requireNonNull(channel, "channel");
            requireNonNull(payload, "payload");
        }
    }

    /**
     * Notifications may be missing: whoever follows the state of something by them has to look at it anew. All that is told from here on is heard again.
     *
     * @param span how long ago the first of them may have been told, at most, when this was given to the reader; by a clock that does not jump
     * @param cause how the link was lost; empty where the reader was too slow and the oldest were dropped
     */
    record Gap(Duration span, Optional<Throwable> cause) implements Notice {

        /** Checks that all is there. */
        public Gap {
            requireNonNull(span, "span");
            requireNonNull(cause, "cause");
        }
    }
}

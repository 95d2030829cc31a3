package io.granary.driver;

import static java.util.Objects.requireNonNull;

/**
 * Something that a session told all who listen.
 *
 * @param channel on which channel
 * @param payload what; empty where nothing was said
 * @param processId the server's number of the session that told it
 */
public record DriverNotification(String channel, String payload, int processId) {

    /** Checks that all is there. */
    public DriverNotification {
        requireNonNull(channel, "channel");
        requireNonNull(payload, "payload");
    }
}

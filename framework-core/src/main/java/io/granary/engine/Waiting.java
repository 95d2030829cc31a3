package io.granary.engine;

import java.time.Duration;

/**
 * Somebody who waits for a connection.
 *
 * @param owner who, in words: an actor's path where the owner is an actor
 * @param priority the class of the wish
 * @param waited for how long already
 * @param left for how long at most from now on
 */
public record Waiting(String owner, Priority priority, Duration waited, Duration left) {}

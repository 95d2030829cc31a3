package io.granary.engine;

import java.time.Duration;

/**
 * Somebody who holds a connection.
 *
 * @param lease the lease's number
 * @param connection which physical connection, counted from 1
 * @param owner who, in words: an actor's path where the owner is an actor
 * @param held for how long
 */
public record Holder(long lease, long connection, String owner, Duration held) {}

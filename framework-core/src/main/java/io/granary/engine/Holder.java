package io.granary.engine;

import java.time.Duration;

/**
 * Somebody who holds a connection.
 *
 * @param lease the lease's number
 * @param connection which physical connection, counted from 1
 * @param owner who, in words: an actor's path where the owner is an actor
 * @param held for how long
 * @param busy whether something runs on the connection at the moment
 * @param operations how many operations the connection has begun since it was opened; if it grows, its holder is at work
 */
public record Holder(long lease, long connection, String owner, Duration held, boolean busy, long operations) {}

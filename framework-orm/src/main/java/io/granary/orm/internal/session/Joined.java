package io.granary.orm.internal.session;

import io.granary.engine.AsyncConnection;
import io.granary.orm.JoinTransactionMode;

/**
 * A connection of somebody else's that sessions work on.
 *
 * @param connection the connection
 * @param mode what becomes of a transaction that is open on it
 */
public record Joined(AsyncConnection connection, JoinTransactionMode mode) {}

package io.granary.engine.internal.pool;

/**
 * A connection that is lent.
 *
 * @param lease the lease's number
 * @param waiter to whom
 * @param since since when, in the clock's nanoseconds
 */
record Loan(long lease, Waiter waiter, long since) {}

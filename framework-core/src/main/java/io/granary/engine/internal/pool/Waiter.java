package io.granary.engine.internal.pool;

/**
 * Somebody who waits for a connection.
 *
 * @param terms on what terms
 * @param demand what for
 * @param since when they asked, in the clock's nanoseconds
 * @param deadline until when they wait, in the clock's nanoseconds
 */
record Waiter(AcquireTerms terms, Demand demand, long since, long deadline) {

    /** The same wish with another deadline. */
    Waiter until(long other) {
        return new Waiter(terms, demand, since, other);
    }

    boolean isLate(long now) {
        return now - deadline >= 0;
    }
}

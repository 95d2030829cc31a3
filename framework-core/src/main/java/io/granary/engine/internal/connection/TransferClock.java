package io.granary.engine.internal.connection;

import io.granary.engine.Ticker;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long the database has been waited for, and how long a connection has been held, by a transfer. Plain; not thread-safe, but for {@link #now}.
 */
final class TransferClock {

    private final Ticker ticker;
    private final Optional<Duration> maxHold;
    private OptionalLong heldSince = OptionalLong.empty();
    private long waitingSince;

    /**
     * Nothing has begun.
     *
     * @param ticker tells how much time has passed
     * @param maxHold how long the connection may be held
     */
    TransferClock(Ticker ticker, Optional<Duration> maxHold) {
        this.ticker = ticker;
        this.maxHold = maxHold;
    }

    /** The time, to be asked for before a lock is taken. */
    long now() {
        return ticker.read();
    }

    /** The connection is held from now on. */
    void hold() {
        heldSince = OptionalLong.of(ticker.read());
    }

    /** The database is waited for from now on, or anew. */
    void await() {
        waitingSince = ticker.read();
    }

    /**
     * How much longer it may go on; empty if it may go on for ever.
     *
     * @param limit how long the database may take
     * @param awaitsDatabase whether it is the database that is waited for
     * @param now what {@link #now} told
     */
    Optional<Duration> timeLeft(Optional<Duration> limit, boolean awaitsDatabase, long now) {
        Optional<Duration> forDatabase = limit.map(all -> awaitsDatabase ? all.minusNanos(now - waitingSince) : all);
        Optional<Duration> forAll = holdLeft(now);
        return forAll.isEmpty() || (forDatabase.isPresent() && forDatabase.get().compareTo(forAll.get()) < 0)
                ? forDatabase
                : forAll;
    }

    private Optional<Duration> holdLeft(long now) {
        return maxHold.map(all -> heldSince.isPresent() ? all.minusNanos(now - heldSince.getAsLong()) : all);
    }

    /** How long the connection may be held, if it was held for that long; empty if it was not. */
    Optional<Duration> overheld() {
        return holdLeft(ticker.read())
                .filter(left -> left.isZero() || left.isNegative())
                .flatMap(over -> maxHold);
    }
}

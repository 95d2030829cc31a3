package io.granary.engine;

/**
 * A source of nanoseconds: by it an engine tells how old a connection is, how long a lease is held and how much time a statement has left.
 *
 * <p>The start is arbitrary, and readings may be negative, so only differences mean something, and they hold for 292 years. It must never go
 * back. It is read for each statement and on many threads: it has to be cheap, and safe for all of them.
 *
 * <p>Not by it go what streams say of the time they waited, how long an actor of a session is idle, when a callback is said to block, and SQLite's wait for a lock:
 * these are by the machine's.
 *
 * <p>It tells how much time has passed, and wakes nobody: that is what the timers of the actor system are for. Tests that turn the one turn the other
 * too, which the {@code ManualTicker} of granary-testkit does.
 *
 * <p>Source of the name and the contract: {@code Ticker} of Guava and Caffeine; {@link System#nanoTime}.
 *
 * @see EngineOptions#withTicker
 */
@FunctionalInterface
public interface Ticker {

    /** {@return nanoseconds since an arbitrary start, the same for all readings of this ticker} */
    long read();

    /** {@return the machine's: {@link System#nanoTime}, which does not know the wall clock and does not leap with it} */
    static Ticker system() {
        return SystemTicker.INSTANCE;
    }
}

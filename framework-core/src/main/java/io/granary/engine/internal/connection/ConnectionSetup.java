package io.granary.engine.internal.connection;

import io.granary.dialect.Dialect;
import io.granary.driver.Driver;
import io.granary.engine.EngineOptions;
import io.granary.engine.Ticker;
import io.granary.engine.internal.Listeners;
import io.granary.error.GranaryException;
import io.granary.error.PoolClosedException;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What every connection actor of an engine is given.
 *
 * @param engine the engine's name
 * @param driver opens physical connections
 * @param dialect the dialect as far as it is known by now
 * @param options the engine's options
 * @param listeners who hears of events
 * @param ticker that of the options, at hand
 * @param canceller stops statements from aside; empty where the driver does without
 * @param stopped what is told to who waits on a connection that is stopped from above; safe for any thread
 */
public record ConnectionSetup(
        String engine,
        Driver driver,
        Supplier<Dialect> dialect,
        EngineOptions options,
        Listeners listeners,
        Ticker ticker,
        Optional<ActorRef<Canceller.Command>> canceller,
        Supplier<GranaryException> stopped) {

    /**
     * Gives none who stops statements from aside.
     *
     * @param engine the engine's name
     * @param driver opens physical connections
     * @param dialect the dialect as far as it is known by now
     * @param options the engine's options
     * @param listeners who hears of events
     */
    public ConnectionSetup(
            String engine, Driver driver, Supplier<Dialect> dialect, EngineOptions options, Listeners listeners) {
        this(engine, driver, dialect, options, listeners, options.ticker(), Optional.empty(), ConnectionSetup::closed);
    }

    /**
     * {@return the same with somebody who stops statements from aside}
     *
     * @param ref who
     */
    public ConnectionSetup with(ActorRef<Canceller.Command> ref) {
        return new ConnectionSetup(engine, driver, dialect, options, listeners, ticker, Optional.of(ref), stopped);
    }

    /**
     * {@return the same with other words for who waits on a connection that is stopped from above}
     *
     * @param words gives them; safe for any thread
     */
    public ConnectionSetup stoppedFor(Supplier<GranaryException> words) {
        return new ConnectionSetup(engine, driver, dialect, options, listeners, ticker, canceller, words);
    }

    private static GranaryException closed() {
        return PoolClosedException.of(
                "The engine was closed, or this connection ended, while this operation waited.",
                "await running work before closing");
    }
}

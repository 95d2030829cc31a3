package io.granary.engine.internal.connection;

import io.granary.dialect.Dialect;
import io.granary.driver.Driver;
import io.granary.engine.EngineOptions;
import io.granary.engine.internal.Listeners;
import java.util.Optional;
import java.util.function.LongSupplier;
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
 * @param clock nanoseconds from an arbitrary start, for ages and deadlines
 * @param canceller stops statements from aside; empty where the driver does without
 */
public record ConnectionSetup(
        String engine,
        Driver driver,
        Supplier<Dialect> dialect,
        EngineOptions options,
        Listeners listeners,
        LongSupplier clock,
        Optional<ActorRef<Canceller.Command>> canceller) {

    /**
     * Gives none who stops statements from aside.
     *
     * @param engine the engine's name
     * @param driver opens physical connections
     * @param dialect the dialect as far as it is known by now
     * @param options the engine's options
     * @param listeners who hears of events
     * @param clock nanoseconds from an arbitrary start, for ages and deadlines
     */
    public ConnectionSetup(
            String engine,
            Driver driver,
            Supplier<Dialect> dialect,
            EngineOptions options,
            Listeners listeners,
            LongSupplier clock) {
        this(engine, driver, dialect, options, listeners, clock, Optional.empty());
    }

    /**
     * {@return the same with somebody who stops statements from aside}
     *
     * @param ref who
     */
    public ConnectionSetup with(ActorRef<Canceller.Command> ref) {
        return new ConnectionSetup(engine, driver, dialect, options, listeners, clock, Optional.of(ref));
    }
}

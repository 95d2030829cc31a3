package io.granary.engine.internal.connection;

import io.granary.dialect.Dialect;
import io.granary.driver.Driver;
import io.granary.engine.EngineOptions;
import io.granary.engine.internal.Listeners;
import java.util.function.Supplier;

/**
 * What every connection actor of an engine is given.
 *
 * @param engine the engine's name
 * @param driver opens physical connections
 * @param dialect the dialect as far as it is known by now
 * @param options the engine's options
 * @param listeners who hears of events
 */
public record ConnectionSetup(
        String engine, Driver driver, Supplier<Dialect> dialect, EngineOptions options, Listeners listeners) {}

package io.granary.engine.internal;

import io.granary.dialect.Dialect;
import io.granary.dialect.Dialects;
import io.granary.driver.Driver;
import io.granary.driver.DriverSettings;
import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.engine.DatabaseUrl;
import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.internal.pool.PoolShape;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorSystem;

/** From a URL and options to an engine's core: which driver, which dialect, which name. */
public final class EngineFactory {

    private EngineFactory() {}

    /**
     * {@return the core of a new engine on the driver that the URL names}
     *
     * @param system where its actors live
     * @param url where the database is
     * @param options its options
     */
    public static EngineCore open(ActorSystem<?> system, DatabaseUrl url, EngineOptions options) {
        Dialects.named(url.dialect());
        try {
            return open(system, url, options, R2dbcDriver.of(settings(url, options)), System::nanoTime);
        } catch (GranaryException known) {
            throw known;
        } catch (RuntimeException refused) {
            // The driver's words may quote what it was given, so they stay out of the message; and so does the cause.
            throw new ArgumentException(ErrorReport.of(
                            ErrorCode.ARGUMENT,
                            "The driver for " + url.dialect() + " refused an option of the URL " + url.render() + ".")
                    .with("driver", refused.getClass().getSimpleName())
                    .hint("check names and values of the options behind the question mark and in connect-args"));
        }
    }

    /**
     * {@return the core of a new engine}
     *
     * @param system where its actors live
     * @param url names the dialect
     * @param options its options
     * @param driver opens its connections
     * @param clock nanoseconds from an arbitrary start
     */
    public static EngineCore open(
            ActorSystem<?> system, DatabaseUrl url, EngineOptions options, Driver driver, LongSupplier clock) {
        Dialect dialect = Dialects.named(url.dialect());
        String name = options.loggingName().or(url::database).orElse(url.dialect());
        return EngineCore.open(system, name, dialect, driver, options, clock);
    }

    /**
     * {@return the execution options of an engine's base view}
     *
     * @param options the engine's options
     */
    public static ExecutionOptions executionOptions(EngineOptions options) {
        ExecutionOptions base = options.executionOptions();
        return options.isolationLevel()
                .filter(level -> base.isolationLevel().isEmpty())
                .map(base::withIsolationLevel)
                .orElse(base);
    }

    private static DriverSettings settings(DatabaseUrl url, EngineOptions options) {
        Map<String, String> driverOptions = new LinkedHashMap<>();
        url.query().forEach((name, values) -> driverOptions.put(name, String.join(",", values)));
        driverOptions.putAll(options.connectArgs());
        if (!url.dialect().equals("h2") && url.username().isEmpty() && !driverOptions.containsKey("user")) {
            throw new ArgumentException(
                    ErrorReport.of(ErrorCode.ARGUMENT, "The URL " + url.render() + " names no user to log in as.")
                            .with("part", "username")
                            .hint("write user:password@ before the host, or set the key username of a configuration"));
        }
        return new DriverSettings(
                url.dialect(),
                url.variant(),
                url.host(),
                url.port(),
                url.database(),
                url.username().or(() -> Optional.ofNullable(driverOptions.remove("user"))),
                url.password().or(() -> Optional.ofNullable(driverOptions.remove("password"))),
                driverOptions,
                PoolShape.of(options).isUnlimited() ? 0 : PoolShape.of(options).most(),
                options.connectTimeout());
    }
}

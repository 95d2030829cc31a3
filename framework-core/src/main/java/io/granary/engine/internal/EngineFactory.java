package io.granary.engine.internal;

import io.granary.dialect.Dialect;
import io.granary.dialect.Dialects;
import io.granary.driver.Driver;
import io.granary.driver.DriverException;
import io.granary.driver.DriverSettings;
import io.granary.driver.jdbc.JdbcDriver;
import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.engine.DatabaseUrl;
import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.PoolKind;
import io.granary.error.ArgumentException;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.GranaryException;
import io.granary.error.NoSuchModuleException;
import java.util.function.UnaryOperator;
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
        return open(system, url, options, UnaryOperator.identity());
    }

    /**
     * {@return the core of a new engine on the driver that the URL names, with something before it}
     *
     * @param system where its actors live
     * @param url where the database is
     * @param options its options
     * @param around gets that driver and gives the one that is used
     */
    public static EngineCore open(
            ActorSystem<?> system, DatabaseUrl url, EngineOptions options, UnaryOperator<Driver> around) {
        Dialects.named(url.dialect());
        EngineOptions fitting = fitting(url, options);
        return open(system, url, fitting, around.apply(driver(url, fitting)));
    }

    private static boolean isSqlite(DatabaseUrl url) {
        return url.dialect().equals("sqlite");
    }

    /** A database in memory is its connection's own, so there is one, as SQLAlchemy has it. */
    private static EngineOptions fitting(DatabaseUrl url, EngineOptions options) {
        boolean inMemory =
                isSqlite(url) && url.database().map(":memory:"::equals).orElse(true);
        return inMemory ? options.withPoolKind(PoolKind.STATIC) : options;
    }

    private static Driver sqlite(DriverSettings settings) {
        try {
            return JdbcDriver.of(settings);
        } catch (NoClassDefFoundError missing) {
            throw NoSuchModuleException.of(
                    "SQLite's driver is not on the class path.",
                    "add the dependency org.xerial:sqlite-jdbc to your build");
        }
    }

    private static Driver driver(DatabaseUrl url, EngineOptions options) {
        try {
            DriverSettings settings = ConnectSettings.of(url, options);
            if (isSqlite(url)) {
                return sqlite(settings);
            }
            return Dialects.isOwn(url.dialect()) ? R2dbcDriver.of(settings) : ForeignDrivers.of(settings);
        } catch (GranaryException known) {
            throw known;
        } catch (DriverException refused) {
            throw new ArgumentException(
                    ErrorReport.of(ErrorCode.ARGUMENT, "The engine cannot be made: " + refused.message() + ".")
                            .hint(
                                    "check the options behind the question mark and in connect-args; of those that begin with ssl, the files and passwords too"));
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
     */
    public static EngineCore open(ActorSystem<?> system, DatabaseUrl url, EngineOptions options, Driver driver) {
        Dialect dialect = Dialects.named(url.dialect());
        refuseWhatNobodyKeeps(dialect, options);
        String name = options.loggingName().or(url::database).orElse(url.dialect());
        return EngineCore.open(system, name, dialect, driver, options);
    }

    /** A limit that was asked for and is not kept is worse than none, for it is relied upon. */
    private static void refuseWhatNobodyKeeps(Dialect dialect, EngineOptions options) {
        options.serverStatementTimeout()
                .filter(limit -> dialect.serverStatementTimeout(limit).isEmpty())
                .ifPresent(limit -> {
                    throw new ArgumentException(ErrorReport.of(
                                    ErrorCode.ARGUMENT,
                                    "Nobody but the engine ends statements on " + dialect.name()
                                            + ", so server-statement-timeout cannot hold.")
                            .with("option", "server-statement-timeout")
                            .with("value", limit.toString())
                            .hint("Leave it off; statement-timeout is kept by the engine itself."));
                });
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
}

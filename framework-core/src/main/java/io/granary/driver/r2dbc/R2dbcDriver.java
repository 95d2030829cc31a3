package io.granary.driver.r2dbc;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverSettings;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The driver port on R2DBC.
 *
 * <p>r2dbc-pool opens, counts and physically closes connections below it and is told to keep none: what is given back is closed. Its
 * ceiling leaves room for connections whose close hangs, so that these never cost a place.
 */
public final class R2dbcDriver implements Driver {

    /** A connect that r2dbc-pool itself gives up; the engine's own clock, which is shorter, is what users see. */
    private static final int OWN_CLOCK_FACTOR = 4;

    /** Connections that are no places in the engine's pool: the one that stops statements, and those that listen. */
    private static final int BESIDE = 1000;

    private final ConnectionPool connections;
    private final Flavor flavor;
    private final Duration connectTimeout;

    private final Optional<DriverSettings> settings;
    private final OpenLinks links;

    private R2dbcDriver(
            ConnectionPool connections,
            Flavor flavor,
            Duration connectTimeout,
            Optional<DriverSettings> settings,
            OpenLinks links) {
        this.connections = connections;
        this.flavor = flavor;
        this.connectTimeout = connectTimeout;
        this.settings = settings;
        this.links = links;
    }

    /**
     * {@return a driver for a database that one of the R2DBC drivers on the class path knows}
     *
     * @param settings where the database is; {@link DriverSettings#dialect()} picks the driver
     */
    public static R2dbcDriver of(DriverSettings settings) {
        return of(
                ConnectionFactories.of(settings),
                settings.maxConnections(),
                settings.connectTimeout(),
                Optional.of(settings));
    }

    /**
     * {@return a driver on a connection factory of the caller's; all that it does goes by R2DBC's interfaces, whatever the driver has below them}
     *
     * @param factory opens connections; it must not be a pool itself
     * @param maxConnections how many the engine uses at most, 0 for no limit
     * @param connectTimeout how long a connect may take
     */
    public static R2dbcDriver of(ConnectionFactory factory, int maxConnections, Duration connectTimeout) {
        return of(factory, maxConnections, connectTimeout, Optional.empty());
    }

    private static R2dbcDriver of(
            ConnectionFactory factory, int maxConnections, Duration connectTimeout, Optional<DriverSettings> settings) {
        if (factory instanceof ConnectionPool) {
            throw new IllegalArgumentException(
                    "a connection pool was given; give the factory it was made of: the engine pools itself");
        }
        ConnectionPoolConfiguration.Builder pool = ConnectionPoolConfiguration.builder(factory)
                .initialSize(0)
                .maxSize(ceiling(maxConnections))
                .maxIdleTime(Duration.ZERO)
                .acquireRetry(0)
                .maxCreateConnectionTime(connectTimeout.multipliedBy(OWN_CLOCK_FACTOR));
        // A factory of somebody else's keeps its links to itself.
        OpenLinks links = factory instanceof AskedConnectionFactory asked ? asked.links() : new OpenLinks();
        return new R2dbcDriver(
                new ConnectionPool(pool.build()), Flavor.of(factory.getMetadata()), connectTimeout, settings, links);
    }

    /**
     * {@return whether a driver of that name is on the class path}
     *
     * @param name as R2DBC's URLs have it
     */
    public static boolean supports(String name) {
        return ConnectionFactories.supports(name);
    }

    private static int ceiling(int maxConnections) {
        return maxConnections == 0 || maxConnections > Integer.MAX_VALUE / 4
                ? Integer.MAX_VALUE
                : 2 * maxConnections + BESIDE;
    }

    @Override
    public CompletionStage<DriverConnection> open() {
        CompletableFuture<DriverConnection> opened = new CompletableFuture<>();
        try {
            // Not cancelled when nobody waits any more: a pending create has to end, and whoever asked closes what
            // comes late.
            connections
                    .create()
                    .flatMap(this::identified)
                    .subscribe(
                            opened::complete,
                            failure -> opened.completeExceptionally(DriverFailures.from(failure)),
                            () -> fail(opened, "the driver gave no connection", null));
        } catch (RuntimeException defect) {
            fail(opened, "the driver threw while connecting", defect);
        }
        return opened;
    }

    /** Learns by which number the server knows the session, where a running statement is stopped by that. */
    private Mono<DriverConnection> identified(Connection connection) {
        DriverConnection unidentified = known(connection, OptionalLong.empty());
        if (flavor.sessionQuery().isEmpty()) {
            return Mono.just(unidentified);
        }
        return Flux.from(connection.createStatement(flavor.sessionQuery().get()).execute())
                .concatMap(result -> result.map((row, metadata) -> row.get(0, Number.class)))
                .<DriverConnection>map(session -> known(connection, OptionalLong.of(session.longValue())))
                .collectList()
                .map(sessions -> sessions.isEmpty() ? unidentified : sessions.get(0))
                .timeout(connectTimeout)
                .onErrorResume(failure -> leave(connection, failure).then(Mono.error(failure)));
    }

    /** Closes what is of no use. A server that fell silent would not be heard of again, and its link would stay. */
    private Mono<Void> leave(Connection connection, Throwable why) {
        if (why instanceof TimeoutException) {
            links.cut(connection);
        }
        return Mono.from(connection.close())
                .timeout(connectTimeout)
                .doOnError(TimeoutException.class, silent -> links.cut(connection))
                .onErrorComplete();
    }

    private DriverConnection known(Connection connection, OptionalLong session) {
        return new R2dbcDriverConnection(
                connection,
                flavor,
                session,
                () -> links.cut(connection),
                usual -> settings.filter(PostgresStatements::suits)
                        .map(suited -> PostgresStatements.of(connection, suited, usual))
                        .orElse(usual));
    }

    private static void fail(CompletableFuture<DriverConnection> opened, String message, @Nullable Throwable cause) {
        opened.completeExceptionally(DriverException.fault(message, cause));
    }

    @Override
    public boolean blocking() {
        return flavor.blocking();
    }

    @Override
    public void afterwards(Runnable task) {
        EventLoops.afterwards(task);
    }

    @Override
    public CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        connections
                .disposeLater()
                .subscribe(nothing -> {}, failure -> closed.complete(null), () -> closed.complete(null));
        return closed;
    }
}

package io.granary.driver.r2dbc;

import io.granary.driver.DriverException;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.util.Optional;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** io.asyncer's driver, for MySQL and MariaDB. */
enum MySqlFlavor implements Flavor {
    INSTANCE;

    @Override
    public void bindUntypedNull(Statement statement, int index) {
        statement.bindNull(index, String.class);
    }

    /** It comes with each answer of the server. */
    @Override
    public boolean tellsGeneratedKeys() {
        return true;
    }

    /**
     * A floating-point number that is none, or infinite, would be written into the statement by its name, as that of a column. The driver has no codec for a UUID; its text fits {@code char(36)} and
     * MariaDB's own type.
     */
    @Override
    public Object toDriver(Object value) {
        if ((value instanceof Double || value instanceof Float) && !Double.isFinite(((Number) value).doubleValue())) {
            throw new DriverException(
                    DriverException.Origin.REPORTED,
                    "MySQL and MariaDB store no NaN and no infinity, and were given one: store NULL in its place, or a number of your own",
                    "22003",
                    0,
                    null,
                    null);
        }
        return value instanceof UUID ? value.toString() : value;
    }

    @Override
    public Optional<String> sessionQuery() {
        return Optional.of("select connection_id()");
    }

    @Override
    public String cancelOrder(long session) {
        return "kill query " + session;
    }

    /** The name of the cipher is empty on a session in plain text. */
    @Override
    public Mono<Boolean> encrypted(Connection connection) {
        return Flux.from(connection
                        .createStatement("show session status like 'Ssl_cipher'")
                        .execute())
                .concatMap(result -> result.map(row -> {
                    String cipher = row.get(1, String.class);
                    return cipher != null && !cipher.isEmpty();
                }))
                .next();
    }

    @Override
    public Mono<Boolean> primary(Connection connection) {
        return Flux.from(connection
                        .createStatement("show global variables like 'read_only'")
                        .execute())
                .concatMap(result -> result.map(row -> "OFF".equalsIgnoreCase(row.get(1, String.class))))
                .next();
    }
}

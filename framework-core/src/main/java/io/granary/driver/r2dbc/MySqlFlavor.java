package io.granary.driver.r2dbc;

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

    /** The driver has no codec for a UUID; its text fits {@code char(36)} and MariaDB's own type. */
    @Override
    public Object toDriver(Object value) {
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

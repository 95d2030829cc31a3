package io.granary.driver.r2dbc;

import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.Wrapped;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** r2dbc-postgresql. */
enum PostgresFlavor implements Flavor {
    INSTANCE;

    @Override
    public void bindUntypedNull(Statement statement, int index) {
        statement.bind(index, Parameters.in(PostgresqlObjectId.UNSPECIFIED));
    }

    @Override
    public @Nullable Object fromDriver(@Nullable Object value) {
        return value instanceof Json json ? json.asString() : Values.plain(value);
    }

    @Override
    public Mono<Boolean> cancel(Connection connection) {
        Object driver = connection instanceof Wrapped<?> wrapped ? wrapped.unwrap() : connection;
        return driver instanceof PostgresqlConnection postgres
                ? postgres.cancelRequest().thenReturn(true)
                : Mono.just(false);
    }
}

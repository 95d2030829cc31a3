package io.granary.driver.r2dbc;

import io.granary.driver.DriverException;
import io.granary.driver.DriverNotification;
import io.granary.driver.SqlNull;
import io.granary.driver.TransactionMode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Statement;
import io.r2dbc.spi.ValidationDepth;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/**
 * What differs between R2DBC drivers below the port: how a NULL of unknown type is bound, what a decoded value is turned into, what
 * a column is called, how a transaction's mode is set, how a running statement is cancelled.
 */
interface Flavor {

    /** The driver's, by its factory's word. */
    static Flavor of(ConnectionFactoryMetadata metadata) {
        return switch (metadata.getName()) {
            case "PostgreSQL" -> PostgresFlavor.INSTANCE;
            case "MySQL", "MariaDB" -> MySqlFlavor.INSTANCE;
            case "H2" -> H2Flavor.INSTANCE;
            default -> NeutralFlavor.INSTANCE;
        };
    }

    /** Whether the driver does its work on the subscriber's thread. */
    default boolean blocking() {
        return false;
    }

    /** Why the driver must not be given a text, empty if it may. */
    default Optional<String> objection(String sql) {
        return Optional.empty();
    }

    /** Binds SQL NULL of a type that the server is to infer. */
    void bindUntypedNull(Statement statement, int index);

    /** Binds a value, typed NULL included. */
    default void bind(Statement statement, int index, @Nullable Object value) {
        if (value == null) {
            bindUntypedNull(statement, index);
        } else if (value instanceof SqlNull typed) {
            bindTypedNull(statement, index, typed);
        } else {
            statement.bind(index, toDriver(value));
        }
    }

    /** Binds SQL NULL of a given type; one that the driver has no codec for is left to the server. */
    private void bindTypedNull(Statement statement, int index, SqlNull typed) {
        try {
            statement.bindNull(index, typed.type());
        } catch (IllegalArgumentException noCodec) {
            bindUntypedNull(statement, index);
        }
    }

    /** Whether the driver gives a value of a class sooner than one of any class, and the same. */
    default boolean isQuickerByClass() {
        return false;
    }

    /** What the driver's operators are told by who subscribes to a statement. */
    default Context context() {
        return Context.empty();
    }

    /** Whether the driver tells the number that the server gave to a row without a change to the statement's text. */
    default boolean tellsGeneratedKeys() {
        return false;
    }

    /** Turns a value of ours into one that the driver takes. */
    default Object toDriver(Object value) {
        return value;
    }

    /** Turns what the driver decoded into a plain Java value. Called on the driver's thread, while the row is valid. */
    default @Nullable Object fromDriver(@Nullable Object value) {
        return Values.plain(value);
    }

    /** {@return a column's name as whoever wrote the statement would write it, without quotes} */
    default String columnName(String fromDriver) {
        return fromDriver;
    }

    /** Begins a transaction in a mode. */
    default Publisher<Void> begin(Connection connection, TransactionMode mode) {
        return mode.equals(TransactionMode.DEFAULT)
                ? connection.beginTransaction()
                : connection.beginTransaction(new ModeDefinition(mode));
    }

    /** Puts back what {@link #begin} changed beyond the transaction, after its end. */
    default Mono<Void> ended(Connection connection, TransactionMode mode) {
        return Mono.empty();
    }

    /** Asks the server for a sign of life; a refusal is one too. */
    default Mono<Boolean> ping(Connection connection) {
        return Mono.from(connection.validate(ValidationDepth.REMOTE)).defaultIfEmpty(false);
    }

    /** Asks the server to stop the running statement; completes, once the request is over, with whether the driver can ask. */
    default Mono<Boolean> cancel(Connection connection) {
        return Mono.just(false);
    }

    /** Whether the driver gives on what the server tells of its own accord. */
    default boolean notifies(Connection connection) {
        return false;
    }

    /** What the server tells of its own accord; fails as soon as the link is known to be gone. */
    default Flux<DriverNotification> notifications(Connection connection) {
        return Flux.error(DriverException.fault("this driver tells nothing of its own accord", null));
    }

    /** Whether rows can be copied in over a connection. */
    default boolean copies(Connection connection) {
        return false;
    }

    /** Runs a statement that takes its rows from this side, and gives how many it took; the last argument tells when that is over. */
    default Mono<Long> copyIn(Connection connection, String sql, Flux<ByteBuffer> data, Mono<Void> over) {
        return Mono.error(DriverException.fault("this driver copies nothing in", null));
    }

    /** Whether a statement with a fetch size ends on the server when its rows are not listened to any more. */
    default boolean endsUnheard() {
        return false;
    }

    /** The query for the number by which another connection can stop what runs on this one; empty where that is not how it is done. */
    default Optional<String> sessionQuery() {
        return Optional.empty();
    }

    /** The order to stop what runs on the connection with a number. */
    default String cancelOrder(long session) {
        throw new IllegalStateException("no statement is stopped from another connection here");
    }

    /** Whether the driver takes TLS where the server offers it and plain text where not, on one link and with one log-in. */
    default boolean negotiates() {
        return true;
    }

    /** Asks the server whether the session is encrypted. */
    default Mono<Boolean> encrypted(Connection connection) {
        return Mono.just(false);
    }

    /** Asks the server whether it takes changes, as a primary does and a replica does not. */
    default Mono<Boolean> primary(Connection connection) {
        return Mono.just(true);
    }
}

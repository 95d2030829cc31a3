package io.granary.driver.r2dbc;

import io.granary.driver.DriverException;
import io.granary.driver.TransactionMode;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Statement;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * r2dbc-h2. It works on the subscriber's thread, and takes isolation levels without applying them (seen with 1.1.0), so they are
 * set by SQL for the session and put back after the transaction.
 */
enum H2Flavor implements Flavor {
    INSTANCE;

    private static final String SET_ISOLATION = "set session characteristics as transaction isolation level ";
    private static final String DEFAULT_ISOLATION = "read committed";

    @Override
    public boolean blocking() {
        return true;
    }

    /** The driver takes every semicolon for the end of a statement, in texts, names and comments too, and runs what follows. */
    @Override
    public Optional<String> objection(String sql) {
        int first = sql.indexOf(';');
        return first < 0 || sql.substring(first).replace(";", "").isBlank()
                ? Optional.empty()
                : Optional.of(
                        "H2's driver cuts statements at each semicolon, also within texts, names and comments; there is one at"
                                + " offset " + first
                                + ": pass a text that holds one as a parameter, and leave it out of comments");
    }

    @Override
    public void bindUntypedNull(Statement statement, int index) {
        statement.bindNull(index, String.class);
    }

    /** The driver takes an array apart, and fails at a null with words about no statement that anybody wrote (seen with 1.1.0). */
    @Override
    public Object toDriver(Object value) {
        if (value instanceof Object[] elements && Arrays.asList(elements).contains(null)) {
            throw new DriverException(
                    DriverException.Origin.REFUSED,
                    "H2's driver takes no null within an array, and was given one; leave nulls out, have a value of your own stand for"
                            + " them, or store the list as JSON",
                    "0A000",
                    0,
                    null,
                    null);
        }
        if (value instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        if (value instanceof BigDecimal decimal && decimal.scale() < 0) {
            // H2 refuses 1E+2, which is 100.
            return decimal.setScale(0);
        }
        return value instanceof Character || value instanceof Enum<?> ? value.toString() : value;
    }

    /**
     * H2 folds names that are not quoted to upper case, so one that is all upper case was most likely written in another; names in mixed
     * case were quoted. After {@code normalize_name} of SQLAlchemy's dialects for such databases.
     */
    @Override
    public String columnName(String fromDriver) {
        return fromDriver.equals(fromDriver.toUpperCase(Locale.ROOT))
                ? fromDriver.toLowerCase(Locale.ROOT)
                : fromDriver;
    }

    @Override
    public Publisher<Void> begin(Connection connection, TransactionMode mode) {
        if (mode.readOnly().orElse(false)) {
            return Mono.error(new DriverException(
                    DriverException.Origin.REFUSED,
                    "H2 has no read-only transactions, so this one could write; leave read-only unset here, or open the database"
                            + " by a user who may only read",
                    "0A000",
                    0,
                    null,
                    null));
        }
        return mode.isolation()
                .map(level -> run(connection, SET_ISOLATION + level).then(Mono.from(connection.beginTransaction())))
                .orElseGet(() -> Mono.from(connection.beginTransaction()));
    }

    @Override
    public Mono<Void> ended(Connection connection, TransactionMode mode) {
        return mode.isolation().isPresent() ? run(connection, SET_ISOLATION + DEFAULT_ISOLATION) : Mono.empty();
    }

    @Override
    public Optional<String> sessionQuery() {
        return Optional.of("select session_id()");
    }

    @Override
    public boolean endsUnheard() {
        return true;
    }

    @Override
    public String cancelOrder(long session) {
        return "call cancel_session(" + session + ")";
    }

    private static Mono<Void> run(Connection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }
}

package io.granary.driver.r2dbc;

import io.granary.driver.DriverExecution;
import io.granary.driver.DriverSettings;
import io.granary.driver.DriverStatement;
import io.granary.driver.RowReceiver;
import io.granary.driver.TransactionMode;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Wrapped;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Statements by the client of r2dbc-postgresql, which takes half the time of R2DBC's interfaces above it: one statement is one message out, its rows are read from
 * the message they came in. A statement without values and without a fetch size goes the driver's way, which lets it be several; so do many sets of values, and
 * values that are read while they are sent.
 */
final class PostgresStatements implements StatementPath {

    /** Options of the driver's that ask for something else than what is done here. */
    private static final Set<String> OTHERWISE = Set.of("compatibilityMode", "fetchSize", "forceBinary");

    private static final String KEPT_TEXTS = "preparedStatementCacheQueries";
    private static final String USUALLY_KEPT = "1024";
    private static final Object[] NO_VALUES = {};

    private final PostgresClient client;
    private final PostgresTexts texts;
    private final StatementPath others;

    private PostgresStatements(PostgresClient client, PostgresTexts texts, StatementPath others) {
        this.client = client;
        this.texts = texts;
        this.others = others;
    }

    /**
     * {@return whether statements can go this way}
     *
     * @param settings where the database is, and the driver's options
     */
    static boolean suits(DriverSettings settings) {
        Map<String, String> options = settings.options();
        return settings.dialect().equals("postgresql")
                && OTHERWISE.stream().noneMatch(options::containsKey)
                && isNumber(options.getOrDefault(KEPT_TEXTS, "0"));
    }

    private static boolean isNumber(String text) {
        return text.matches("-?[0-9]{1,9}");
    }

    /**
     * {@return statements of a connection, this way where its client can be had}
     *
     * @param connection whose
     * @param settings which this suits
     * @param others what is not done this way
     */
    static StatementPath of(Connection connection, DriverSettings settings, StatementPath others) {
        Object driver = connection instanceof Wrapped<?> wrapped ? wrapped.unwrap() : connection;
        return driver instanceof PostgresqlConnection postgres
                ? PostgresClient.of(postgres)
                        .<StatementPath>map(
                                client -> new PostgresStatements(client, new PostgresTexts(kept(settings)), others))
                        .orElse(others)
                : others;
    }

    /** As the driver has it, a negative number for any; where the URL says nothing the driver would keep any, too, and a server's memory has an end. */
    private static OptionalInt kept(DriverSettings settings) {
        int most = Integer.parseInt(settings.options().getOrDefault(KEPT_TEXTS, USUALLY_KEPT));
        return most < 0 ? OptionalInt.empty() : OptionalInt.of(most);
    }

    @Override
    public boolean beginsTransactions() {
        return true;
    }

    @Override
    public boolean beginsWith(DriverStatement statement) {
        try {
            return values(statement).isPresent();
        } catch (RuntimeException refused) {
            return false;
        }
    }

    @Override
    public DriverExecution executeFirst(TransactionMode mode, DriverStatement statement, RowReceiver receiver) {
        return values(statement)
                .map(values -> new PostgresExecution(client, texts, statement, values, receiver, begin(mode)))
                .orElseThrow();
    }

    /** As "BEGIN" in PostgreSQL's documentation has it. */
    private static String begin(TransactionMode mode) {
        StringBuilder text = new StringBuilder("BEGIN");
        mode.isolation().ifPresent(level -> text.append(" ISOLATION LEVEL ").append(level));
        mode.readOnly().ifPresent(only -> text.append(only ? " READ ONLY" : " READ WRITE"));
        return text.toString();
    }

    @Override
    public DriverExecution execute(DriverStatement statement, RowReceiver receiver) {
        Optional<PostgresValues> values;
        try {
            values = values(statement);
        } catch (RuntimeException refused) {
            // A codec that takes a value and fails when it writes it, as that of an array of several classes.
            return new RefusedExecution(receiver, DriverFailures.refused(refused));
        }
        return values.<DriverExecution>map(
                        known -> new PostgresExecution(client, texts, statement, known, receiver, null))
                .orElseGet(() -> others.execute(statement, receiver));
    }

    private Optional<PostgresValues> values(DriverStatement statement) {
        List<Object[]> bindings = statement.bindings();
        Object[] values = bindings.isEmpty() ? NO_VALUES : bindings.get(0);
        boolean several = bindings.size() > 1 || (values.length == 0 && statement.fetchSize() == 0);
        return several ? Optional.empty() : PostgresValues.of(values, client.codecs());
    }
}

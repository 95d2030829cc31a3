package io.granary.dialect;

import io.granary.dialect.catalog.PostgresCatalog;
import io.granary.dialect.render.CopyStatement;
import io.granary.dialect.render.PostgresGrammar;
import io.granary.dialect.render.PostgresTypes;
import io.granary.dialect.render.StatementRenderer;
import io.granary.dialect.render.TypeNames;
import io.granary.error.DatabaseError;
import io.granary.schema.catalog.Catalog;
import io.granary.sql.CopyIn;
import io.granary.sql.LexicalRules;
import io.granary.sql.SchemaTranslation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** PostgreSQL (SQLSTATE: its manual, appendix A). */
public final class PostgresDialect implements Dialect {

    /** The only instance there needs to be. */
    public static final PostgresDialect INSTANCE = new PostgresDialect();

    /** The wire protocol counts a statement's values in 16 bits. */
    private static final int MAX_BINDS = 65_535;

    /** The first eight digits of the name of the file that is written. */
    private static final String TIMELINE = "left(pg_walfile_name(pg_current_wal_lsn()), 8)";

    private static final Pattern TRANSACTION = Pattern.compile("(\\d{1,20})@([0-9A-F]{8})");

    private static final Pattern SNAPSHOT = Pattern.compile("[0-9A-F-]{1,64}");

    private static final String LINK_CHECK = "client_connection_check_interval";

    private static final String RESET =
            "close all; set session authorization default; reset role; reset all; unlisten *;"
                    + " discard temp; discard sequences; select pg_catalog.pg_advisory_unlock_all()::text;"
                    + " select 'deallocate ' || pg_catalog.quote_ident(name) from pg_catalog.pg_prepared_statements where from_sql";

    private static final Map<String, ErrorKind> STATES = Map.ofEntries(
            Map.entry("23505", ErrorKind.UNIQUE_VIOLATION),
            Map.entry("23503", ErrorKind.FOREIGN_KEY_VIOLATION),
            Map.entry("23502", ErrorKind.NOT_NULL_VIOLATION),
            Map.entry("23514", ErrorKind.CHECK_VIOLATION),
            Map.entry("40001", ErrorKind.SERIALIZATION_FAILURE),
            Map.entry("40P01", ErrorKind.DEADLOCK),
            Map.entry("55P03", ErrorKind.LOCK_TIMEOUT),
            Map.entry("57014", ErrorKind.STATEMENT_TIMEOUT),
            // Idle in a transaction, or in one, for longer than the server allows: its last words, which a statement
            // may still meet.
            Map.entry("25P03", ErrorKind.DISCONNECTED),
            Map.entry("25P04", ErrorKind.DISCONNECTED),
            Map.entry("57P01", ErrorKind.DISCONNECTED),
            Map.entry("57P02", ErrorKind.DISCONNECTED),
            Map.entry("57P03", ErrorKind.DISCONNECTED),
            Map.entry("57P05", ErrorKind.DISCONNECTED),
            // A protocol violation is the driver's or ours; the link lives on.
            Map.entry("08P01", ErrorKind.PROGRAMMING));

    /**
     * Said to a session that waits for a statement: it was idle for too long, in a transaction or not, or was not let in at all. A statement that came
     * meanwhile is not read. 25P04 and 57P01 may be said while a COMMIT runs.
     */
    private static final Set<String> UNREAD = Set.of("25P03", "57P03", "57P05");

    private final Set<Feature> features = EnumSet.allOf(Feature.class);

    private final TypeNames types = new PostgresTypes();
    private final StatementRenderer renderer = new StatementRenderer(new PostgresGrammar(this));
    private final Catalog catalog = new PostgresCatalog();

    private PostgresDialect() {
        features.remove(Feature.NUL_IN_TEXT);
    }

    @Override
    public String name() {
        return "postgresql";
    }

    @Override
    public Set<Feature> features() {
        return Set.copyOf(features);
    }

    @Override
    public boolean supports(Feature feature) {
        return features.contains(feature);
    }

    @Override
    public LexicalRules lexicalRules() {
        return LexicalRules.postgresql();
    }

    @Override
    public MarkerStyle markers() {
        return MarkerStyle.DOLLAR_NUMBERED;
    }

    @Override
    public EmptyList emptyLists() {
        return EmptyList.ARRAY;
    }

    @Override
    public int maxBinds() {
        return MAX_BINDS;
    }

    @Override
    public String probe(String product) {
        return "select current_setting('server_version'), current_schema()::text,"
                + " upper(current_setting('default_transaction_isolation'))";
    }

    /**
     * The id, {@code @}, and the timeline, since another primary may have given the same id to another transaction. A transaction that wrote
     * nothing has no id; a standby has only such.
     */
    @Override
    public Optional<String> transactionId() {
        return Optional.of("select case when not pg_is_in_recovery()"
                + " then pg_current_xact_id_if_assigned()::text || '@' || " + TIMELINE + " end");
    }

    @Override
    public Optional<String> transactionStatus(String id) {
        Matcher parts = TRANSACTION.matcher(id);
        return parts.matches()
                ? Optional.of("select case when pg_is_in_recovery() then 'in progress'"
                        + " when " + TIMELINE + " = '" + parts.group(2) + "' then pg_xact_status('" + parts.group(1)
                        + "'::xid8) end")
                : Optional.empty();
    }

    @Override
    public Optional<String> exportSnapshot() {
        return Optional.of("select pg_export_snapshot()");
    }

    @Override
    public Optional<String> importSnapshot(String name) {
        return SNAPSHOT.matcher(name).matches()
                ? Optional.of("set transaction snapshot '" + name + "'")
                : Optional.empty();
    }

    /**
     * In one message, which is one transaction: all or nothing. As DISCARD ALL does, but for the prepared statements: those of the driver
     * stay, which knows them by name, and those of PREPARE go one by one.
     */
    @Override
    public Optional<List<String>> sessionReset() {
        return Optional.of(List.of(RESET));
    }

    @Override
    public Optional<String> serverStatementTimeout(Duration limit) {
        return Optional.of("set statement_timeout = " + limit.toMillis());
    }

    /** Known from release 14 on; a server that does not know it is not told. */
    @Override
    public Optional<String> serverLinkCheck(Duration every) {
        return Optional.of("select set_config('" + LINK_CHECK + "', '" + every.toMillis()
                + "', false) where current_setting('" + LINK_CHECK + "', true) is not null");
    }

    @Override
    public ErrorKind classify(DatabaseError error) {
        String state = error.sqlState();
        ErrorKind known = state == null ? null : STATES.get(state);
        return known != null ? known : StandardStates.of(state);
    }

    @Override
    public boolean leavesNothing(DatabaseError error) {
        String state = error.sqlState();
        return state != null && UNREAD.contains(state);
    }

    @Override
    public Spread spread(DatabaseError error) {
        if ("25006".equals(error.sqlState())) {
            return Spread.ALL;
        }
        return "57P01".equals(error.sqlState()) ? Spread.IF_REPEATED : Spread.NONE;
    }

    @Override
    public ConnectTrouble connectTrouble(DatabaseError error) {
        String state = error.sqlState();
        if (state == null) {
            return StandardStates.connectTrouble(error);
        }
        return switch (state) {
            case "57P01", "57P02", "57P03" -> ConnectTrouble.NOT_READY;
            case "53300" -> ConnectTrouble.TOO_MANY;
            default -> StandardStates.connectTrouble(error);
        };
    }

    @Override
    public String copyIn(CopyIn copy, SchemaTranslation schemas) {
        return CopyStatement.of(copy, schemas, renderer);
    }

    @Override
    public String listen(List<String> channels) {
        return channels.stream()
                .map(channel -> "LISTEN " + renderer.quoted(channel))
                .collect(Collectors.joining("; "));
    }

    @Override
    public String notification() {
        return "SELECT pg_catalog.pg_notify($1, $2)";
    }

    @Override
    public String withoutValues(String message) {
        return QuotedValues.POSTGRESQL.masked(message);
    }

    @Override
    public TypeNames types() {
        return types;
    }

    @Override
    public StatementRenderer renderer() {
        return renderer;
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }
}

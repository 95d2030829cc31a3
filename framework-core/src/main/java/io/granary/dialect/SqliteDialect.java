package io.granary.dialect;

import io.granary.dialect.catalog.SqliteCatalog;
import io.granary.dialect.render.SqliteGrammar;
import io.granary.dialect.render.SqliteTypes;
import io.granary.dialect.render.StatementRenderer;
import io.granary.dialect.render.TypeNames;
import io.granary.error.DatabaseError;
import io.granary.schema.catalog.Catalog;
import io.granary.sql.LexicalRules;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SQLite 3.39 and later. Its driver tells states of the standard, which SQLite itself has not. */
public final class SqliteDialect implements Dialect {

    /** The only instance there needs to be. */
    public static final SqliteDialect INSTANCE = new SqliteDialect(Optional.empty());

    /** What a connection may be told otherwise and can be asked for. */
    private static final List<String> PRAGMAS = List.of(
            "foreign_keys",
            "query_only",
            "recursive_triggers",
            "ignore_check_constraints",
            "reverse_unordered_selects",
            "read_uncommitted",
            "legacy_alter_table",
            "trusted_schema",
            "writable_schema",
            "synchronous",
            "cache_size",
            "max_page_count",
            "temp_store");

    /**
     * Gives a statement that fails, so that the connection is closed, unless the mode is that of the login. The pragma that would set it answers with a text, which
     * would be the next statement; and a lock that is kept would be let go of by whoever comes next, not before.
     */
    private static final String LOCKING_MODE =
            "'select ''rollback'' from pragma_locking_mode where locking_mode <> ''' || (select locking_mode from"
                    + " pragma_locking_mode) || '''' || char(10)";

    /** Gives a statement for whatever is temporary. */
    private static final String FORGET =
            "select 'drop ' || type || ' if exists temp.\"' || replace(name, '\"', '\"\"') || '\"'"
                    + " from sqlite_temp_schema where type in ('table', 'view', 'trigger') and name not like 'sqlite@_%' escape '@'";

    /** Gives a statement for each database that was attached. */
    private static final String DETACH =
            "select 'detach \"' || replace(name, '\"', '\"\"') || '\"' from pragma_database_list"
                    + " where name not in ('main', 'temp')";

    /** What SQLite takes by default (sqlite.org, "Limits In SQLite", SQLITE_MAX_VARIABLE_NUMBER). */
    private static final int MAX_BINDS = 32_766;

    private static final Map<String, ErrorKind> STATES = Map.of(
            "23505", ErrorKind.UNIQUE_VIOLATION,
            "23503", ErrorKind.FOREIGN_KEY_VIOLATION,
            "23502", ErrorKind.NOT_NULL_VIOLATION,
            "23514", ErrorKind.CHECK_VIOLATION,
            "55P03", ErrorKind.LOCK_TIMEOUT,
            "40P01", ErrorKind.DEADLOCK,
            "57014", ErrorKind.STATEMENT_TIMEOUT,
            "58030", ErrorKind.OPERATIONAL);

    /** SQLITE_READONLY_DBMOVED: the name belongs to another file or to none, and what is written would be lost. */
    private static final int MOVED = 1032;

    /** The low byte of a result code is its kind: SQLITE_IOERR, SQLITE_CORRUPT, SQLITE_CANTOPEN. */
    private static final int KIND = 0xff;

    private static final Set<Integer> FAILED = Set.of(10, 11, 14);

    /** SQLITE_IOERR_FSYNC, _DIR_FSYNC and _DELETE: what ends a transaction may be said to have failed when it is there. */
    private static final Set<Integer> PERHAPS_THERE = Set.of(1034, 1290, 2570);

    private final Set<Feature> features = Set.copyOf(EnumSet.of(
            Feature.NUL_IN_TEXT,
            Feature.INSERT_RETURNING,
            Feature.UPDATE_RETURNING,
            Feature.DELETE_RETURNING,
            Feature.TRANSACTIONAL_DDL,
            Feature.READ_ONLY_TRANSACTIONS,
            Feature.DEFERRABLE_CONSTRAINTS,
            Feature.CANCEL_ON_SERVER,
            Feature.FULL_JOIN,
            Feature.TABLE_FUNCTIONS,
            Feature.WITH_BEFORE_INSERT,
            Feature.WITH_BEFORE_DML,
            Feature.UPDATE_FROM,
            Feature.CONFLICT_CONDITION,
            Feature.INDEX_IF_NOT_EXISTS,
            Feature.PARTIAL_INDEXES,
            Feature.EXPRESSION_INDEXES));

    private final TypeNames types = new SqliteTypes();
    private final StatementRenderer renderer = new StatementRenderer(new SqliteGrammar(this));
    private final Catalog catalog = new SqliteCatalog();

    private final Optional<List<String>> reset;

    private SqliteDialect(Optional<List<String>> reset) {
        this.reset = reset;
    }

    @Override
    public String name() {
        return "sqlite";
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    @Override
    public LexicalRules lexicalRules() {
        return LexicalRules.sqlite();
    }

    @Override
    public MarkerStyle markers() {
        return MarkerStyle.QUESTION;
    }

    @Override
    public int maxBinds() {
        return MAX_BINDS;
    }

    @Override
    public String probe(String product) {
        String pragmas = PRAGMAS.stream()
                .map(pragma ->
                        "'pragma " + pragma + " = ' || (select " + pragma + " from pragma_" + pragma + ") || char(10)")
                .collect(Collectors.joining(" || "));
        return "select sqlite_version(), 'main', 'SERIALIZABLE', " + pragmas + " || " + LOCKING_MODE
                + " || 'pragma case_sensitive_like = ' || ('a' not like 'A')";
    }

    /** SQLite has no word for what a session was after login, so that is what the first one tells. */
    @Override
    public Dialect refinedBy(ServerFacts facts) {
        return facts.session()
                .<Dialect>map(atLogin ->
                        new SqliteDialect(Optional.of(Stream.concat(Stream.of(FORGET, DETACH), atLogin.lines())
                                .toList())))
                .orElse(this);
    }

    @Override
    public Optional<List<String>> sessionReset() {
        return reset;
    }

    @Override
    public Optional<String> checksForeignKeys(boolean atCommit) {
        return Optional.of("pragma defer_foreign_keys = " + (atCommit ? "on" : "off"));
    }

    @Override
    public EmptyList emptyLists() {
        return EmptyList.BARE_SUBQUERY;
    }

    @Override
    public ErrorKind classify(DatabaseError error) {
        if (error.errorCode() == MOVED) {
            return ErrorKind.DISCONNECTED;
        }
        String state = error.sqlState();
        ErrorKind known = state == null ? null : STATES.get(state);
        return known != null ? known : StandardStates.of(state);
    }

    /** SQLite takes back what a statement did that it reports as failed. */
    @Override
    public boolean leavesNothing(DatabaseError error) {
        int code = error.errorCode();
        return code == MOVED || (FAILED.contains(code & KIND) && !PERHAPS_THERE.contains(code));
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

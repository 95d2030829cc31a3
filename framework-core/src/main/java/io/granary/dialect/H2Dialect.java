package io.granary.dialect;

import io.granary.dialect.catalog.H2Catalog;
import io.granary.dialect.render.H2Grammar;
import io.granary.dialect.render.H2Types;
import io.granary.dialect.render.StatementRenderer;
import io.granary.dialect.render.TypeNames;
import io.granary.error.DatabaseError;
import io.granary.schema.catalog.Catalog;
import io.granary.sql.LexicalRules;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** H2 2.4 (codes: its {@code org.h2.api.ErrorCode}). */
public final class H2Dialect implements Dialect {

    /** The only instance there needs to be. */
    public static final H2Dialect INSTANCE = new H2Dialect(Optional.empty());

    /** Gives a statement for each variable and each temporary table of the session. */
    private static final String FORGET = "select 'set @' || quote_ident(substring(state_key from 2)) || ' = null'"
            + " from information_schema.session_state where state_key like '@%'"
            + " union all select 'drop table ' || quote_ident(table_schema) || '.' || quote_ident(table_name) || ' cascade'"
            + " from information_schema.tables where table_type = 'LOCAL TEMPORARY'";

    private static final int MAX_BINDS = 100_000;

    /** H2 gives its own errors states of no standard class, which are their numbers. */
    private static final Set<Integer> WRONG_STATEMENTS = Set.of(
            90_012, 90_016, 90_017, 90_022, 90_023, 90_033, 90_035, 90_036, 90_037, 90_038, 90_039, 90_040, 90_042,
            90_045, 90_052, 90_053, 90_054, 90_057, 90_059, 90_078, 90_079, 90_080, 90_081, 90_083, 90_085, 90_087,
            90_096, 90_106, 90_107, 90_119, 90_120, 90_122, 90_138, 90_150);

    private static final Map<Integer, ErrorKind> CODES = Map.ofEntries(
            Map.entry(23_505, ErrorKind.UNIQUE_VIOLATION),
            Map.entry(23_503, ErrorKind.FOREIGN_KEY_VIOLATION),
            Map.entry(23_506, ErrorKind.FOREIGN_KEY_VIOLATION),
            Map.entry(23_502, ErrorKind.NOT_NULL_VIOLATION),
            Map.entry(23_513, ErrorKind.CHECK_VIOLATION),
            Map.entry(23_514, ErrorKind.CHECK_VIOLATION),
            Map.entry(40_001, ErrorKind.DEADLOCK),
            Map.entry(90_131, ErrorKind.SERIALIZATION_FAILURE),
            Map.entry(50_200, ErrorKind.LOCK_TIMEOUT),
            Map.entry(57_014, ErrorKind.STATEMENT_TIMEOUT),
            Map.entry(50_004, ErrorKind.PROGRAMMING),
            Map.entry(50_100, ErrorKind.NOT_SUPPORTED),
            Map.entry(90_145, ErrorKind.NOT_SUPPORTED),
            Map.entry(50_000, ErrorKind.INTERNAL),
            Map.entry(90_003, ErrorKind.DATA),
            Map.entry(90_004, ErrorKind.DATA),
            Map.entry(90_013, ErrorKind.PROGRAMMING),
            Map.entry(90_146, ErrorKind.PROGRAMMING),
            Map.entry(90_020, ErrorKind.OPERATIONAL),
            Map.entry(90_097, ErrorKind.OPERATIONAL),
            Map.entry(90_007, ErrorKind.DISCONNECTED),
            Map.entry(90_067, ErrorKind.DISCONNECTED),
            Map.entry(90_098, ErrorKind.DISCONNECTED),
            Map.entry(90_121, ErrorKind.DISCONNECTED));

    private final Set<Feature> features = Set.copyOf(EnumSet.of(
            Feature.NUL_IN_TEXT,
            Feature.INSERT_RETURNING,
            Feature.UPDATE_RETURNING,
            Feature.DELETE_RETURNING,
            Feature.RETURNING_SEES_TRIGGERS,
            Feature.DISTINCT_ON,
            Feature.FETCH_WITH_TIES,
            Feature.ARRAYS,
            Feature.TABLE_FUNCTIONS,
            Feature.WITH_ORDINALITY,
            Feature.WITHIN_GROUP,
            Feature.CONFLICT_CONDITION,
            Feature.IDENTITY_IN_COMPOSITE_KEY,
            Feature.INDEX_IF_NOT_EXISTS,
            Feature.ALTER_FOREIGN_KEYS,
            Feature.CREATE_SCHEMA,
            Feature.SEQUENCES,
            Feature.COMMENT_STATEMENTS));

    private final Optional<List<String>> reset;

    private H2Dialect(Optional<List<String>> reset) {
        this.reset = reset;
    }

    private final TypeNames types = new H2Types();
    private final StatementRenderer renderer = new StatementRenderer(new H2Grammar(this));
    private final Catalog catalog = new H2Catalog(H2Grammar.NAMES);

    @Override
    public String name() {
        return "h2";
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    @Override
    public LexicalRules lexicalRules() {
        return LexicalRules.h2();
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
        return "select h2version(), schema(),"
                + " (select isolation_level from information_schema.sessions where session_id = session_id()),"
                + " (select listagg(state_command, char(10)) from information_schema.session_state"
                + " where state_key not like 'TABLE %') || char(10) || 'SET LOCK_TIMEOUT ' || lock_timeout()";
    }

    /** H2 has no word for what a session was after login, so that is what the first one tells. */
    @Override
    public Dialect refinedBy(ServerFacts facts) {
        return facts.session().isEmpty() || facts.defaultSchema().isEmpty()
                ? this
                : new H2Dialect(Optional.of(
                        reset(facts.defaultSchema().get(), facts.session().get().lines())));
    }

    private static List<String> reset(String schema, Stream<String> atLogin) {
        String quoted = '"' + schema.replace("\"", "\"\"") + '"';
        return Stream.of(
                        Stream.of(FORGET, "set time zone local", "set schema_search_path " + quoted),
                        atLogin.filter(line -> !line.isBlank()))
                .flatMap(Function.identity())
                .toList();
    }

    @Override
    public Optional<List<String>> sessionReset() {
        return reset;
    }

    @Override
    public Optional<String> serverStatementTimeout(Duration limit) {
        return Optional.of("set query_timeout " + limit.toMillis());
    }

    @Override
    public ErrorKind classify(DatabaseError error) {
        if (WRONG_STATEMENTS.contains(error.errorCode())) {
            return ErrorKind.PROGRAMMING;
        }
        ErrorKind known = CODES.get(error.errorCode());
        return known != null ? known : StandardStates.of(error.sqlState());
    }

    @Override
    public ConnectTrouble connectTrouble(DatabaseError error) {
        return switch (error.errorCode()) {
            case 90_013, 90_146, 90_149 -> ConnectTrouble.REFUSED;
            case 90_020, 90_098 -> ConnectTrouble.NOT_READY;
            case 90_067 -> ConnectTrouble.UNREACHABLE;
            default -> StandardStates.connectTrouble(error);
        };
    }

    @Override
    public String withoutValues(String message) {
        return QuotedValues.H2.masked(message);
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

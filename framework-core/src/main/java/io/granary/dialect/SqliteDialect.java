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
import java.util.Map;
import java.util.Set;

/** SQLite 3.39 and later. Its driver tells states of the standard, which SQLite itself has not. */
public final class SqliteDialect implements Dialect {

    /** The only instance there needs to be. */
    public static final SqliteDialect INSTANCE = new SqliteDialect();

    /** What SQLite takes by default (sqlite.org, "Limits In SQLite", SQLITE_MAX_VARIABLE_NUMBER). */
    private static final int MAX_BINDS = 32_766;

    private static final Map<String, ErrorKind> STATES = Map.of(
            "23505", ErrorKind.UNIQUE_VIOLATION,
            "23503", ErrorKind.FOREIGN_KEY_VIOLATION,
            "23502", ErrorKind.NOT_NULL_VIOLATION,
            "23514", ErrorKind.CHECK_VIOLATION,
            "55P03", ErrorKind.LOCK_TIMEOUT,
            "57014", ErrorKind.STATEMENT_TIMEOUT,
            "58030", ErrorKind.OPERATIONAL);

    /** SQLITE_READONLY_DBMOVED: the name belongs to another file or to none, and what is written would be lost. */
    private static final int MOVED = 1032;

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

    private SqliteDialect() {}

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
        return "select sqlite_version(), 'main', 'SERIALIZABLE'";
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

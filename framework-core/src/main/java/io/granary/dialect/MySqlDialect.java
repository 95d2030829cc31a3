package io.granary.dialect;

import io.granary.dialect.catalog.MySqlCatalog;
import io.granary.dialect.render.MySqlGrammar;
import io.granary.dialect.render.MySqlTypes;
import io.granary.dialect.render.StatementRenderer;
import io.granary.dialect.render.TypeNames;
import io.granary.error.DatabaseError;
import io.granary.schema.catalog.Catalog;
import io.granary.sql.LexicalRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * MySQL and MariaDB, which share driver, protocol and most error numbers (MySQL manual, "Server Error Message Reference"; MariaDB
 * manual, "MariaDB Error Code Reference"). The vendor code decides: the driver gives no SQLSTATE for many errors.
 */
public final class MySqlDialect implements Dialect {

    /** MySQL, and what is not yet known to be MariaDB. */
    public static final MySqlDialect MYSQL = new MySqlDialect(
            "mysql",
            EnumSet.of(
                    Feature.READ_ONLY_TRANSACTIONS,
                    Feature.NUL_IN_TEXT,
                    Feature.LATERAL,
                    Feature.SET_OPERATIONS_ALL,
                    Feature.LOCK_FOR_SHARE,
                    Feature.WITH_BEFORE_DML,
                    Feature.UPDATE_FROM,
                    Feature.DELETE_USING,
                    Feature.EXPRESSION_INDEXES,
                    Feature.IDENTITY_IN_COMPOSITE_KEY,
                    Feature.ALTER_FOREIGN_KEYS,
                    Feature.CREATE_SCHEMA));

    /** MariaDB. */
    public static final MySqlDialect MARIADB = new MySqlDialect(
            "mariadb",
            EnumSet.of(
                    Feature.READ_ONLY_TRANSACTIONS,
                    Feature.NUL_IN_TEXT,
                    Feature.INSERT_RETURNING,
                    Feature.DELETE_RETURNING,
                    Feature.RETURNING_SEES_TRIGGERS,
                    Feature.SET_OPERATIONS_ALL,
                    Feature.FETCH_WITH_TIES,
                    Feature.LOCK_FOR_SHARE,
                    Feature.UPDATE_FROM,
                    Feature.DELETE_USING,
                    Feature.INDEX_IF_NOT_EXISTS,
                    Feature.IDENTITY_IN_COMPOSITE_KEY,
                    Feature.ALTER_FOREIGN_KEYS,
                    Feature.CREATE_SCHEMA,
                    Feature.SEQUENCES));

    private static final int MAX_BINDS = 65_535;
    private static final int INTERRUPTED = 1317;
    private static final int TOO_LARGE = 1153;

    /** Of MySQL; what MariaDB numbers so is a trigger that is not there. */
    private static final int IDLE_FOR_TOO_LONG = 4031;

    private static final Map<Integer, ErrorKind> CODES = codes();

    private final String name;
    private final Set<Feature> features;
    private final TypeNames types = new MySqlTypes();
    private final StatementRenderer renderer;
    private final Catalog catalog;

    private MySqlDialect(String name, Set<Feature> features) {
        this.name = name;
        this.features = Set.copyOf(features);
        this.renderer = new StatementRenderer(new MySqlGrammar(this, name.equals("mariadb")));
        this.catalog = new MySqlCatalog(name.equals("mariadb"));
    }

    private static Map<Integer, ErrorKind> codes() {
        Map<Integer, ErrorKind> codes = new HashMap<>();
        put(codes, ErrorKind.UNIQUE_VIOLATION, 1022, 1062, 1169, 1586);
        put(codes, ErrorKind.FOREIGN_KEY_VIOLATION, 1216, 1217, 1451, 1452);
        put(codes, ErrorKind.NOT_NULL_VIOLATION, 1048, 1263, 1364);
        put(codes, ErrorKind.CHECK_VIOLATION, 3819, 4025);
        put(codes, ErrorKind.DATA, 1264, 1265, 1292, 1365, 1366, 1367, 1406, 1411, 1416, 1441, 1690, 3140, 3141, 3143);
        put(codes, ErrorKind.DEADLOCK, 1213);
        put(codes, ErrorKind.LOCK_TIMEOUT, 1205, 3572);
        put(codes, ErrorKind.STATEMENT_TIMEOUT, 1317, 1969, 3024);
        put(codes, ErrorKind.SERIALIZATION_FAILURE, 1020);
        put(codes, ErrorKind.DISCONNECTED, 1053, 1077, 1079, 1080, 1152, 1184, 1927, 2006, 2013);
        put(codes, ErrorKind.NOT_SUPPORTED, 1235, 1289);
        put(
                codes,
                ErrorKind.OPERATIONAL,
                1021,
                1040,
                1045,
                1114,
                1129,
                1130,
                1203,
                1206,
                1226,
                1290,
                1698,
                1792,
                1820,
                1836,
                3118);
        put(
                codes,
                ErrorKind.PROGRAMMING,
                1007,
                1008,
                1044,
                1049,
                1050,
                1051,
                1054,
                1058,
                1060,
                1061,
                1064,
                1091,
                1093,
                1111);
        // 1052, an ambiguous column, comes with SQLSTATE 23000, the class of constraints.
        put(
                codes,
                ErrorKind.PROGRAMMING,
                1052,
                1136,
                1142,
                1143,
                1146,
                1153,
                1172,
                1193,
                1215,
                1222,
                1227,
                1231,
                1241,
                1242);
        put(codes, ErrorKind.PROGRAMMING, 1305, 1318, 1370, 1582);
        return Map.copyOf(codes);
    }

    private static void put(Map<Integer, ErrorKind> codes, ErrorKind kind, int... numbers) {
        for (int number : numbers) {
            codes.put(number, kind);
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<Feature> features() {
        return features;
    }

    @Override
    public LexicalRules lexicalRules() {
        return LexicalRules.mysql();
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
        // MariaDB has the old name of the variable in every release, MySQL 8 only the new one.
        String isolation = isMariaDb(product) ? "@@tx_isolation" : "@@transaction_isolation";
        return "select version(), database(), replace(" + isolation + ", '-', ' ')";
    }

    @Override
    public Dialect refinedBy(ServerFacts facts) {
        return isMariaDb(facts.product()) || isMariaDb(facts.version()) ? MARIADB : MYSQL;
    }

    @Override
    public boolean dependsOnServer() {
        return true;
    }

    private static boolean isMariaDb(String text) {
        return text.toLowerCase(Locale.ROOT).contains("mariadb");
    }

    /**
     * "Query execution was interrupted" is said after KILL QUERY, and just as well to a session that is being killed; what is larger than a packet may
     * be, before the server hangs up.
     */
    @Override
    public boolean mayEndSession(DatabaseError error) {
        return error.errorCode() == INTERRUPTED || error.errorCode() == TOO_LARGE;
    }

    /** MariaDB counts seconds, with six digits behind the point; MySQL milliseconds, and of queries only. */
    @Override
    public Optional<String> serverStatementTimeout(Duration limit) {
        return Optional.of(
                name.equals("mariadb")
                        ? "set session max_statement_time = "
                                + BigDecimal.valueOf(limit.toMillis(), 3).toPlainString()
                        : "set session max_execution_time = " + limit.toMillis());
    }

    @Override
    public ErrorKind classify(DatabaseError error) {
        if (error.errorCode() == IDLE_FOR_TOO_LONG) {
            return isMariaDb(name) ? ErrorKind.PROGRAMMING : ErrorKind.DISCONNECTED;
        }
        ErrorKind known = CODES.get(error.errorCode());
        return known != null ? known : StandardStates.of(error.sqlState());
    }

    /** The server had ended the session before it read what was sent, or did not read it for its size. */
    @Override
    public boolean leavesNothing(DatabaseError error) {
        return error.errorCode() == TOO_LARGE || (error.errorCode() == IDLE_FOR_TOO_LONG && !isMariaDb(name));
    }

    /** 1290 is said of any option that is in the way of a statement, so the option has to be read. */
    @Override
    public Spread spread(DatabaseError error) {
        return switch (error.errorCode()) {
            case 1836 -> Spread.ALL;
            case 1290 ->
                error.message().contains("read-only") || error.message().contains("read_only")
                        ? Spread.ALL
                        : Spread.NONE;
            case 1927 -> Spread.IF_REPEATED;
            default -> Spread.NONE;
        };
    }

    @Override
    public ConnectTrouble connectTrouble(DatabaseError error) {
        return switch (error.errorCode()) {
            case 1040, 1203, 1226 -> ConnectTrouble.TOO_MANY;
            case 1053, 1077, 1079, 1080 -> ConnectTrouble.NOT_READY;
            case 1044, 1045, 1049, 1129, 1130, 1698, 1820, 3118 -> ConnectTrouble.REFUSED;
            default -> StandardStates.connectTrouble(error);
        };
    }

    @Override
    public String withoutValues(String message) {
        return QuotedValues.MYSQL.masked(message);
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

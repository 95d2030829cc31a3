package io.granary.testkit;

import io.granary.dialect.Dialect;
import io.granary.dialect.Dialects;
import io.granary.dialect.Feature;
import io.granary.engine.DatabaseUrl;
import io.granary.engine.IsolationLevel;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.ForeignServer;
import io.granary.testkit.fixtures.TestDatabase;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a database claims to do, and how it is asked: the only place where suites tell databases apart.
 *
 * <p>What a database does not claim, the suites expect it to refuse politely; nothing is skipped.
 *
 * @param kind which product; of one that the fixtures do not know, the one that it is nearest to
 * @param dialect what the engine knows of it
 * @param claims what it can do beside that
 * @param jsonPath a query that takes the number 7 out of a JSON document by an operator with a colon, arrow or question mark near it
 * @param isolation a query for the isolation level of the running transaction, as the server sees it
 * @param setIsolation a statement that makes SERIALIZABLE the session's default
 * @param killOneself a statement by which a session ends itself; empty where none can be ended but by who opened it
 * @param backendId a query for the server's number of the session; empty where nobody numbers them
 * @param types what columns of each Java type are called, and what they give back
 */
public record Capabilities(
        DatabaseKind kind,
        Dialect dialect,
        Set<Claim> claims,
        Optional<String> jsonPath,
        String isolation,
        String setIsolation,
        Optional<String> killOneself,
        Optional<String> backendId,
        List<ColumnType> types) {

    /**
     * A column for values of a Java type.
     *
     * @param java the class of the values given in
     * @param sql the column's type
     * @param back the class of the values given back
     */
    public record ColumnType(Class<?> java, String sql, Class<?> back) {

        private static ColumnType of(Class<?> java, String sql) {
            return new ColumnType(java, sql, java);
        }
    }

    /** Copies what may change. */
    public Capabilities {
        claims = Set.copyOf(claims);
        types = List.copyOf(types);
    }

    /**
     * {@return what a product claims}
     *
     * @param kind which
     */
    public static Capabilities of(DatabaseKind kind) {
        return switch (kind) {
            case H2 -> h2();
            case SQLITE -> sqlite();
            case POSTGRESQL -> postgres();
            case MARIADB, MYSQL -> mySql(kind);
        };
    }

    /**
     * {@return what a database claims: its subject's word, or that of the product that it is, or is nearest to}
     *
     * @param database which
     */
    public static Capabilities of(TestDatabase database) {
        Optional<ForeignServer> foreign = database.foreign();
        if (foreign.isEmpty()) {
            return of(database.kind());
        }
        return foreign.get() instanceof DialectSubject subject
                ? subject.capabilities()
                : of(database.kind())
                        .withDialect(
                                Dialects.named(DatabaseUrl.parse(database.url()).dialect()));
    }

    /**
     * {@return these with another dialect}
     *
     * @param other which
     */
    public Capabilities withDialect(Dialect other) {
        return new Capabilities(kind, other, claims, jsonPath, isolation, setIsolation, killOneself, backendId, types);
    }

    /**
     * {@return these and more}
     *
     * @param more what else is claimed
     */
    public Capabilities with(Claim... more) {
        Set<Claim> all = EnumSet.copyOf(List.of(more));
        all.addAll(claims);
        return claiming(all);
    }

    /**
     * {@return these and fewer}
     *
     * @param fewer what is not claimed
     */
    public Capabilities without(Claim... fewer) {
        Set<Claim> left = new HashSet<>(claims);
        List.of(fewer).forEach(left::remove);
        return claiming(left);
    }

    private Capabilities claiming(Set<Claim> others) {
        return new Capabilities(
                kind, dialect, others, jsonPath, isolation, setIsolation, killOneself, backendId, types);
    }

    /**
     * {@return whether something is claimed}
     *
     * @param claim what
     */
    public boolean claims(Claim claim) {
        return claims.contains(claim);
    }

    /**
     * {@return whether the dialect has a feature}
     *
     * @param feature which
     */
    public boolean supports(Feature feature) {
        return dialect.supports(feature);
    }

    /** {@return the level that a transaction has when nobody asked for one} */
    public IsolationLevel defaultIsolation() {
        return switch (kind) {
            case H2, POSTGRESQL -> IsolationLevel.READ_COMMITTED;
            case MARIADB, MYSQL -> IsolationLevel.REPEATABLE_READ;
            case SQLITE -> IsolationLevel.SERIALIZABLE;
        };
    }

    /**
     * {@return the level that a transaction has when one was asked for}
     *
     * @param asked which
     */
    public IsolationLevel isolationFor(IsolationLevel asked) {
        return kind == DatabaseKind.SQLITE ? IsolationLevel.SERIALIZABLE : asked;
    }

    /** {@return a query that lasts until the server's own account of its transactions is renewed; empty where it is never old} */
    public Optional<String> pause() {
        return isMySql() ? Optional.of("select sleep(0.12)") : Optional.empty();
    }

    /** {@return a query that takes far longer than any test waits; on H2 as long as its processor needs} */
    public String slow() {
        return switch (kind) {
            case H2 -> "select count(*) from system_range(1, 100000) a, system_range(1, 50000) b where a.x + b.x < 0";
            case SQLITE ->
                "with recursive long (n) as (select 1 union all select n + 1 from long where n < 10000000000) select count(*) from long";
            case POSTGRESQL -> "select 1 from pg_sleep(60)";
            // Within a condition: a bare sleep() that is stopped gives 1 instead of an error.
            case MARIADB, MYSQL -> "select count(*) from information_schema.collations where sleep(60) = 9";
        };
    }

    /**
     * {@return a query that counts how many sessions run {@link #slow()} at this moment}
     *
     * @throws UnsupportedOperationException where nobody counts them
     */
    public String countSlow() {
        return switch (kind) {
            case SQLITE -> throw new UnsupportedOperationException("Nobody counts what runs on SQLite.");
            case H2 ->
                "select count(*) from information_schema.sessions where session_id <> session_id()"
                        + " and executing_statement like '%system_range(1, 100000)%'";
            case POSTGRESQL ->
                "select count(*) from pg_stat_activity where pid <> pg_backend_pid() and state = 'active'"
                        + " and query like '%pg_sleep(60)%' and datname = current_database()";
            case MARIADB, MYSQL ->
                "select count(*) from information_schema.processlist where id <> connection_id()"
                        + " and info like '%sleep(60)%' and db = database()";
        };
    }

    /** {@return whether a session can be ended, or lost, behind the back of who opened it: not where there is no server} */
    public boolean losesSessions() {
        return killOneself.isPresent();
    }

    /** {@return whether it is MySQL or MariaDB} */
    public boolean isMySql() {
        return kind == DatabaseKind.MARIADB || kind == DatabaseKind.MYSQL;
    }

    /**
     * {@return the column for values of a class}
     *
     * @param java the class
     */
    public ColumnType column(Class<?> java) {
        return types.stream()
                .filter(type -> type.java() == java)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No column is known for " + java + " on " + kind + "."));
    }

    private static Capabilities h2() {
        return new Capabilities(
                DatabaseKind.H2,
                Dialects.named("h2"),
                EnumSet.complementOf(EnumSet.of(Claim.VALUES_ALONE, Claim.FORGETS_SAVEPOINTS)),
                Optional.empty(),
                "select isolation_level from information_schema.sessions where session_id = session_id()",
                "set session characteristics as transaction isolation level serializable",
                Optional.of("select abort_session(session_id())"),
                Optional.of("select session_id()"),
                List.of(
                        ColumnType.of(Integer.class, "int"),
                        ColumnType.of(Long.class, "bigint"),
                        ColumnType.of(String.class, "varchar(40)"),
                        ColumnType.of(BigDecimal.class, "numeric(20, 5)"),
                        ColumnType.of(Boolean.class, "boolean"),
                        ColumnType.of(LocalDate.class, "date"),
                        ColumnType.of(LocalDateTime.class, "timestamp(6)"),
                        ColumnType.of(OffsetDateTime.class, "timestamp(6) with time zone"),
                        ColumnType.of(UUID.class, "uuid"),
                        ColumnType.of(byte[].class, "varbinary(40)"),
                        ColumnType.of(Double.class, "double precision")));
    }

    private static Capabilities sqlite() {
        return new Capabilities(
                DatabaseKind.SQLITE,
                Dialects.named("sqlite"),
                EnumSet.of(Claim.VALUES_ALONE, Claim.FORGETS_SAVEPOINTS, Claim.MANY_CONNECTIONS),
                Optional.of("select doc -> 'a' ->> 'b' from (select '{\"a\": {\"b\": 7}}' as doc) d"
                        + " where doc ->> '$.a' is not null and json_valid(:part)"),
                "select 'SERIALIZABLE'",
                "select 1",
                Optional.empty(),
                Optional.empty(),
                List.of(
                        ColumnType.of(Integer.class, "int"),
                        ColumnType.of(Long.class, "bigint"),
                        ColumnType.of(String.class, "varchar(40)"),
                        new ColumnType(BigDecimal.class, "decimal text", String.class),
                        new ColumnType(Boolean.class, "boolean", Integer.class),
                        new ColumnType(LocalDate.class, "date", String.class),
                        new ColumnType(LocalDateTime.class, "timestamp", String.class),
                        new ColumnType(OffsetDateTime.class, "timestamp with time zone", String.class),
                        new ColumnType(UUID.class, "char(36)", String.class),
                        ColumnType.of(byte[].class, "blob"),
                        ColumnType.of(Double.class, "double precision")));
    }

    private static Capabilities postgres() {
        return new Capabilities(
                DatabaseKind.POSTGRESQL,
                Dialects.named("postgresql"),
                EnumSet.allOf(Claim.class),
                Optional.of("select (doc -> 'a' ->> 'b')::int from (select '{\"a\": {\"b\": 7}}'::jsonb as doc) d"
                        + " where doc ? 'a' and doc @> :part::jsonb"),
                "select upper(current_setting('transaction_isolation'))",
                "set session characteristics as transaction isolation level serializable",
                Optional.of("select pg_terminate_backend(pg_backend_pid())"),
                Optional.of("select pg_backend_pid()"),
                List.of(
                        ColumnType.of(Integer.class, "integer"),
                        ColumnType.of(Long.class, "bigint"),
                        ColumnType.of(String.class, "varchar(40)"),
                        ColumnType.of(BigDecimal.class, "numeric(20, 5)"),
                        ColumnType.of(Boolean.class, "boolean"),
                        ColumnType.of(LocalDate.class, "date"),
                        ColumnType.of(LocalDateTime.class, "timestamp"),
                        ColumnType.of(OffsetDateTime.class, "timestamp with time zone"),
                        ColumnType.of(UUID.class, "uuid"),
                        ColumnType.of(byte[].class, "bytea"),
                        ColumnType.of(Double.class, "double precision")));
    }

    private static Capabilities mySql(DatabaseKind kind) {
        return new Capabilities(
                kind,
                Dialects.named(kind.label()),
                EnumSet.complementOf(EnumSet.of(Claim.DOUBLE_COLON_CASTS, Claim.DOLLAR_QUOTES, Claim.STARTS_NUMBERS)),
                kind == DatabaseKind.MARIADB
                        ? Optional.empty()
                        : Optional.of("select cast(doc -> '$.a.b' as signed) from"
                                + " (select cast('{\"a\": {\"b\": 7}}' as json) as doc) d"
                                + " where json_contains(doc, :part)"),
                // The session's variable does not show the level of one transaction; the engine of the tables does.
                "select trx_isolation_level from information_schema.innodb_trx where trx_mysql_thread_id = connection_id()",
                "set session transaction isolation level serializable",
                Optional.of("kill connection_id()"),
                Optional.of("select connection_id()"),
                List.of(
                        ColumnType.of(Integer.class, "int"),
                        ColumnType.of(Long.class, "bigint"),
                        ColumnType.of(String.class, "varchar(40) character set utf8mb4"),
                        ColumnType.of(BigDecimal.class, "decimal(20, 5)"),
                        ColumnType.of(Boolean.class, "boolean"),
                        ColumnType.of(LocalDate.class, "date"),
                        ColumnType.of(LocalDateTime.class, "datetime(6)"),
                        new ColumnType(OffsetDateTime.class, "timestamp(6) null", ZonedDateTime.class),
                        new ColumnType(UUID.class, "char(36)", String.class),
                        ColumnType.of(byte[].class, "varbinary(40)"),
                        ColumnType.of(Double.class, "double")));
    }
}

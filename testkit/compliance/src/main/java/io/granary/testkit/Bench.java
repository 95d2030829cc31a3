package io.granary.testkit;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.dialect.Feature;
import io.granary.driver.Driver;
import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.CompileException;
import io.granary.schema.CreateIndex;
import io.granary.schema.CreateSchema;
import io.granary.schema.CreateTable;
import io.granary.schema.MetaData;
import io.granary.schema.Table;
import io.granary.sql.Executable;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * What one test of a compliance suite works with: a database with an empty table, engines, and a look past them.
 *
 * <p>The table is {@code items (id int primary key, name varchar(40))}. Engines made here are closed here, after their books were
 * balanced; so are connections, before. For one thread.
 */
public final class Bench {

    /** Inserts a row with the parameters {@code id} and {@code name}. */
    public static final Executable INSERT = Sql.text("insert into items (id, name) values (:id, :name)");

    /** Counts the rows of the table. */
    public static final Executable COUNT = Sql.text("select count(*) from items");

    /** Marks what a test sends to look past its engines, where that has to go through one of them: logs of what was sent leave it out. */
    static final String PAST = " /* past the engines */";

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    /** A test that ended early may hold the only connection. */
    private static final Duration ONLY_ONE = Duration.ofMillis(100);

    private static final Duration SOON = Duration.ofSeconds(10);

    private final List<AsyncEngine> engines = new ArrayList<>();
    private final List<AsyncConnection> connections = new ArrayList<>();
    private final List<String> tables = new ArrayList<>();
    private final List<MetaData> schemas = new ArrayList<>();
    private final List<Object> sessions = new ArrayList<>();
    private final Map<Class<?>, Object> things = new HashMap<>();
    private boolean inMemory;
    private @Nullable TestDatabase database;
    private @Nullable ActorTestKit kit;
    private @Nullable AsyncEngine main;

    Bench() {}

    void furnish(TestDatabase given, ActorTestKit actors) {
        if (database != null) {
            return;
        }
        database = given;
        inMemory = !Capabilities.of(given).claims(Claim.MANY_CONNECTIONS);
        kit = actors;
        items();
    }

    private void items() {
        table("items", "id int primary key, name varchar(40)");
    }

    /** {@return the database} */
    public TestDatabase database() {
        return requireNonNull(database, "the suite has not furnished the bench");
    }

    /** {@return what this database can do} */
    public Capabilities capabilities() {
        return Capabilities.of(database());
    }

    /** {@return the actors' test kit} */
    public ActorTestKit kit() {
        return requireNonNull(kit, "the suite has not furnished the bench");
    }

    /** {@return the actor system} */
    public ActorSystem<?> system() {
        return kit().system();
    }

    /** {@return whether each engine has a database of its own, with one connection, which is empty when the engine is made} */
    public boolean isInMemory() {
        return inMemory;
    }

    /** {@return statements past every engine, each committed by itself} */
    public PlainSql sql() {
        return inMemory ? PlainSql.by(this::changed, this::rows) : PlainSql.on(database());
    }

    private long changed(String sql) {
        return Await.value(lookingPast(
                connection -> connection.executeDriverSql(sql + PAST, List.of()).thenApply(Result::rowCount)));
    }

    private List<List<@Nullable Object>> rows(String sql) {
        return Await.value(lookingPast(connection -> connection
                .executeDriverSql(sql + PAST, List.of())
                .thenApply(result -> result.fetchAll().stream()
                        .<List<@Nullable Object>>map(Row::values)
                        .toList())));
    }

    /** On the one connection, also where the test holds it without a transaction. What runs within one ends here, for nobody else can see its state. */
    private <T> CompletionStage<T> lookingPast(Function<AsyncConnection, CompletionStage<T>> work) {
        if (Await.value(engine().pool().status()).checkedOut() == 0) {
            return engine().begin(work);
        }
        Optional<AsyncConnection> held = connections.stream()
                .filter(connection -> !connection.isClosed())
                .findFirst();
        assumeTrue(
                held.filter(connection -> !connection.inTransaction()).isPresent(),
                "there is another connection to look past a transaction");
        return held.orElseThrow().begin(work);
    }

    /** {@return how many rows the table has for everybody} */
    public long committed() {
        return sql().number("select count(*) from items");
    }

    /**
     * Makes a table, dropped after the test and after those made later.
     *
     * @param name its name
     * @param columns what stands between its parentheses
     */
    public void table(String name, String columns) {
        sql().run("drop table if exists " + name, "create table " + name + " (" + columns + ")");
        tables.add(name);
    }

    /**
     * Makes a table, dropped after the test and after those made later.
     *
     * @param table which
     */
    public void table(Table table) {
        sql().run("drop table if exists " + table.tableName());
        tables.add(table.tableName());
        Await.value(engine().execute(new CreateTable(table, false, List.of())));
        table.indexes().forEach(index -> Await.value(engine().execute(new CreateIndex(index, false))));
    }

    /**
     * {@return tables that the test makes, dropped after it if they are there}
     *
     * @param metaData which
     */
    public MetaData dropping(MetaData metaData) {
        schemas.add(metaData);
        return metaData;
    }

    /**
     * Keeps something for the test, beside its class's other things.
     *
     * @param thing what
     */
    public void keep(Object thing) {
        things.put(thing.getClass(), thing);
    }

    /**
     * {@return what was kept for the test}
     *
     * @param <T> its class
     * @param type its class
     */
    public <T> T kept(Class<T> type) {
        return type.cast(requireNonNull(things.get(type), "nothing of that class was kept"));
    }

    /** {@return the options that engines of this bench start from} */
    public EngineOptions options() {
        return EngineOptions.defaults()
                .withLoggingName("bench")
                .withPoolSize(3)
                .withMaxOverflow(2)
                .withCloseTimeout(inMemory ? ONLY_ONE : CLOSE_TIMEOUT);
    }

    /**
     * Makes the test's engine, for {@link #engine()} and {@link #connection()}, of other options than {@link #options()}.
     *
     * @param options to be called before either of those
     */
    public void mainEngine(EngineOptions options) {
        AsyncEngine before = main;
        main = null;
        main = engine(options);
        if (inMemory && before != null) {
            Await.value(before.close());
            items();
        }
    }

    /** {@return the test's engine, the same at each call} */
    public AsyncEngine engine() {
        AsyncEngine known = main;
        if (known == null) {
            known = engine(options());
            main = known;
        }
        return known;
    }

    /**
     * {@return one more engine}
     *
     * @param options its options
     */
    public AsyncEngine engine(EngineOptions options) {
        assumeTrue(!inMemory || main == null, "another engine has the same database");
        return kept(AsyncEngine.create(system(), database().url(), options));
    }

    /**
     * {@return one more engine, that reaches the database another way or as somebody else}
     *
     * @param options its options
     * @param way the database as the engine is to know it
     */
    public AsyncEngine engine(EngineOptions options, TestDatabase way) {
        return kept(AsyncEngine.create(system(), way.url(), options));
    }

    /**
     * {@return one more engine, on a driver of the test's}
     *
     * @param options its options
     * @param driver opens its connections
     */
    public AsyncEngine engine(EngineOptions options, Driver driver) {
        assumeMoreConnections("a driver of the test's has the same database");
        return kept(AsyncEngine.create(system(), database().url(), options, driver));
    }

    /**
     * {@return one more engine, on its own driver behind one of the test's}
     *
     * @param options its options
     * @param around gets the engine's own driver and gives the one that is used
     */
    public AsyncEngine engine(EngineOptions options, UnaryOperator<Driver> around) {
        return kept(AsyncEngine.create(system(), database().url(), options, around));
    }

    /** {@return an engine on which {@code LIKE} tells capitals from small letters: the test's, or one more with the option for that} */
    public AsyncEngine engineWithExactPatterns() {
        assumeTrue(
                !inMemory || capabilities().claims(Claim.PATTERNS_HAVE_CASE), "another engine has the same database");
        return capabilities().claims(Claim.PATTERNS_HAVE_CASE)
                ? engine()
                : kept(AsyncEngine.create(system(), database().url() + "&case_sensitive_like=on", options()));
    }

    /** {@return one more connection of the test's engine; one that the test has not closed is closed after it} */
    public AsyncConnection connection() {
        AsyncConnection connection = Await.value(engine().connect());
        connections.add(connection);
        return connection;
    }

    /** {@return a connection for what comes next: one more, or the only one that there can be, taken back from what came before} */
    public AsyncConnection nextConnection() {
        if (inMemory) {
            connections.forEach(connection -> Await.value(connection.close()));
        }
        return connection();
    }

    /**
     * {@return what tells a connection's session from others: the server's number of it, or one that it gets here}
     *
     * @param connection which
     */
    public long session(AsyncConnection connection) {
        Optional<String> number = capabilities().backendId();
        if (number.isPresent()) {
            return Await.value(connection.scalar(Sql.text(number.get()), Long.class))
                    .orElseThrow();
        }
        Object driver = Await.value(connection.driverConnection());
        int known = 0;
        while (known < sessions.size() && sessions.get(known) != driver) {
            known++;
        }
        if (known == sessions.size()) {
            sessions.add(driver);
        }
        return known;
    }

    /**
     * {@return what tells the session that a pool lends next from others}
     *
     * @param engine whose pool
     */
    public long session(AsyncEngine engine) {
        AsyncConnection connection = Await.value(engine.connect());
        long session = session(connection);
        Await.value(connection.close());
        return session;
    }

    /**
     * Ends the test where the database is its one connection's own.
     *
     * @param reason what needs another connection, or a database that outlives this one
     */
    public void assumeMoreConnections(String reason) {
        assumeTrue(capabilities().claims(Claim.MANY_CONNECTIONS), reason);
    }

    /** Ends the test where there is no server, so that nobody but who opened a session can end it. */
    public void assumeThatSessionsAreLost() {
        assumeTrue(capabilities().losesSessions(), "there is a server, which can lose sessions");
    }

    /** {@return a statement by which a session ends itself} */
    public Executable killOneself() {
        return Sql.text(capabilities().killOneself().orElseThrow());
    }

    /** Has the server end all sessions. */
    public void killSessions() {
        ServerCounts.killConnections(database());
    }

    /** {@return whether the database has no CREATE SCHEMA, and said so} */
    public boolean refusesSchemas() {
        if (capabilities().supports(Feature.CREATE_SCHEMA)) {
            return false;
        }
        Await.failure(engine().execute(new CreateSchema("tenant_one", false)), CompileException.class);
        return true;
    }

    /** {@return how many sessions run {@link Capabilities#slow()} at this moment} */
    public long runningSlow() {
        return database().kind() == DatabaseKind.SQLITE
                ? Thread.getAllStackTraces().entrySet().stream()
                        .filter(thread -> thread.getKey().getName().startsWith("granary-sqlite-"))
                        .filter(thread -> Arrays.stream(thread.getValue())
                                .anyMatch(call -> call.getMethodName().equals("step")))
                        .count()
                : sql().number(capabilities().countSlow());
    }

    private AsyncEngine kept(AsyncEngine engine) {
        engines.add(engine);
        return engine;
    }

    /** Fails unless the books balance, and clears the bench either way. */
    void settle() {
        try {
            connections.forEach(connection -> Await.value(connection.close()));
            schemas.forEach(metaData -> Await.value(metaData.dropAll(engine())));
            if (inMemory) {
                assertThat(Await.value(engine().pool().status()).opened()).isEqualTo(1);
            } else {
                Books.assertBalanced(database(), open());
            }
        } finally {
            open().forEach(engine -> Await.value(engine.close()));
            if (!inMemory) {
                clear();
            }
        }
    }

    private void clear() {
        ServerCounts.awaitNoConnections(database(), SOON);
        // The last first, for tables refer to those before them.
        Collections.reverse(tables);
        PlainSql.on(database())
                .run(tables.stream()
                        .map(table -> "drop table if exists " + table)
                        .toArray(String[]::new));
    }

    private List<AsyncEngine> open() {
        return engines.stream().filter(Bench::isOpen).toList();
    }

    private static boolean isOpen(AsyncEngine engine) {
        return engine.pool()
                .status()
                .toCompletableFuture()
                .handle((status, failure) -> failure == null)
                .join();
    }
}

package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.PoolStatus;
import io.granary.engine.Result;
import io.granary.error.DatabaseException;
import io.granary.error.GranaryException;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.pekko.actor.typed.ActorSystem;
import org.jspecify.annotations.Nullable;

/**
 * An engine that is made to fail, and what every failure has to leave behind: all connections at home, and an engine that works.
 *
 * <p>Whoever makes one closes it. Calls block, for at most 30 seconds.
 */
final class Trial implements AutoCloseable {

    /** States of statements in which SQLite finds some error or other. */
    private static final Set<String> WRONG = Set.of("42601", "42P01", "42703", "42883", "42702");

    private static final Pattern MAKES_TABLE = Pattern.compile("^create table (\\w+)");

    private static final long PATIENCE_SECONDS = 30;

    private final TestDatabase database;
    private final AsyncEngine engine;
    private final List<String> tables = new ArrayList<>();

    private Trial(TestDatabase database, AsyncEngine engine) {
        this.database = database;
        this.engine = engine;
    }

    static Trial on(TestDatabase database, ActorSystem<?> system) {
        return on(database, system, options -> options);
    }

    static Trial on(TestDatabase database, ActorSystem<?> system, UnaryOperator<EngineOptions> options) {
        return new Trial(
                database,
                AsyncEngine.create(
                        system,
                        database.url(),
                        options.apply(EngineOptions.defaults().withPoolSize(2))));
    }

    Capabilities capabilities() {
        return Capabilities.of(database);
    }

    /** Whether columns take any value, and have taken this one, which elsewhere is none of their type or size. */
    boolean takesAnything(CompletionStage<Result> written) {
        boolean anything = !capabilities().claims(Claim.CHECKS_SIZES);
        if (anything) {
            assertThat(get(written).rowCount()).isEqualTo(1);
        }
        return anything;
    }

    AsyncEngine engine() {
        return engine;
    }

    /** Which of these fits the database's product. */
    <T> T pick(T h2, T postgresql, T mariaDb, T mySql, T sqlite) {
        return switch (database.kind()) {
            case H2 -> h2;
            case SQLITE -> sqlite;
            case POSTGRESQL -> postgresql;
            case MARIADB -> mariaDb;
            case MYSQL -> mySql;
        };
    }

    /** One statement on any connection, committed. */
    CompletionStage<Result> run(String sql, @Nullable Object... namesAndValues) {
        return engine.execute(Sql.text(sql), Params.of(namesAndValues));
    }

    /** Statements that have to work; tables that they make are dropped in the end. */
    Trial given(String... statements) {
        for (String statement : statements) {
            Matcher made = MAKES_TABLE.matcher(statement);
            if (made.find()) {
                tables.add(0, "drop table if exists " + made.group(1));
            }
            get(run(statement));
        }
        return this;
    }

    <T> T get(CompletionStage<T> stage) {
        CompletableFuture<T> future = stage.toCompletableFuture();
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw new AssertionError("It failed: " + failed.getCause(), failed.getCause());
        } catch (TimeoutException | InterruptedException late) {
            throw new AssertionError("No answer within " + PATIENCE_SECONDS + " s", late);
        }
    }

    /** What the stage failed with, which has to be of exactly that class. */
    <E extends GranaryException> E failure(Class<E> kind, CompletionStage<?> stage) {
        Throwable found = outcome(stage).orElseGet(() -> new AssertionError("It succeeded."));
        assertThat(found).isExactlyInstanceOf(kind);
        return kind.cast(found);
    }

    /** What the stage failed with, empty if it did not fail. */
    Optional<Throwable> outcome(CompletionStage<?> stage) {
        return get(stage.handle((value, failure) -> Optional.ofNullable(
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure)));
    }

    /**
     * State and number as each database gives them; where a driver gives no state, its number is what counts. SQLite's gives the states of
     * PostgreSQL, where SQLite knows what was wrong with a statement.
     */
    void assertCodes(DatabaseException failure, String h2, String postgresql, int mariaDb, int mySql) {
        switch (database.kind()) {
            case H2 -> assertThat(failure.sqlState()).contains(h2);
            case SQLITE -> assertThat(failure.sqlState()).contains(WRONG.contains(postgresql) ? "42000" : postgresql);
            case POSTGRESQL -> {
                assertThat(failure.sqlState()).contains(postgresql);
                assertThat(failure.errorCode()).isEmpty();
            }
            case MARIADB -> assertThat(failure.errorCode()).hasValue(mariaDb);
            case MYSQL -> assertThat(failure.errorCode()).hasValue(mySql);
        }
    }

    /** Nothing is lent, nobody waits, nothing is being opened, and the engine goes on. */
    void assertNothingIsLost() {
        PoolStatus before = get(engine.pool().status());
        assertThat(before.checkedOut()).as("lent connections").isZero();
        assertThat(before.waiting()).as("waiters").isZero();
        assertThat(before.opening()).as("connections being opened").isZero();
        assertThat(get(engine.pool().holders())).isEmpty();
        assertWorks();
    }

    void assertWorks() {
        Result answer = get(run("select 40 + 2"));
        assertThat(answer.all().get(0).get(0)).asString().isEqualTo("42");
    }

    /** Closes the engine and waits for it, and leaves the database as it was: other suites may look at it. */
    @Override
    public void close() {
        get(engine.close());
        if (!tables.isEmpty() && capabilities().claims(Claim.MANY_CONNECTIONS)) {
            PlainSql.on(database).run(tables.toArray(String[]::new));
        }
    }
}

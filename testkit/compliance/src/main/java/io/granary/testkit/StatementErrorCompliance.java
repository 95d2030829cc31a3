package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.engine.AsyncConnection;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Result;
import io.granary.error.DataException;
import io.granary.error.DatabaseException;
import io.granary.error.NotSupportedException;
import io.granary.error.OperationalException;
import io.granary.error.ProgrammingException;
import io.granary.error.StatementTimeoutException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Wrong statements and statements that take too long, as every database has to tell of them. */
public interface StatementErrorCompliance {

    private static void fails(Trial trial, String sql, String h2, String postgresql, int mariaDb, int mySql) {
        ProgrammingException failure = trial.failure(ProgrammingException.class, trial.run(sql));
        trial.assertCodes(failure, h2, postgresql, mariaDb, mySql);
        assertThat(failure.statement()).contains(sql);
        assertThat(failure.parameters()).isEmpty();
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.connectionInvalidated()).isFalse();
        trial.assertNothingIsLost();
    }

    /** A statement that takes some seconds, on H2 as long as its processor needs. */
    private static String slow(Trial trial) {
        return trial.pick(
                "select count(*) from system_range(1, 10000) a, system_range(1, 5000) b where a.x + b.x < 0",
                "select 1 from pg_sleep(20)",
                "select sleep(20)",
                "select sleep(20)",
                Capabilities.of(DatabaseKind.SQLITE).slow());
    }

    /** Syntax. */
    @Test
    @Tag("F47")
    default void refusesWrongSyntax(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = Trial.on(database, system)) {
            fails(trial, "selec 1", "42001", "42601", 1064, 1064);
        }
    }

    /** Stages fail on threads that know nothing of the caller. */
    @Test
    default void tellsWhereAStatementWasExecutedWhenAsked(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = Trial.on(database, system, options -> options.withStatementOrigins(true))) {
            for (CompletionStage<Result> failing : List.of(
                    trial.engine().execute(Sql.text("selec 2")),
                    trial.engine().connect(connection -> connection.execute(Sql.text("selec 3"))))) {
                DatabaseException failure = trial.failure(ProgrammingException.class, failing);
                assertThat(failure.origin().orElseThrow())
                        .contains("tellsWhereAStatementWasExecutedWhenAsked", "(StatementErrorCompliance.java:");
                assertThat(failure).hasMessageContaining("executed:").hasMessageContaining("selec ");
            }
        }
        try (Trial trial = Trial.on(database, system)) {
            DatabaseException failure = trial.failure(ProgrammingException.class, trial.run("selec 1"));
            assertThat(failure.origin()).isEmpty();
            assertThat(failure).hasMessageNotContaining("executed:");
        }
    }

    /** A table that is not there, while others are: H2 has another word for an empty database. */
    @Test
    default void refusesAnUnknownTable(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = Trial.on(database, system).given("drop table if exists t0", "create table t0 (id int)")) {
            fails(trial, "select * from nowhere", "42S02", "42P01", 1146, 1146);
        }
    }

    /** A column that is not there. */
    @Test
    default void refusesAnUnknownColumn(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = Trial.on(database, system).given("drop table if exists t1", "create table t1 (id int)")) {
            fails(trial, "select nothing from t1", "42S22", "42703", 1054, 1054);
        }
    }

    /** A function that is not there. */
    @Test
    default void refusesAnUnknownFunction(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = Trial.on(database, system)) {
            fails(trial, "select no_such_function(1)", "90022", "42883", 1305, 1305);
        }
    }

    /** A column that two tables have. MySQL gives it a state of the class of constraints. */
    @Test
    default void refusesAnAmbiguousColumn(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = Trial.on(database, system).given("drop table if exists t2", "create table t2 (id int)")) {
            fails(trial, "select id from t2 a, t2 b", "90059", "42702", 1052, 1052);
        }
    }

    /** Several rows where one value has to be. */
    @Test
    default void refusesAScalarSubqueryOfSeveralRows(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = Trial.on(database, system)
                .given(
                        "drop table if exists t3",
                        "create table t3 (id int)",
                        "insert into t3 values (1)",
                        "insert into t3 values (2)")) {
            if (!trial.capabilities().claims(Claim.ONE_ROW_SUBQUERIES)) {
                assertThat(trial.get(trial.run("select (select id from t3)")).scalar(Integer.class))
                        .as("it takes the first")
                        .contains(1);
                return;
            }
            fails(trial, "select (select id from t3)", "90053", "21000", 1242, 1242);
        }
    }

    /** Division by zero, where it is an error: in a SELECT on H2 and PostgreSQL, in strict writes on MySQL and MariaDB. */
    @Test
    @Tag("F47")
    default void refusesDivisionByZero(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = Trial.on(database, system).given("drop table if exists t4", "create table t4 (id int)")) {
            if (!trial.capabilities().claims(Claim.DIVISION_BY_ZERO_FAILS)) {
                assertThat(trial.get(trial.run("select 1 / 0")).one().get(0))
                        .as("it gives NULL")
                        .isNull();
                return;
            }
            DataException failure = trial.failure(DataException.class, trial.run("insert into t4 values (1 / 0)"));
            trial.assertCodes(failure, "22012", "22012", 1365, 1365);
            trial.assertNothingIsLost();
        }
    }

    /** What the database has no way to do. */
    @Test
    default void tellsWhatIsNotSupported(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = Trial.on(database, system).given("drop table if exists t5", "create table t5 (id int)")) {
            CompletionStage<Result> asked = trial.run(trial.pick(
                    "select distinct id from t5 for update",
                    "select count(distinct id) over () from t5",
                    "select * from t5 where id in (select id from t5 limit 1)",
                    "select * from t5 where id in (select id from t5 limit 1)",
                    "select count(distinct id) over () from t5"));
            if (!trial.capabilities().claims(Claim.TELLS_UNSUPPORTED)) {
                assertThat(trial.failure(ProgrammingException.class, asked).sqlState())
                        .contains("42000");
                trial.assertNothingIsLost();
                return;
            }
            NotSupportedException failure = trial.failure(NotSupportedException.class, asked);
            trial.assertCodes(failure, "90145", "0A000", 1235, 1235);
            trial.assertNothingIsLost();
        }
    }

    /** The server stops what takes too long; the connection is kept. */
    @Test
    default void tellsThatTheServerStoppedAStatement(TestDatabase database, ActorSystem<?> system) {
        assumeTrue(Capabilities.of(database).losesSessions(), "there is a server, which stops by itself");
        try (Trial trial = Trial.on(database, system)) {
            AsyncConnection connection = trial.get(trial.engine().connect());
            trial.get(connection.execute(Sql.text(trial.pick(
                    "set query_timeout 200",
                    "set statement_timeout = 200",
                    "set max_statement_time = 0.2",
                    "set max_execution_time = 200",
                    "select 1"))));
            String everyColumn = "information_schema.columns ";
            StatementTimeoutException failure = trial.failure(
                    StatementTimeoutException.class,
                    connection.execute(Sql.text(trial.pick(
                            slow(trial),
                            slow(trial),
                            slow(trial),
                            "select count(*) from " + everyColumn + "a, " + everyColumn + "b, " + everyColumn
                                    + "c where a.column_name < b.table_name",
                            slow(trial)))));
            trial.assertCodes(failure, "57014", "57014", 1969, 3024);
            assertThat(failure.connectionInvalidated()).isFalse();
            trial.get(connection.invalidate());
            trial.assertNothingIsLost();
        }
    }

    /** A statement whose time is over is stopped; its connection is kept, and its place free at once. */
    @Test
    default void stopsAStatementByItsOwnClock(TestDatabase database, ActorSystem<?> system) {
        String slow = Capabilities.of(database).slow();
        try (Trial trial = Trial.on(
                database,
                system,
                options -> options.withPoolSize(1).withMaxOverflow(0).withCancelGrace(Duration.ofSeconds(20)))) {
            ExecutionOptions hurried = ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(250));
            StatementTimeoutException failure = trial.failure(
                    StatementTimeoutException.class,
                    trial.engine().withOptions(hurried).execute(Sql.text(slow)));
            assertThat(failure.connectionInvalidated()).isFalse();
            assertThat(failure.statement()).contains(slow);
            assertThat(failure.sqlState()).isEmpty();
            trial.assertNothingIsLost();
            assertThat(trial.get(trial.engine().pool().status()).invalidated()).isZero();
        }
    }

    /** A write where only reading is allowed. H2 has no read-only transactions and says so. */
    @Test
    default void refusesToWriteInAReadOnlyTransaction(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = Trial.on(database, system).given("drop table if exists t6", "create table t6 (id int)")) {
            var write = trial.engine()
                    .withOptions(ExecutionOptions.none().withReadOnly(true))
                    .execute(Sql.text("insert into t6 values (1)"));
            if (trial.engine().dialect().supports(io.granary.dialect.Feature.READ_ONLY_TRANSACTIONS)) {
                DatabaseException failure = trial.failure(OperationalException.class, write);
                trial.assertCodes(failure, "", "25006", 1792, 1792);
                assertThat(failure.retryable()).isFalse();
            } else {
                NotSupportedException refusal = trial.failure(NotSupportedException.class, write);
                assertThat(refusal.retryable()).isFalse();
                assertThat(refusal.connectionInvalidated()).isFalse();
            }
            trial.assertNothingIsLost();
        }
    }
}

package io.granary.engine.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.MySqlDialect;
import io.granary.dialect.PostgresDialect;
import io.granary.driver.Driver;
import io.granary.driver.DriverException;
import io.granary.driver.DriverException.Origin;
import io.granary.driver.TransactionMode;
import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.engine.EngineOptions;
import io.granary.engine.ParameterLogging;
import io.granary.engine.internal.Listeners;
import io.granary.engine.internal.connection.ConnectionReport.Reason;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.DatabaseException;
import io.granary.error.DisconnectedException;
import io.granary.error.GranaryException;
import io.granary.error.InternalException;
import io.granary.error.ProgrammingException;
import io.granary.error.StatementTimeoutException;
import io.granary.error.UniqueViolationException;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StepFailureTest {

    private static final Driver DRIVER =
            R2dbcDriver.of(ScriptedConnectionFactory.named("PostgreSQL"), 1, Duration.ofSeconds(1));
    private static final Step RUN = new Step.Run(Texts.sql("insert into t values ($1)", "ann@example.org"), 0);

    private static List<Step> steps() {
        return List.of(
                new Step.Begin(TransactionMode.DEFAULT),
                new Step.Commit(),
                new Step.Rollback(),
                new Step.SetSavepoint("s"),
                new Step.ReleaseSavepoint("s"),
                new Step.RollbackToSavepoint("s"),
                new Step.Ping(),
                RUN);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void givesTheConnectionUpAfterALostLink(Step step) {
        StepFailure failure = of(step, reported("08006"), true);

        assertThat(failure.reason()).contains(Reason.DISCONNECTED);
        assertThat(failure.exception()).isInstanceOf(DatabaseException.class);
        assertThat(((DatabaseException) failure.exception()).connectionInvalidated())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void givesTheConnectionUpAfterADefectOfTheDriver(Step step) {
        assertThat(of(step, DriverException.fault("a defect", new IllegalStateException()), true)
                        .reason())
                .contains(Reason.INVALIDATED);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void keepsTheConnectionAfterARefusalUnlessItWasARollback(Step step) {
        assertThat(of(step, reported("42601"), true).reason().isPresent()).isEqualTo(step instanceof Step.Rollback);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void countsADeadLinkAsLostWhateverTheServerSaid(Step step) {
        assertThat(of(step, reported("42601"), false).reason()).contains(Reason.DISCONNECTED);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void doesNotKnowTheOutcomeOfACommitThatTheLinkDidNotSurvive(Step step) {
        Class<?> lost = step instanceof Step.Commit ? CommitOutcomeUnknownException.class : DisconnectedException.class;
        Class<?> late =
                step instanceof Step.Commit ? CommitOutcomeUnknownException.class : StatementTimeoutException.class;
        Class<?> defect = step instanceof Step.Commit ? CommitOutcomeUnknownException.class : InternalException.class;

        assertThat(of(step, reported("08006"), true).exception()).isExactlyInstanceOf(lost);
        assertThat(StepFailure.timedOut(setup(EngineOptions.defaults()), step).exception())
                .isExactlyInstanceOf(late);
        assertThat(of(step, DriverException.fault("a defect", null), true).exception())
                .isExactlyInstanceOf(defect);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into t values (1)",
                "create table t (id int)",
                "call p()",
                "with gone as (delete from t returning id) select id from gone",
                "with x as (\n update t set a = 1 returning a) select a from x"
            })
    void doesNotKnowTheOutcomeOfAStatementThatCommitsItself(String sql) {
        Step step = new Step.Run(Texts.sql(sql), 0);

        GranaryException lost = outside(step, reported("08006"));

        assertThat(lost)
                .isExactlyInstanceOf(CommitOutcomeUnknownException.class)
                .hasMessageContaining("committed at its end")
                .hasMessageContaining(sql.lines().findFirst().orElseThrow());
        assertThat(lost.retryable()).isFalse();
        assertThat(of(step, reported("08006"), true).exception()).isExactlyInstanceOf(DisconnectedException.class);
        // What could not be sent, for example.
        assertThat(outside(step, DriverException.fault("a defect", null))).isExactlyInstanceOf(InternalException.class);
        assertThat(StepFailure.givenUp(setup(EngineOptions.defaults()), step, lost, false))
                .isExactlyInstanceOf(CommitOutcomeUnknownException.class)
                .hasCause(lost);
        assertThat(StepFailure.givenUp(setup(EngineOptions.defaults()), step, lost, true))
                .isSameAs(lost);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHOW server_version",
                " set search_path to x",
                "explain insert into t values (1)",
                "pragma user_version"
            })
    void mayRunAgainWhatChangesNoRows(String sql) {
        assertThat(outside(new Step.Run(Texts.sql(sql), 0), reported("08006")))
                .isExactlyInstanceOf(DisconnectedException.class);
        assertThat(outside(new Step.Run(Texts.sql("explain analyze insert into t values (1)"), 0), reported("08006")))
                .isExactlyInstanceOf(CommitOutcomeUnknownException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25P03", "57P03", "57P05"})
    @Tag("F6")
    @Tag("F43")
    void knowsThatNothingWasDoneWhereTheServerSaysSo(String state) {
        for (StepFailure lost : List.of(
                of(new Step.Commit(), reported(state), false),
                StepFailure.of(setup(EngineOptions.defaults()), RUN, reported(state), true, false, true))) {
            assertThat(lost.exception()).isExactlyInstanceOf(DisconnectedException.class);
            assertThat(lost.exception().retryable()).isTrue();
            assertThat(lost.reason()).contains(Reason.DISCONNECTED);
        }
        // It is not the server that says so.
        assertThat(outside(RUN, new DriverException(Origin.FAULT, "it says 57P05", state, 0, null, null)))
                .isExactlyInstanceOf(CommitOutcomeUnknownException.class);
    }

    /** The server speaks of one statement; the sets and the pages before it are committed. */
    @Test
    void doesNotKnowWhatWasDoneBeforeTheStatementThatLeavesNothing() {
        Step many = new Step.Run(Texts.many(Texts.sql("insert into t values ($1)", "ann@example.org"), 2), 0);

        assertThat(outside(RUN, reported("57P05"))).isExactlyInstanceOf(DisconnectedException.class);
        assertThat(outside(many, reported("57P05"))).isExactlyInstanceOf(CommitOutcomeUnknownException.class);
        assertThat(StepFailure.of(setup(EngineOptions.defaults()), RUN, reported("57P05"), true, false, false)
                        .exception())
                .isExactlyInstanceOf(CommitOutcomeUnknownException.class);
        assertThat(of(many, reported("57P05"), true).exception()).isExactlyInstanceOf(DisconnectedException.class);
    }

    /** Sent again it would end the next connection, and so all of them. */
    @Test
    @Tag("F50")
    void costsOneConnectionWhereTheServerHangsUpOnAStatement() {
        DriverException tooLarge = new DriverException(Origin.REPORTED, "too large", "08S01", 1153, null, null);

        StepFailure failure = onMySql(tooLarge, false);

        assertThat(failure.exception()).isExactlyInstanceOf(ProgrammingException.class);
        assertThat(((DatabaseException) failure.exception()).connectionInvalidated())
                .isTrue();
        assertThat(failure.exception().retryable()).isFalse();
        assertThat(failure.reason()).contains(Reason.INVALIDATED);
        assertThat(onMySql(tooLarge, true).reason()).isEmpty();
        // A session that is being killed says this.
        DriverException interrupted = new DriverException(Origin.REPORTED, "interrupted", "70100", 1317, null, null);
        assertThat(onMySql(interrupted, false).reason()).contains(Reason.DISCONNECTED);
    }

    private static StepFailure onMySql(DriverException failure, boolean alive) {
        EngineOptions options = EngineOptions.defaults();
        ConnectionSetup setup =
                new ConnectionSetup("test", DRIVER, () -> MySqlDialect.MYSQL, options, Listeners.of("test", options));
        return StepFailure.of(setup, RUN, failure, alive, false, true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"25P04", "57P01", "57P02"})
    void doesNotKnowWhatWasDoneOfLastWordsThatMayComeInTheMidstOfACommit(String state) {
        assertThat(of(new Step.Commit(), reported(state), false).exception())
                .isExactlyInstanceOf(CommitOutcomeUnknownException.class);
        assertThat(outside(RUN, reported(state))).isExactlyInstanceOf(CommitOutcomeUnknownException.class);
    }

    @Test
    @Tag("F6")
    @Tag("F7")
    void mayRunAQueryAgainThatTheLinkDidNotSurvive() {
        Step query = new Step.Run(Texts.sql("select id from t for update"), 0);
        GranaryException lost = outside(query, reported("08006"));

        assertThat(lost).isExactlyInstanceOf(DisconnectedException.class);
        assertThat(lost.retryable()).isTrue();
        assertThat(StepFailure.givenUp(setup(EngineOptions.defaults()), query, lost, false))
                .isSameAs(lost);
    }

    private static GranaryException outside(Step step, DriverException failure) {
        return StepFailure.of(setup(EngineOptions.defaults()), step, failure, true, false, true)
                .exception();
    }

    @ParameterizedTest
    @MethodSource("steps")
    void givesTheConnectionUpAfterADeadline(Step step) {
        assertThat(StepFailure.timedOut(setup(EngineOptions.defaults()), step).reason())
                .contains(Reason.INVALIDATED);
    }

    @Test
    void knowsTheOutcomeOfACommitThatTheServerRefused() {
        StepFailure failure = of(new Step.Commit(), reported("23505"), true);

        assertThat(failure.exception()).isInstanceOf(UniqueViolationException.class);
        assertThat(failure.reason()).isEmpty();
    }

    @Test
    void namesTheStepWhereThereIsNoStatement() {
        assertThat(statement(new Step.RollbackToSavepoint("s"))).contains("ROLLBACK TO SAVEPOINT");
        assertThat(statement(new Step.ReleaseSavepoint("s"))).contains("RELEASE SAVEPOINT");
        assertThat(statement(new Step.SetSavepoint("s"))).contains("SAVEPOINT");
        assertThat(statement(new Step.Commit())).contains("COMMIT");
        assertThat(statement(new Step.Ping())).contains("PING");
        assertThat(statement(RUN)).contains("insert into t values ($1)");
    }

    @Test
    void showsParametersAsFarAsTheSettingsAllow() {
        DatabaseException failure = (DatabaseException) StepFailure.of(
                        setup(EngineOptions.defaults().withParameterLogging(ParameterLogging.VALUES)),
                        RUN,
                        reported("23505"),
                        true,
                        true,
                        true)
                .exception();

        assertThat(failure.parameters()).contains("[ann@example.org]");
    }

    @Test
    void showsNeitherParametersNorTheServersWordsWhenTheyAreHidden() {
        DatabaseException failure = (DatabaseException) StepFailure.of(
                        setup(EngineOptions.defaults().withHideParameters(true)), RUN, quoting(), true, true, true)
                .exception();

        assertThat(failure).hasNoCause();
        assertThat(failure.toString()).doesNotContain("ann@example.org").contains("hide-parameters");
        assertThat(failure.parameters()).isEmpty();
        assertThat(failure.sqlState()).contains("23505");
    }

    private static DriverException quoting() {
        return new DriverException(
                Origin.REPORTED,
                "Duplicate entry 'ann@example.org'",
                "23505",
                0,
                null,
                new IllegalStateException("ann@example.org"));
    }

    private static DriverException reported(String state) {
        return new DriverException(Origin.REPORTED, "it did not work", state, 0, null, null);
    }

    private static Optional<String> statement(@Nullable Step step) {
        return ((DatabaseException) of(step, reported("42601"), true).exception()).statement();
    }

    private static StepFailure of(@Nullable Step step, DriverException failure, boolean alive) {
        return StepFailure.of(setup(EngineOptions.defaults()), step, failure, alive, true, true);
    }

    private static ConnectionSetup setup(EngineOptions options) {
        return new ConnectionSetup(
                "test", DRIVER, () -> PostgresDialect.INSTANCE, options, Listeners.of("test", options));
    }
}

package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Result;
import io.granary.error.PendingRollbackException;
import io.granary.error.StaleLeaseException;
import io.granary.error.StatementTimeoutException;
import io.granary.sql.Executable;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Statements that are to end before they have ended: the server stops them, and their connection lives on. */
public interface StoppingCompliance extends OnBench {

    /** Longer than any test waits. */
    private static Executable slow(Bench bench) {
        return Sql.text(bench.capabilities().slow());
    }

    private static AsyncEngine one(Bench bench) {
        return bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0).withCancelGrace(Duration.ofSeconds(10)));
    }

    /** The server works on it at this moment. */
    private static void awaitRunning(Bench bench) {
        Eventually.holds("the slow statement runs", Await.PATIENCE, () -> bench.runningSlow() == 1);
    }

    private static void assertNothingRuns(Bench bench) {
        Eventually.holds("no slow statement runs", Await.PATIENCE, () -> bench.runningSlow() == 0);
    }

    /** Also after the session was reset, which forgets what it was told. */
    @Test
    @Tag("F58")
    default void theServerEndsByItselfWhatRunsTooLong(Bench bench) {
        assumeTrue(
                bench.capabilities()
                        .dialect()
                        .serverStatementTimeout(Duration.ofMillis(300))
                        .isPresent(),
                "there is a server, which outlives this process");
        AsyncEngine engine = bench.engine(bench.options()
                .withPoolSize(1)
                .withMaxOverflow(0)
                .withoutStatementTimeout()
                .withServerStatementTimeout(Duration.ofMillis(300)));
        SessionChange left = SessionChange.of(bench.database().kind()).get(0);

        Await.failure(engine.execute(slow(bench)), StatementTimeoutException.class);
        Await.value(engine.execute(Sql.text(left.change())));
        Await.failure(engine.execute(slow(bench)), StatementTimeoutException.class);

        assertNothingRuns(bench);
    }

    @Test
    @Tag("F42")
    default void aStatementThatTakesTooLongIsStoppedAndItsConnectionLivesOn(Bench bench) {
        AsyncEngine engine = one(bench);
        long before = bench.session(engine);
        AsyncEngine hurried = engine.withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(300)));

        StatementTimeoutException failure =
                Await.failure(hurried.execute(slow(bench)), StatementTimeoutException.class);

        assertThat(failure.connectionInvalidated()).isFalse();
        assertNothingRuns(bench);
        assertThat(bench.session(engine)).isEqualTo(before);
    }

    @Test
    @Tag("F42")
    default void aTransactionWhoseStatementTookTooLongHasToBeRolledBack(Bench bench) {
        AsyncEngine engine = one(bench);
        AsyncConnection connection = Await.value(engine.connect());
        long before = bench.session(connection);
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "half")));
        AsyncConnection hurried =
                connection.withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(300)));
        Await.failure(hurried.execute(slow(bench)), StatementTimeoutException.class);

        Await.failure(connection.commit(), PendingRollbackException.class);
        Await.value(connection.rollback());

        assertThat(bench.session(connection)).isEqualTo(before);
        Await.value(connection.close());
        assertThat(bench.committed()).isZero();
    }

    @Test
    @Tag("F30")
    default void aStatementWhoseStageIsGivenUpIsStopped(Bench bench) {
        AsyncEngine engine = one(bench);
        long before = bench.session(engine);
        CompletableFuture<Result> given = engine.execute(slow(bench)).toCompletableFuture();
        awaitRunning(bench);

        given.cancel(true);

        assertNothingRuns(bench);
        assertThat(bench.session(engine)).isEqualTo(before);
    }

    @Test
    @Tag("F30")
    default void aStatementOnALeaseWhoseStageIsGivenUpIsStoppedAndFailsItsTransaction(Bench bench) {
        AsyncEngine engine = one(bench);
        AsyncConnection connection = Await.value(engine.connect());
        long before = bench.session(connection);
        CompletableFuture<Result> given = connection.execute(slow(bench)).toCompletableFuture();
        awaitRunning(bench);

        given.orTimeout(1, TimeUnit.MILLISECONDS);

        assertNothingRuns(bench);
        Await.failure(connection.execute(COUNT), PendingRollbackException.class);
        Await.value(connection.rollback());
        assertThat(bench.session(connection)).isEqualTo(before);
        Await.value(connection.close());
    }

    @Test
    @Tag("F27")
    default void theStatementOfAnOwnerThatEndsIsStoppedAndItsConnectionIsLentOn(Bench bench) {
        AsyncEngine engine = one(bench);
        long before = bench.session(engine);
        CompletableFuture<AsyncConnection> leased = new CompletableFuture<>();
        ActorRef<Object> owner = bench.kit().spawn(Behaviors.<Object>setup(context -> {
            engine.ownedBy(context).connect().thenAccept(leased::complete);
            return Behaviors.receive(Object.class)
                    .onMessageEquals("stop", Behaviors::stopped)
                    .build();
        }));
        AsyncConnection connection = Await.value(leased);
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "dropped")));
        CompletionStage<Result> given = connection.execute(slow(bench));
        awaitRunning(bench);

        owner.tell("stop");

        Await.failure(given, StaleLeaseException.class);
        assertThat(bench.session(engine)).isEqualTo(before);
        assertNothingRuns(bench);
        assertThat(bench.committed()).isZero();
    }

    @Test
    @Tag("F32")
    default void stoppingAStatementNeverHitsTheNextOne(Bench bench) {
        AsyncEngine engine = one(bench);
        List<CompletionStage<Result>> innocent = new ArrayList<>();
        for (int round = 0; round < 300; round++) {
            CompletableFuture<Result> given =
                    engine.execute(Sql.text("select 1")).toCompletableFuture();
            innocent.add(engine.execute(Sql.text("select 2")));
            if (round % 3 == 0) {
                Await.value(innocent.get(Math.max(0, round - 1)));
            }
            given.cancel(true);
        }

        innocent.forEach(
                stage -> assertThat(Await.value(stage).scalar(Integer.class).orElseThrow())
                        .isEqualTo(2));
    }
}

package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.granary.error.ArgumentException;
import io.granary.error.DeadlockException;
import io.granary.error.PoolClosedException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions that are run again, on a driver that says when. */
@Actors(manualTime = true)
@Tag("F39")
final class RetryingTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    /** Far less than any other clock of the engine has. */
    private static final Duration LONG = Duration.ofMillis(100);

    private static final RetryPolicy SLOW = RetryPolicy.attempts(3).withBackoff(LONG, LONG);

    private final ScriptedConnectionFactory driver = ScriptedEngine.driver();
    private final ManualTime time;
    private final AsyncEngine engine;

    RetryingTest(ActorTestKit kit) {
        this.time = ManualTime.get(kit.system());
        this.engine = ScriptedEngine.on(
                driver, kit.system(), EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0));
    }

    @AfterEach
    void closeEngine() {
        outcomeOf(engine.close());
        Eventually.holds("every connection is closed", LIMIT, () -> driver.openConnections() == 0);
    }

    private CompletableFuture<Result> work(RetryPolicy policy) {
        return engine.retrying(policy, connection -> connection.execute(text("work")))
                .toCompletableFuture();
    }

    private void deadlocks(int times) {
        for (int time = 0; time < times; time++) {
            driver.onNext("work").fails("40001", 40001, "deadlock");
        }
    }

    private int runs() {
        return Collections.frequency(driver.statements(), "work");
    }

    private void passUntil(CompletableFuture<?> stage) {
        Eventually.holds("it ends", LIMIT, () -> {
            time.timePasses(LONG);
            return stage.isDone();
        });
    }

    private void awaitPause(int runs) {
        Eventually.holds(
                "it pauses, without a lease",
                LIMIT,
                () -> runs() == runs && outcomeOf(engine.pool().status()).checkedOut() == 0);
    }

    @Test
    void runsTheWholeWorkAgainInAnotherTransaction() {
        deadlocks(2);

        CompletableFuture<Result> stage = work(SLOW);
        awaitPause(1);
        assertThat(stage).isNotDone();
        passUntil(stage);

        assertThat(stage).isCompleted();
        assertThat(runs()).isEqualTo(3);
        assertThat(driver.count(ScriptedCall.BEGIN)).isEqualTo(3);
        assertThat(driver.count(ScriptedCall.ROLLBACK)).isEqualTo(2);
        assertThat(driver.count(ScriptedCall.COMMIT)).isEqualTo(1);
    }

    @Test
    void runsTheWorkAgainWhenItsCommitFails() {
        driver.next(ScriptedCall.COMMIT).fails("40001", 40001, "deadlock");

        CompletableFuture<Result> stage = work(SLOW);
        awaitPause(1);
        passUntil(stage);

        assertThat(stage).isCompleted();
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void givesUpAfterTheLastAttemptAndTellsOfAll() {
        deadlocks(3);

        CompletableFuture<Result> stage = work(SLOW);
        passUntil(stage);

        DeadlockException failure = (DeadlockException) failureOf(stage);
        assertThat(failure.attempts()).isEqualTo(3);
        assertThat(failure.getSuppressed()).hasSize(2).hasOnlyElementsOfType(DeadlockException.class);
        assertThat(runs()).isEqualTo(3);
    }

    @Test
    void doesNotPauseBeyondTheDeadline() {
        deadlocks(1);

        DeadlockException failure = (DeadlockException) failureOf(work(RetryPolicy.attempts(3)
                .withBackoff(Duration.ofDays(1), Duration.ofDays(1))
                .withDeadline(Duration.ofSeconds(5))));

        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void stopsWhenGivenUpInAPause() {
        deadlocks(1);
        CompletableFuture<Result> stage = work(SLOW);
        awaitPause(1);

        stage.cancel(false);
        time.timePasses(LONG);

        assertThat(failureOf(stage)).isInstanceOf(CancellationException.class);
        assertThat(outcomeOf(engine.execute(text("free"))).rowCount()).isZero();
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void rollsBackTheAttemptThatRunsWhenGivenUp() {
        LateAnswer late = driver.onNext("work").late(ScriptedAnswer.updated(0));
        CompletableFuture<Result> stage = work(SLOW);
        Eventually.holds("it works", LIMIT, () -> late.waiting() == 1);

        stage.cancel(false);
        late.release();

        Eventually.holds("it is rolled back", LIMIT, () -> driver.count(ScriptedCall.ROLLBACK) == 1);
        assertThat(driver.count(ScriptedCall.COMMIT)).isZero();
        assertThat(runs()).isEqualTo(1);
    }

    @Test
    void endsWithTheEngineThatIsClosedInAPause() {
        deadlocks(1);
        CompletableFuture<Result> stage = work(SLOW);
        awaitPause(1);

        outcomeOf(engine.close());
        passUntil(stage);

        assertThat(failureOf(stage))
                .isInstanceOf(PoolClosedException.class)
                .satisfies(
                        failure -> assertThat(failure.getSuppressed()).hasOnlyElementsOfType(DeadlockException.class));
    }

    @Test
    void blocksTheCallerInPausesToo() {
        deadlocks(1);

        CompletableFuture<Result> result = CompletableFuture.supplyAsync(
                () -> engine.syncEngine().retrying(SLOW, connection -> connection.execute(text("work"))),
                task -> new Thread(task).start());
        passUntil(result);

        assertThat(result).isCompleted();
        assertThat(runs()).isEqualTo(2);
    }

    @Test
    void refusesPoliciesOutOfRange() {
        RetryPolicy policy = RetryPolicy.attempts(1);

        assertThat(catchThrowableOfType(ArgumentException.class, () -> RetryPolicy.attempts(0)))
                .hasMessageContaining("1 to 1000");
        assertThat(catchThrowableOfType(ArgumentException.class, () -> policy.withBackoff(LONG, Duration.ofMillis(1))))
                .hasMessageContaining("backoff");
        assertThat(catchThrowableOfType(ArgumentException.class, () -> policy.withDeadline(Duration.ZERO)))
                .hasMessageContaining("deadline");
    }
}

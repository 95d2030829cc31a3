package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.WaitInterruptedException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was given up is cleaned up: no lease is left behind, whenever the stage is given up. */
@Actors
final class AbandonedStageTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** What may be given up. */
    enum Call {
        CONNECT,
        CONNECT_SCOPE,
        BEGIN,
        BEGIN_SCOPE,
        EXECUTE;

        CompletionStage<?> on(AsyncEngine engine) {
            return switch (this) {
                case CONNECT -> engine.connect();
                case CONNECT_SCOPE -> engine.connect(connection -> connection.execute(text("work")));
                case BEGIN -> engine.begin();
                case BEGIN_SCOPE -> engine.begin(connection -> connection.execute(text("work")));
                case EXECUTE -> engine.execute(text("work"));
            };
        }
    }

    private final ScriptedConnectionFactory driver = ScriptedEngine.driver();
    private final AsyncEngine engine;

    AbandonedStageTest(ActorTestKit kit) {
        this.engine = ScriptedEngine.on(
                driver, kit.system(), EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0));
    }

    @AfterEach
    void closeEngine() {
        outcomeOf(engine.close());
        Eventually.holds("every connection is closed", LIMIT, () -> driver.openConnections() == 0);
    }

    private void awaitNothingLent() {
        Eventually.holds(
                "nothing is lent",
                LIMIT,
                () -> outcomeOf(engine.pool().status()).checkedOut() == 0 && driver.openTransactions() == 0);
        assertThat(outcomeOf(engine.execute(text("free"))).rowCount()).isZero();
    }

    @ParameterizedTest
    @Tag("F26")
    @EnumSource(Call.class)
    void leavesNoLeaseWhenGivenUpBeforeTheConnectionIsOpen(Call given) {
        LateAnswer connect = driver.next(ScriptedCall.CREATE).late();
        CompletableFuture<?> stage = given.on(engine).toCompletableFuture();
        Eventually.holds("it connects", LIMIT, () -> connect.waiting() == 1);

        stage.cancel(false);
        connect.release();

        assertThat(failureOf(stage)).isInstanceOf(CancellationException.class);
        awaitNothingLent();
        assertThat(driver.statements()).doesNotContain("work");
    }

    @ParameterizedTest
    @Tag("F25")
    @EnumSource(Call.class)
    void leavesTheLineWhenGivenUpWhileWaiting(Call given) {
        AsyncConnection held = outcomeOf(engine.connect());
        CompletableFuture<?> stage = given.on(engine).toCompletableFuture();

        stage.orTimeout(1, TimeUnit.MILLISECONDS);

        assertThat(failureOf(stage)).isInstanceOf(TimeoutException.class);
        Eventually.holds(
                "nobody waits", LIMIT, () -> outcomeOf(engine.pool().status()).waiting() == 0);
        outcomeOf(held.close());
        awaitNothingLent();
        assertThat(driver.statements()).doesNotContain("work");
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"BEGIN", "BEGIN_SCOPE"})
    void leavesNoTransactionWhenGivenUpWhileItBegins(Call given) {
        LateAnswer begin = driver.next(ScriptedCall.BEGIN).late();
        CompletableFuture<?> stage = given.on(engine).toCompletableFuture();
        Eventually.holds("it begins", LIMIT, () -> begin.waiting() == 1);

        stage.cancel(false);
        begin.release();

        awaitNothingLent();
    }

    @ParameterizedTest
    @EnumSource(
            value = Call.class,
            names = {"CONNECT_SCOPE", "BEGIN_SCOPE", "EXECUTE"})
    void finishesWhatHasBegunWhenGivenUpWhileItWorks(Call given) {
        LateAnswer work = driver.onNext("work").late(ScriptedAnswer.updated(0));
        CompletableFuture<?> stage = given.on(engine).toCompletableFuture();
        Eventually.holds("it works", LIMIT, () -> work.waiting() == 1);

        stage.cancel(false);
        assertThat(outcomeOf(engine.pool().status()).checkedOut()).isEqualTo(1);
        work.release();

        awaitNothingLent();
    }

    @Test
    void leavesNoLeaseWhenTheBlockedThreadIsInterrupted() {
        SyncEngine sync = engine.syncEngine();
        for (Runnable blocking : List.<Runnable>of(sync::connect, sync::begin, () -> sync.begin(connection -> true))) {
            LateAnswer connect = driver.next(ScriptedCall.CREATE).late();
            Thread.currentThread().interrupt();
            assertThatThrownBy(blocking::run).isInstanceOf(WaitInterruptedException.class);
            assertThat(Thread.interrupted()).isTrue();
            Eventually.holds("it connects", LIMIT, () -> connect.waiting() == 1);
            connect.release();
            awaitNothingLent();
            outcomeOf(engine.dispose());
        }
    }

    @Test
    void asksAnEngineThatIsOnlyJustMadeOnAnInterruptedThread(ActorTestKit kit) {
        for (int made = 0; made < 100; made++) {
            AsyncEngine fresh = ScriptedEngine.on(driver, kit.system(), EngineOptions.defaults());
            Thread.currentThread().interrupt();
            CompletionStage<Result> answer = fresh.execute(text("work"));
            assertThat(Thread.interrupted()).isTrue();
            assertThat(outcomeOf(answer).rowCount()).isZero();
            outcomeOf(fresh.close());
        }
    }

    @Test
    void givesBackWhatAnInterruptedThreadCloses() {
        SyncConnection connection = engine.syncEngine().connect();
        connection.execute(text("work"));
        LateAnswer rollback = driver.next(ScriptedCall.ROLLBACK).late();
        Thread.currentThread().interrupt();
        assertThatThrownBy(connection::close).isInstanceOf(WaitInterruptedException.class);
        assertThat(Thread.interrupted()).isTrue();
        Eventually.holds("it rolls back", LIMIT, () -> rollback.waiting() == 1);
        rollback.release();
        awaitNothingLent();
    }

    @Test
    void waitsForWorkThatEndsAfterItsStageWasGivenUp() {
        CompletableFuture<String> work = new CompletableFuture<>();
        CompletableFuture<AsyncConnection> lent = new CompletableFuture<>();
        CompletableFuture<String> stage = engine.<String>begin(connection -> {
                    lent.complete(connection);
                    return work;
                })
                .toCompletableFuture();
        AsyncConnection connection = outcomeOf(lent);

        stage.cancel(false);
        outcomeOf(connection.execute(text("still mine")));
        work.complete("done");

        awaitNothingLent();
        assertThat(driver.count(ScriptedCall.COMMIT)).isZero();
        assertThat(driver.count(ScriptedCall.ROLLBACK)).isPositive();
    }
}

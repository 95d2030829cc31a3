package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.granary.error.GranaryException;
import io.granary.error.PoolClosedException;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of an engine, and of who waits for it, when its actor system ends. */
final class EngineShutdownTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String SUDDEN = "pekko.coordinated-shutdown.run-by-actor-system-terminate = off";

    private final ScriptedConnectionFactory driver = ScriptedEngine.driver();
    private ActorTestKit kit = kit("");

    private static ActorTestKit kit(String settings) {
        Config config = ConfigFactory.parseString(settings).withFallback(ActorTestKit.applicationTestConfig());
        return ActorTestKit.create("shutdown", config);
    }

    @AfterEach
    void endSystem() {
        kit.shutdownTestKit();
    }

    private AsyncEngine engine() {
        return ScriptedEngine.on(
                driver,
                kit.system(),
                EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0).withCloseTimeout(Duration.ofMillis(200)));
    }

    private void sudden() {
        kit.shutdownTestKit();
        kit = kit(SUDDEN);
    }

    private void terminate() {
        kit.system().terminate();
        outcomeOf(kit.system().getWhenTerminated());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersEveryoneWhoWaits(boolean sudden) {
        if (sudden) {
            sudden();
        }
        driver.on("forever").never();
        AsyncEngine engine = engine();
        CompletableFuture<AsyncConnection> lent = new CompletableFuture<>();
        CompletionStage<Result> running = engine.connect(connection -> {
            CompletionStage<Result> forever = connection.execute(text("forever"));
            lent.complete(connection);
            return forever;
        });
        AsyncConnection connection = outcomeOf(lent);
        CompletionStage<Result> queued = connection.execute(text("queued"));
        List<CompletionStage<?>> waiting = List.of(
                engine.connect(),
                engine.begin(),
                engine.execute(text("waits")),
                engine.connect(held -> held.execute(text("waits"))));
        Eventually.holds(
                "it runs and four wait",
                LIMIT,
                () -> driver.statements().contains("forever")
                        && outcomeOf(engine.pool().status()).waiting() == 4);

        terminate();

        assertThat(failureOf(running)).isInstanceOf(GranaryException.class);
        assertThat(failureOf(queued)).isInstanceOf(GranaryException.class);
        assertThat(waiting).allSatisfy(stage -> assertThat(failureOf(stage)).isInstanceOf(PoolClosedException.class));
        Eventually.holds("every connection is closed", LIMIT, () -> driver.openConnections() == 0);
        assertRefuses(engine, connection);
    }

    private static void assertRefuses(AsyncEngine engine, AsyncConnection connection) {
        assertThat(failureOf(engine.connect())).isInstanceOf(PoolClosedException.class);
        assertThat(failureOf(engine.begin())).isInstanceOf(PoolClosedException.class);
        assertThat(failureOf(engine.execute(text("late")))).isInstanceOf(PoolClosedException.class);
        assertThat(failureOf(engine.pool().status())).isInstanceOf(PoolClosedException.class);
        assertThat(failureOf(engine.dispose())).isInstanceOf(PoolClosedException.class);
        assertThat(failureOf(connection.execute(text("late")))).isInstanceOf(GranaryException.class);
        outcomeOf(connection.close());
        outcomeOf(engine.close());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answersWhoWaitsForAConnectionThatIsBeingOpened(boolean sudden) {
        if (sudden) {
            sudden();
        }
        LateAnswer connect = driver.next(ScriptedCall.CREATE).late();
        AsyncEngine engine = engine();
        CompletionStage<AsyncConnection> waiting = engine.connect();
        Eventually.holds("it connects", LIMIT, () -> connect.waiting() == 1);

        terminate();

        assertThat(failureOf(waiting)).isInstanceOf(PoolClosedException.class);
        connect.release();
        Eventually.holds("the late connection is closed", LIMIT, () -> driver.openConnections() == 0);
    }

    @Test
    @Tag("F57")
    void letsAShortTransactionFinish() {
        AsyncEngine engine = ScriptedEngine.on(driver, kit.system(), EngineOptions.defaults());
        LateAnswer work = driver.onNext("work").late(ScriptedAnswer.updated(1));
        CompletionStage<Result> transaction = engine.begin(connection -> connection.execute(text("work")));
        Eventually.holds("it works", LIMIT, () -> work.waiting() == 1);

        kit.system().terminate();
        Eventually.holds(
                "the engine is closing", LIMIT, () -> engine.view().core().isClosed());
        work.release();

        assertThat(outcomeOf(transaction).rowCount()).isEqualTo(1);
        outcomeOf(kit.system().getWhenTerminated());
        assertThat(driver.count(ScriptedCall.COMMIT)).isEqualTo(1);
        assertThat(driver.openConnections()).isZero();
    }

    @Test
    void answersWhoAsksWhileTheEngineCloses() {
        for (int round = 0; round < 50; round++) {
            AsyncEngine engine = engine();
            outcomeOf(engine.execute(text("open")));
            CompletionStage<?> closed = engine.close();
            while (!closed.toCompletableFuture().isDone()) {
                assertThat(failureOf(engine.connect())).isInstanceOf(PoolClosedException.class);
            }
        }
    }

    @Test
    void takesPartInTheShutdownOnlyWhileOpen() {
        AsyncEngine engine = engine();
        outcomeOf(engine.close());
        outcomeOf(engine.close());

        terminate();

        assertThat(failureOf(engine.connect())).isInstanceOf(PoolClosedException.class);
    }
}

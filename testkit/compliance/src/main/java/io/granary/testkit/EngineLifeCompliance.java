package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.engine.PoolStatus;
import io.granary.error.ArgumentException;
import io.granary.error.NoSuchModuleException;
import io.granary.error.PoolClosedException;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ServerCounts;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An engine's life: its first connection, its views, its disposal and its end. */
public interface EngineLifeCompliance extends OnBench {

    @Test
    default void nothingIsOpenedBeforeTheFirstUse(Bench bench) {
        PoolStatus fresh = Await.value(bench.engine().pool().status());

        assertThat(fresh.opened()).isZero();
        Eventually.holds(
                "the server knows of none, nor of one that was closed before",
                Await.PATIENCE,
                () -> ServerCounts.connections(bench.database()) == 0);
    }

    @Test
    @Tag("AE12")
    default void theServerIsAskedAboutItselfOnceHoweverManyComeAtOnce(Bench bench) {
        RecordingDriver driver = RecordingDriver.on(bench.database());
        AsyncEngine engine = bench.engine(bench.options(), driver);

        List<CompletionStage<AsyncConnection>> asked =
                IntStream.range(0, 3).mapToObj(each -> engine.connect()).toList();
        List<AsyncConnection> connections = asked.stream().map(Await::value).toList();
        var one = connections.get(0).scalar(text("select 1"), Integer.class);
        var two = connections.get(1).scalar(text("select 2"), Integer.class);

        assertThat(Await.value(one)).hasValue(1);
        assertThat(Await.value(two)).hasValue(2);
        assertThat(driver.count("open")).isEqualTo(3);
        assertThat(driver.calls().stream().filter(EngineLifeCompliance::isProbe))
                .hasSize(1);
        connections.forEach(connection -> Await.value(connection.close()));
    }

    /** What a session is told after login is no question, and told to each. */
    private static boolean isProbe(String call) {
        return call.startsWith("select ") && !call.contains("set_config") && !call.matches("select \\d");
    }

    @Test
    default void theFirstConnectionTellsWhichDialectItIs(Bench bench) {
        Await.value(bench.engine().execute(text("select 1")));

        assertThat(bench.engine().dialect().name())
                .isEqualTo(bench.capabilities().dialect().name());
    }

    @Test
    @Tag("AE19")
    default void aDriverOfTheCallersIsAskedOnceForAConnection(Bench bench) {
        RecordingDriver driver = RecordingDriver.on(bench.database());
        AsyncEngine engine = bench.engine(bench.options(), driver);
        assertThat(driver.calls()).isEmpty();

        Await.value(engine.connect(connection -> connection.execute(COUNT)));

        assertThat(driver.count("open")).isEqualTo(1);
    }

    @Test
    default void aClosedEngineRefusesEverythingAndClosingTwiceIsNoError(Bench bench) {
        AsyncEngine engine = bench.engine();
        Await.value(engine.execute(COUNT));

        Await.value(engine.close());
        Await.value(engine.close());

        Await.failure(engine.connect(), PoolClosedException.class);
        Await.failure(engine.execute(COUNT), PoolClosedException.class);
        Await.failure(engine.pool().status(), PoolClosedException.class);
        ServerCounts.awaitNoConnections(bench.database(), Await.PATIENCE);
    }

    @Test
    default void closingWaitsForALentConnectionUntilItComesBack(Bench bench) {
        AsyncEngine engine = bench.engine();
        AsyncConnection lent = Await.value(engine.connect());

        var closed = engine.close();
        assertThat(Await.value(lent.execute(COUNT)).scalarOne(Long.class)).isZero();
        Await.value(lent.close());

        Await.value(closed);
        ServerCounts.awaitNoConnections(bench.database(), Await.PATIENCE);
    }

    @Test
    @Tag("AE45")
    default void aViewHasOptionsOfItsOwnAndTheSamePool(Bench bench) {
        AsyncEngine engine = bench.engine();
        Await.value(engine.execute(COUNT));

        AsyncEngine view = engine.withOptions(ExecutionOptions.none().withIsolationLevel(IsolationLevel.SERIALIZABLE));
        Await.value(view.connect(connection -> connection.execute(COUNT)));

        assertThat(view.executionOptions().isolationLevel()).hasValue(IsolationLevel.SERIALIZABLE);
        assertThat(engine.executionOptions().isolationLevel()).isEmpty();
        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(1);
        assertThat(Await.value(view.pool().status()).opened()).isEqualTo(1);
    }

    @Test
    @Tag("AE36")
    default void aUrlOfABlockingDriverIsRefusedAtOnce(Bench bench) {
        assertThatThrownBy(() -> AsyncEngine.create(bench.system(), "jdbc:postgresql://localhost/x"))
                .isInstanceOfAny(ArgumentException.class, NoSuchModuleException.class);
    }
}

package io.granary.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.error.PoolClosedException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

@Actors
class EngineEndsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ActorTestKit kit;
    private final SlowToClose driver = new SlowToClose();

    EngineEndsTest(ActorTestKit kit) {
        this.kit = kit;
    }

    @Test
    void refusesWhoComesWhileTheDriverCloses() {
        AsyncEngine engine = engine(kit, EngineOptions.defaults());
        assertThat(use(engine)).succeedsWithin(SOON);
        CompletableFuture<?> closed = engine.close().toCompletableFuture();
        Eventually.holds("the driver is asked to close", SOON, () -> driver.asked);

        CompletableFuture<?> late = use(engine);
        CompletableFuture<?> status = engine.pool().status().toCompletableFuture();

        assertRefused(late);
        assertRefused(status);
        assertThat(closed).isNotDone();
        driver.closed.complete(null);
        assertThat(closed).succeedsWithin(SOON);
        assertRefused(use(engine));
    }

    @Test
    void refusesWhoComesAfterTheActorSystemEnded() {
        ActorTestKit other = ActorTestKit.create();
        AsyncEngine engine = engine(other, EngineOptions.defaults());
        assertThat(use(engine)).succeedsWithin(SOON);

        other.shutdownTestKit();

        Eventually.holds("the driver is asked to close", SOON, () -> driver.asked);
        assertRefused(use(engine));
        driver.closed.complete(null);
        assertThat(engine.close().toCompletableFuture()).succeedsWithin(SOON);
    }

    @Test
    void saysThatTheActorSystemHasEnded() {
        ActorTestKit other = ActorTestKit.create();
        AsyncEngine before = engine(other, EngineOptions.defaults());
        other.shutdownTestKit();

        assertThatThrownBy(() -> AsyncEngine.create(other.system(), "h2:mem:///late"))
                .isInstanceOf(PoolClosedException.class)
                .hasMessageContaining("The actor system \"" + other.system().name() + "\" has ended");
        assertThatThrownBy(before::ref).isInstanceOf(PoolClosedException.class);
        driver.closed.complete(null);
    }

    @Test
    void completesStagesWhoseExecutorRefusesThem() {
        AsyncEngine engine = engine(kit, EngineOptions.defaults().withCompletionExecutor(work -> {
            throw new RejectedExecutionException("shut down");
        }));

        assertThat(use(engine)).succeedsWithin(SOON);
        assertThat(use(engine)).succeedsWithin(SOON);
    }

    private AsyncEngine engine(ActorTestKit system, EngineOptions options) {
        return AsyncEngine.create(system.system(), "postgresql://scripted/db", options, driver);
    }

    private static CompletableFuture<?> use(AsyncEngine engine) {
        return engine.execute(Sql.text("select 1")).toCompletableFuture();
    }

    private static void assertRefused(CompletableFuture<?> stage) {
        assertThat(stage).failsWithin(SOON).withThrowableThat().havingCause().isInstanceOf(PoolClosedException.class);
    }

    /** A driver on a scripted database whose own end the test decides. */
    private static final class SlowToClose implements Driver {

        private final Driver driver;
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private volatile boolean asked;

        private SlowToClose() {
            ScriptedConnectionFactory database = ScriptedConnectionFactory.named("PostgreSQL");
            database.onContaining("current_setting")
                    .rows(java.util.List.of("v", "s", "i"), java.util.List.of("17", "public", "READ COMMITTED"));
            driver = R2dbcDriver.of(database, 0, SOON);
        }

        @Override
        public CompletionStage<DriverConnection> open() {
            return driver.open();
        }

        @Override
        public boolean blocking() {
            return driver.blocking();
        }

        @Override
        public CompletionStage<Void> close() {
            asked = true;
            return closed;
        }
    }
}

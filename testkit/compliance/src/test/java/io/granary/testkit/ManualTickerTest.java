package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.Result;
import io.granary.error.StaleLeaseException;
import io.granary.error.StatementTimeoutException;
import io.granary.sql.Executable;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.CapturedLogs;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.junit.GranaryTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Ages and timers go together, and by the test's hand only. */
@Actors(manualTime = true)
class ManualTickerTest {

    private static final Executable ONE = text("select 1");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ActorSystem<?> system;
    private final ManualTime time;
    private final ManualTicker ticker;
    private final ScriptedDriver driver = ScriptedDriver.named("PostgreSQL");
    private AsyncEngine engine;

    ManualTickerTest(ActorSystem<?> system, ManualTime time) {
        this.system = system;
        this.time = time;
        this.ticker = ManualTicker.of(system);
        this.engine = engine(EngineOptions.defaults());
    }

    @BeforeEach
    void greets() {
        driver.greetsAs("17", "public", "READ COMMITTED");
        driver.on("select 1").rows(List.of("one"), List.of(1));
    }

    @AfterEach
    void closes() {
        CompletionStage<?> closed = engine.close();
        passesUntil("it is closed", () -> closed.toCompletableFuture().isDone());
    }

    private AsyncEngine engine(EngineOptions options) {
        return AsyncEngine.create(
                system,
                "postgresql://host/ages",
                options.withTicker(ticker).withPoolSize(1).withMaxOverflow(0).withoutServerLinkCheck(),
                driver);
    }

    private void begins(EngineOptions options) {
        engine = engine(options);
        Await.value(engine.execute(ONE));
    }

    /** Second by second, for a timer that an actor sets when it hears of the one before is set a moment later. */
    private void passesUntil(String what, BooleanSupplier holds) {
        Eventually.holds(what, Await.PATIENCE, () -> {
            time.timePasses(SECOND);
            return holds.getAsBoolean();
        });
    }

    @Test
    void standsStillUntilTimePassesAndThenGoesWithTheTimers() {
        long before = ticker.read();
        time.timePasses(Duration.ofHours(1));

        assertThat(ticker.read() - before).isEqualTo(Duration.ofHours(1).toNanos());

        ticker.advance(SECOND);

        assertThat(ticker.read() - before)
                .isEqualTo(Duration.ofHours(1).plus(SECOND).toNanos());
        assertThatIllegalArgumentException().isThrownBy(() -> ticker.advance(SECOND.negated()));
    }

    @Test
    void anOldConnectionIsReplaced() {
        begins(EngineOptions.defaults().withPoolRecycle(Duration.ofHours(1)).withLifetimeJitter(0));
        time.timePasses(Duration.ofMinutes(59));
        Await.value(engine.execute(ONE));
        assertThat(driver.count(DriverCall.OPEN)).isEqualTo(1);

        time.timePasses(Duration.ofMinutes(2));
        Await.value(engine.execute(ONE));

        assertThat(driver.count(DriverCall.OPEN)).isEqualTo(2);
    }

    @Test
    void aStatementThatTakesTooLongIsStopped() {
        driver.on("select 2").never();
        begins(EngineOptions.defaults().withStatementTimeout(Duration.ofMinutes(5)));
        CompletionStage<Result> slow = engine.execute(text("select 2"));
        Eventually.holds("it runs", Await.PATIENCE, () -> driver.statements().contains("select 2"));

        time.timePasses(Duration.ofMinutes(4));
        Await.value(engine.pool().holders());
        assertThat(slow.toCompletableFuture()).isNotDone();

        passesUntil("it is over", () -> slow.toCompletableFuture().isDone());
        Await.failure(slow, StatementTimeoutException.class);
    }

    @Test
    void aLeaseIsWarnedOfAndTakenBack() {
        begins(EngineOptions.defaults().withLeakWarning(Duration.ofSeconds(30)).withMaxLease(Duration.ofMinutes(1)));
        AsyncConnection lent = Await.value(engine.connect());
        try (CapturedLogs logs = CapturedLogs.ofEverything()) {
            passesUntil("it is warned of", () -> logs.messages().stream().anyMatch(line -> line.contains("leaking")));
            assertThat(Await.value(lent.execute(ONE)).scalar(Integer.class)).contains(1);

            passesUntil(
                    "it is taken back",
                    () -> logs.messages().stream().anyMatch(line -> line.contains("longer than max-lease")));
        }
        PoolProbe.of(engine).awaitRest(Await.PATIENCE);
        Await.failure(lent.execute(ONE), StaleLeaseException.class);
    }

    @Test
    void anIdleConnectionGivesASignOfLife() {
        begins(EngineOptions.defaults().withKeepAlive(Duration.ofMinutes(10)));
        int before = driver.count(DriverCall.PING);

        // In one leap, whose first look is left out, and the next one.
        time.timePasses(Duration.ofMinutes(9));
        Await.value(engine.pool().status());
        assertThat(driver.count(DriverCall.PING)).isEqualTo(before);

        passesUntil("it is asked", () -> driver.count(DriverCall.PING) > before);
        assertThat(ticker.read()).isGreaterThanOrEqualTo(Duration.ofMinutes(10).toNanos());
    }

    /** The engine of a test goes by the same. */
    @GranaryTest
    @Actors(manualTime = true)
    @Nested
    class OfAGranaryTest {

        @Test
        void goesByTheTestsTicker(AsyncEngine engine, ManualTicker ticker, ManualTime time, PoolProbe pool) {
            AsyncConnection lent = Await.value(engine.connect());
            time.timePasses(Duration.ofMinutes(3));
            ticker.advance(Duration.ofMinutes(4));

            assertThat(pool.holders().get(0).held()).isEqualTo(Duration.ofMinutes(7));
            Await.value(lent.close());
        }
    }

    /** Where timers go by themselves, so does the ticker, from wherever it was put. */
    @Nested
    @Actors
    class InRealTime {

        @Test
        void goesWithTheMachinesClock(ActorSystem<?> system) {
            ManualTicker ticker = ManualTicker.of(system);
            long machine = System.nanoTime();
            assertThat(ticker.read()).isGreaterThanOrEqualTo(machine);

            ticker.advance(Duration.ofDays(1));

            assertThat(ticker.read() - machine)
                    .isGreaterThanOrEqualTo(Duration.ofDays(1).toNanos());
        }
    }
}

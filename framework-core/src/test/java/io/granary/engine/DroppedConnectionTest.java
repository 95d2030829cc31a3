package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.internal.connection.Lease;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.CapturedLogs;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections that somebody forgot, who is no actor. */
@Actors
class DroppedConnectionTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ScriptedConnectionFactory driver = ScriptedEngine.driver();
    private final AsyncEngine engine;

    DroppedConnectionTest(ActorSystem<?> system) {
        engine = ScriptedEngine.on(
                driver,
                system,
                EngineOptions.defaults().withPoolSize(2).withMaxOverflow(0).withCloseTimeout(Duration.ofMillis(100)));
    }

    @AfterEach
    void closeEngine() {
        get(engine.close());
    }

    @Test
    @Tag("P38")
    void givesBackWhatNobodyCanReachAndSaysWhereItWasTaken() {
        try (CapturedLogs logs = CapturedLogs.of(LeaseKeeper.class)) {
            WeakReference<AsyncConnection> dropped = dropped("insert into t values (1)");

            collected(dropped);

            Eventually.holds("the lease is back", SOON, () -> status().checkedIn() == 1);
            assertThat(driver.openTransactions()).as("rolled back").isZero();
            assertThat(logs.messages())
                    .anyMatch(text -> text.contains("dropped without close()") && text.contains("taken at "));
        }
    }

    @Test
    @Tag("P38")
    void saysNothingOfWhatWasClosed() {
        try (CapturedLogs logs = CapturedLogs.of(LeaseKeeper.class)) {
            WeakReference<AsyncConnection> closed = closed();

            collected(closed);

            get(engine.execute(Sql.text("select 1")));
            assertThat(logs.messages()).isEmpty();
        }
    }

    @Test
    void keepsALeaseWhoseRefIsInUse() {
        collected(shared());
        collected(dropped("select 1"));

        Eventually.holds("only the other lease is back", SOON, () -> status().checkedIn() == 1);
        assertThat(status().checkedOut()).isEqualTo(1);
    }

    @Test
    void keepsAConnectionThatItsTransactionKnows() {
        AsyncTransaction transaction = get(engine.begin());
        System.gc();

        assertThat(get(transaction.connection().execute(Sql.text("select 1")))).isNotNull();
        assertThat(transaction.connection().handle().lease().status()).isEqualTo(Lease.Status.OPEN);
        get(transaction.rollback());
        get(transaction.connection().close());
    }

    private WeakReference<AsyncConnection> dropped(String sql) {
        AsyncConnection connection = get(engine.connect());
        get(connection.execute(Sql.text(sql)));
        return new WeakReference<>(connection);
    }

    private WeakReference<AsyncConnection> closed() {
        AsyncConnection connection = get(engine.connect());
        get(connection.close());
        return new WeakReference<>(connection);
    }

    private WeakReference<AsyncConnection> shared() {
        AsyncConnection connection = get(engine.connect());
        assertThat(connection.ref()).isNotNull();
        return new WeakReference<>(connection);
    }

    private static void collected(WeakReference<?> dropped) {
        Eventually.holds("it is collected", SOON, () -> {
            System.gc();
            return dropped.get() == null;
        });
    }

    private PoolStatus status() {
        return get(engine.pool().status());
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}

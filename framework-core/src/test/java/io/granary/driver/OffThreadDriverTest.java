package io.granary.driver;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Blocking;
import io.granary.engine.EngineOptions;
import io.granary.error.StatementTimeoutException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

/** H2 works on its caller's thread; through this driver that thread is never an actor's. */
@Actors
public class OffThreadDriverTest {

    private static final CountDownLatch HELD = new CountDownLatch(1);

    /** Called by H2 as a function: a statement that ends when the test says so. */
    public static int hold() throws InterruptedException {
        HELD.await();
        return 1;
    }

    @Test
    void answersWhoeverWaitsWhenTheDriverDiesOfAnError() {
        ScriptedConnectionFactory database = ScriptedConnectionFactory.named("H2");
        database.on(OffThreadDriverTest::dies).updated(0);
        Driver driver = OffThreadDriver.of(R2dbcDriver.of(database, 1, Duration.ofSeconds(10)), "dying");
        DriverConnection connection = Blocking.await(driver.open());

        assertThat(failure(connection, "select part")).hasMessageContaining("a missing part");
        assertThat(failure(connection, "select deep")).hasMessageContaining("StackOverflowError");

        Blocking.await(connection.close());
        Blocking.await(driver.close());
    }

    /** Asked within the driver's {@code execute()}. */
    private static boolean dies(String sql) {
        switch (sql) {
            case "select part" -> throw new NoClassDefFoundError("a missing part");
            case "select deep" -> throw new StackOverflowError();
            default -> {
                return false;
            }
        }
    }

    private static DriverException failure(DriverConnection connection, String sql) {
        CompletableFuture<DriverException> failure = new CompletableFuture<>();
        DriverExecution execution = connection.execute(
                new DriverStatement(sql, List.of(), DriverStatement.Returns.ROWS, 0, 1), new RowReceiver() {
                    @Override
                    public void columns(List<String> names) {}

                    @Override
                    public void rows(List<Object[]> chunk) {}

                    @Override
                    public void updated(long count) {}

                    @Override
                    public void completed() {
                        failure.cancel(false);
                    }

                    @Override
                    public void failed(DriverException reported) {
                        failure.complete(reported);
                    }
                });
        execution.request(1);
        return failure.orTimeout(10, TimeUnit.SECONDS).join();
    }

    @Test
    void leavesTheConnectionActorItsClockWhileTheDatabaseWorks(ActorTestKit kit) {
        AsyncEngine engine = AsyncEngine.create(
                kit.system(),
                "h2:mem:///offthread",
                EngineOptions.defaults()
                        .withStatementTimeout(Duration.ofMillis(200))
                        .withPoolSize(1)
                        .withMaxOverflow(0));
        try {
            Blocking.await(engine.execute(text("create alias hold for 'io.granary.driver.OffThreadDriverTest.hold'")));

            assertThatThrownBy(() -> Blocking.await(engine.execute(text("select hold()"))))
                    .isInstanceOf(StatementTimeoutException.class);

            assertThat(Blocking.await(engine.pool().status()).checkedOut()).isZero();
            assertThat(Blocking.await(engine.execute(text("select 42"))).scalar(Integer.class))
                    .contains(42);
        } finally {
            HELD.countDown();
            Blocking.await(engine.close());
        }
    }
}

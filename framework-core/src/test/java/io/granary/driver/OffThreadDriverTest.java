package io.granary.driver;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Blocking;
import io.granary.engine.EngineOptions;
import io.granary.error.StatementTimeoutException;
import io.granary.testkit.fixtures.Actors;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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

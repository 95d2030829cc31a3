package io.granary.engine.internal.connection;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ResultData;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.pool.PoolUnderTest;
import io.granary.error.StatementTimeoutException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One timer for many statements, each of which has its whole time all the same. */
@Actors(manualTime = true)
final class StepClockTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final PoolUnderTest pool;
    private Lease lease;

    StepClockTest(ActorTestKit kit, ManualTime time) {
        this.pool = PoolUnderTest.of(
                kit, time, PoolUnderTest.sized(1, 0).withStatementTimeout(LIMIT).withCancelGrace(SECOND));
        this.lease = pool.lend();
    }

    @BeforeEach
    void setTheTimerForAStatementThatEndsInTime() {
        await(pool.execute(lease, "quick"));
        pool.passes(Duration.ofSeconds(6));
    }

    @Test
    void givesAStatementItsOwnTimeAndNotWhatIsLeftOfAnothers() {
        LateAnswer answer = pool.database().onNext("slow").late();
        Promise<ResultData> slow = pool.execute(lease, "slow");
        Eventually.holds("it runs", PoolUnderTest.SOON, () -> answer.waiting() == 1);

        pool.passes(Duration.ofSeconds(9));
        pool.status();
        assertThat(slow).isNotDone();
        answer.release();
        await(slow);
        pool.giveBack(lease);
        pool.isBalanced();
    }

    @Test
    void stopsAStatementWhoseTimeIsOverThoughTheTimerWasSetForAnother() {
        pool.database().onNext("slow").never();
        Promise<ResultData> slow = pool.execute(lease, "slow");
        Eventually.holds(
                "it runs",
                PoolUnderTest.SOON,
                () -> pool.database().statements().contains("slow"));

        Eventually.holds("its time is over", PoolUnderTest.SOON, () -> {
            pool.passes(SECOND);
            return slow.isDone();
        });
        assertThat(failure(slow)).isInstanceOf(StatementTimeoutException.class);
    }

    @Test
    void ringsOnAnIdleConnectionAndTimesTheNextStatementStill() {
        pool.giveBack(lease);
        pool.passes(LIMIT);
        lease = pool.lend();
        stopsAStatementWhoseTimeIsOverThoughTheTimerWasSetForAnother();
    }
}

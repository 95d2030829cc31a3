package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.Driver;
import io.granary.driver.DriverException;
import io.granary.engine.StatementListener;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Orders to stop a statement, which a server may forget. */
class PoolStoppingTest extends OnPools {

    private static final Duration GRACE = Duration.ofSeconds(8);

    private final AtomicInteger orders = new AtomicInteger();

    PoolStoppingTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    @Test
    @Tag("F30")
    void isToldAgainToStopAStatementThatWentOn() {
        PoolUnderTest pool = pool(sized(1, 0).withCancelGrace(GRACE), driver -> ordered(driver, this::take));
        LateAnswer late = pool.database().on("slow").late();
        Lease lease = pool.lend();
        int before = pool.database().count(ScriptedCall.EXECUTE);
        Promise<?> slow = pool.execute(lease, "slow");
        pool.called(ScriptedCall.EXECUTE, before + 1);

        slow.cancel(false);
        awaitOrders(1);
        pool.passes(Duration.ofMillis(999));
        pool.status();
        assertThat(orders).hasValue(1);
        pool.passes(Duration.ofMillis(2));
        awaitOrders(2);
        late.fail(stopped());

        await(pool.release(lease));
        Lease next = pool.lend();
        assertThat(next.connectionId()).isEqualTo(1);
        pool.passes(GRACE);
        assertThat(orders).hasValue(2);
        pool.giveBack(next);
        pool.isBalanced();
    }

    @Test
    @Tag("F32")
    void givesUpAConnectionToWhichAnOrderMayStillCome() {
        PoolUnderTest pool = pool(sized(1, 0).withCancelGrace(GRACE), driver -> ordered(driver, this::lose));
        LateAnswer late = pool.database().on("slow").late();
        Lease lease = pool.lend();
        int before = pool.database().count(ScriptedCall.EXECUTE);
        Promise<?> slow = pool.execute(lease, "slow");
        pool.called(ScriptedCall.EXECUTE, before + 1);

        slow.cancel(false);
        awaitOrders(1);

        Eventually.holds("it was given up", PoolUnderTest.SOON, () -> lease.status() == Lease.Status.INVALIDATED);
        late.release();
        await(pool.release(lease));
        assertThat(pool.lend().connectionId()).isEqualTo(2);
    }

    @Test
    void givesUpAConnectionWhoseListenerThrewAnErrorAfterAStatementWasStopped() {
        StatementListener listener = new StatementListener() {
            @Override
            public void afterExecute(Statement statement, Duration elapsed, long rows, @Nullable Throwable failure) {
                if (failure != null) {
                    throw new AssertionError("a listener's defect");
                }
            }
        };
        PoolUnderTest pool =
                pool(sized(1, 0).withCancelGrace(GRACE).withListener(listener), driver -> ordered(driver, this::take));
        LateAnswer late = pool.database().on("slow").late();
        Lease lease = pool.lend();
        int before = pool.database().count(ScriptedCall.EXECUTE);
        Promise<?> slow = pool.execute(lease, "slow");
        pool.called(ScriptedCall.EXECUTE, before + 1);

        slow.cancel(false);
        awaitOrders(1);
        late.fail(stopped());

        Eventually.holds("it was given up", PoolUnderTest.SOON, () -> lease.status() == Lease.Status.INVALIDATED);
    }

    private void awaitOrders(int many) {
        Eventually.holds(many + " orders were given", PoolUnderTest.SOON, () -> orders.get() == many);
    }

    private static Driver ordered(Driver driver, Supplier<CompletionStage<Boolean>> order) {
        return new AlteredDriver(driver, Map.of("cancel", order));
    }

    /** A server that takes each order to stop a statement, and forgets it. */
    private CompletionStage<Boolean> take() {
        orders.incrementAndGet();
        return CompletableFuture.completedFuture(true);
    }

    /** The link over which the order went ends before an answer. */
    private CompletionStage<Boolean> lose() {
        orders.incrementAndGet();
        return CompletableFuture.failedFuture(DriverException.fault("the link is gone", null));
    }

    private static R2dbcNonTransientResourceException stopped() {
        return new R2dbcNonTransientResourceException("canceling statement due to user request", "57014", 0);
    }
}

package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
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
        PoolUnderTest pool = pool(sized(1, 0).withCancelGrace(GRACE), this::taking);
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
        late.fail(new R2dbcNonTransientResourceException("canceling statement due to user request", "57014", 0));

        await(pool.release(lease));
        Lease next = pool.lend();
        assertThat(next.connectionId()).isEqualTo(1);
        pool.passes(GRACE);
        assertThat(orders).hasValue(2);
        pool.giveBack(next);
        pool.isBalanced();
    }

    private void awaitOrders(int many) {
        Eventually.holds(many + " orders were given", PoolUnderTest.SOON, () -> orders.get() == many);
    }

    /** A driver whose server takes each order to stop a statement, and forgets it. */
    private Driver taking(Driver driver) {
        return new Driver() {
            @Override
            public CompletionStage<DriverConnection> open() {
                return driver.open().thenApply(opened -> taking(opened));
            }

            @Override
            public boolean blocking() {
                return driver.blocking();
            }

            @Override
            public CompletionStage<Void> close() {
                return driver.close();
            }
        };
    }

    private DriverConnection taking(DriverConnection opened) {
        return (DriverConnection) Proxy.newProxyInstance(
                DriverConnection.class.getClassLoader(),
                new Class<?>[] {DriverConnection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("cancel")) {
                        orders.incrementAndGet();
                        return CompletableFuture.completedFuture(true);
                    }
                    try {
                        return method.invoke(opened, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}

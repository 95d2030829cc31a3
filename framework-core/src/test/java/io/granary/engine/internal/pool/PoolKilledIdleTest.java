package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.SOON;
import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.PoolClosedException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A connection is lent while it finds that it is dead, before the pool has read that: what crosses on the way. */
class PoolKilledIdleTest extends OnPools {

    private final CountDownLatch looked = new CountDownLatch(1);
    private final CountDownLatch lent = new CountDownLatch(1);
    private final AtomicBoolean armed = new AtomicBoolean();
    private final AtomicBoolean crashes = new AtomicBoolean();

    PoolKilledIdleTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    @Test
    @Tag("F4")
    void servesWhoIsLentAConnectionThatHasGivenItselfUp() {
        servesTheWish(PoolUnderTest::acquire, PoolUnderTest::giveBack);
    }

    @Test
    @Tag("F4")
    void runsTheStatementThatIsSentToAConnectionThatHasGivenItselfUp() {
        servesTheWish(pool -> pool.runOnce("insert"), (pool, result) -> {});
    }

    @Test
    @Tag("F61")
    void answersWhoIsLentAConnectionWhoseActorCrashesMeanwhile() {
        PoolUnderTest pool = pool(sized(1, 0), this::firstOneDies);
        pool.giveBack(pool.lend());
        crashes.set(true);
        Promise<Lease> asked = lendWhileItLooks(pool, PoolUnderTest::acquire);

        assertThat(failure(asked)).isInstanceOf(PoolClosedException.class);
        pool.isBalanced();
    }

    private <T> void servesTheWish(Function<PoolUnderTest, Promise<T>> wish, GivenBack<T> givenBack) {
        PoolUnderTest pool = pool(sized(1, 0), this::firstOneDies);
        pool.giveBack(pool.lend());
        Promise<T> asked = lendWhileItLooks(pool, wish);

        givenBack.run(pool, await(asked));
        pool.isBalanced();
        assertThat(pool.status().invalidated()).isEqualTo(1);
    }

    private <T> Promise<T> lendWhileItLooks(PoolUnderTest pool, Function<PoolUnderTest, Promise<T>> wish) {
        armed.set(true);
        pool.passes(Housekeeping.INTERVAL);
        assertThat(reached(looked)).isTrue();
        Promise<T> asked = wish.apply(pool);
        assertThat(pool.status().checkedOut()).isEqualTo(1);
        lent.countDown();
        return asked;
    }

    private interface GivenBack<T> {
        void run(PoolUnderTest pool, T value);
    }

    private Driver firstOneDies(Driver driver) {
        return around(Driver.class, driver, (method, result) -> {
            if (method.getName().equals("open")) {
                return ((CompletionStage<?>) result).thenApply(opened -> mortal((DriverConnection) opened));
            }
            return result;
        });
    }

    /** Once armed, looks dead to the first who asks, or breaks, and takes its time for the answer. */
    private DriverConnection mortal(DriverConnection connection) {
        return around(DriverConnection.class, connection, (method, result) -> {
            if (method.getName().equals("alive") && armed.getAndSet(false)) {
                looked.countDown();
                boolean dead = reached(lent);
                if (crashes.get()) {
                    throw new AssertionError("on purpose");
                }
                return !dead;
            }
            return result;
        });
    }

    private static boolean reached(CountDownLatch latch) {
        try {
            return latch.await(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static <T> T around(Class<T> type, T inner, BiFunction<Method, Object, Object> after) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            try {
                return after.apply(method, method.invoke(inner, given));
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        }));
    }
}

package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.Holder;
import io.granary.error.PoolTimeoutException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What happens when every connection is lent. */
public interface PoolLimitCompliance extends OnBench {

    /** {@return options of a pool with one connection} */
    private static EngineOptions one(Bench bench) {
        return bench.options().withPoolSize(1).withMaxOverflow(0);
    }

    @Test
    @Tag("F24")
    @Tag("AE13")
    default void anExhaustedPoolFailsAfterItsTimeoutAndSaysItsNumbers(Bench bench) {
        AsyncEngine engine = bench.engine(one(bench).withPoolTimeout(Duration.ofMillis(100)));
        AsyncConnection held = Await.value(engine.within(Await.PATIENCE).connect());

        PoolTimeoutException failure = Await.failure(engine.connect(), PoolTimeoutException.class);

        assertThat(failure)
                .hasMessageContaining("size 1")
                .hasMessageContaining("overflow 0")
                .hasMessageContaining("0.10 s")
                .hasMessageContaining("1 lent");
        assertThat(Await.value(engine.pool().status()).timedOut()).isEqualTo(1);
        Await.value(held.close());
        assertThat(Await.value(engine.within(Await.PATIENCE).execute(COUNT)).scalarOne(Long.class))
                .isZero();
    }

    @Test
    default void aTimeoutOfZeroDoesNotWaitForOthersButOpensWhatItMay(Bench bench) {
        AsyncEngine engine = bench.engine(one(bench).withPoolTimeout(Duration.ZERO));
        AsyncConnection held = Await.value(engine.connect());

        assertThat(Await.failure(engine.connect(), PoolTimeoutException.class)).hasMessageContaining("0.00 s");

        Await.value(held.close());
        Await.value(engine.connect(connection -> connection.execute(COUNT)));
    }

    @Test
    default void aViewMayWaitLessThanTheEngine(Bench bench) {
        AsyncEngine engine = bench.engine(one(bench));
        AsyncConnection held = Await.value(engine.connect());

        Await.failure(engine.within(Duration.ZERO).connect(), PoolTimeoutException.class);

        Await.value(held.close());
    }

    @Test
    default void whoWaitsGetsTheConnectionThatComesBack(Bench bench) {
        AsyncEngine engine = bench.engine(one(bench));
        AsyncConnection held = Await.value(engine.connect());
        var first = engine.connect();
        var second = engine.execute(COUNT);
        assertThat(Await.value(engine.pool().status()).waiting()).isEqualTo(2);

        Await.value(held.close());
        AsyncConnection got = Await.value(first);
        Await.value(got.close());

        assertThat(Await.value(second).scalarOne(Long.class)).isZero();
        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(1);
    }

    @Test
    @Tag("F25")
    default void whoGaveUpWaitingCostsNoConnection(Bench bench) {
        AsyncEngine engine = bench.engine(one(bench));
        AsyncConnection held = Await.value(engine.connect());
        var abandoned = engine.connect().toCompletableFuture();
        assertThat(abandoned.cancel(false)).isTrue();

        Await.value(held.close());

        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
    }

    @Test
    @Tag("F25")
    default void whoGaveUpWaitingForATransactionCostsNoConnection(Bench bench) {
        AsyncEngine engine = bench.engine(one(bench));
        AsyncConnection held = Await.value(engine.connect());
        var abandoned = engine.begin().toCompletableFuture();
        assertThat(abandoned.cancel(false)).isTrue();

        Await.value(held.close());

        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
    }

    @Test
    default void overflowIsOpenedWhenNeededAndClosedOnReturn(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(1));
        AsyncConnection one = Await.value(engine.connect());
        AsyncConnection two = Await.value(engine.connect());
        assertThat(Await.value(engine.pool().status()).overflow()).isEqualTo(1);

        Await.value(one.close());
        Await.value(two.close());

        assertThat(Await.value(engine.pool().status()).checkedIn()).isEqualTo(1);
    }

    @Test
    default void thePoolTellsWhoHoldsWhat(Bench bench) {
        AsyncEngine engine = bench.engine();
        AsyncConnection held = Await.value(engine.connect());

        List<Holder> holders = Await.value(engine.pool().holders());

        assertThat(holders).hasSize(1);
        assertThat(holders.get(0).owner()).isNotBlank();
        Await.value(held.close());
        assertThat(Await.value(engine.pool().holders())).isEmpty();
    }

    @Test
    default void aDetachedConnectionLeavesItsPlaceAndIsClosedWithItsHolder(Bench bench) {
        AsyncEngine engine = bench.engine(one(bench));
        AsyncConnection held = Await.value(engine.connect());

        Await.value(held.detach());
        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
        assertThat(Await.value(held.execute(COUNT)).scalarOne(Long.class)).isZero();
        Await.value(held.close());

        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(2);
    }
}

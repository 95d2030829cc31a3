package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.ServerCounts;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a connection between two borrowers: tested, cleared, replaced at its age, given up, and closed by a disposal. */
public interface PoolLifeCompliance extends OnBench {

    /** {@return options of a pool with one connection} */
    private static EngineOptions one(Bench bench) {
        return bench.options().withPoolSize(1).withMaxOverflow(0);
    }

    @Test
    default void whatWasNotCommittedIsGoneBeforeTheNextBorrower(Bench bench) {
        AsyncEngine engine = bench.engine(one(bench));
        AsyncConnection first = Await.value(engine.connect());
        long session = bench.session(first);
        Await.value(first.execute(INSERT, Params.of("id", 1, "name", "left")));

        Await.value(first.close());

        assertThat(bench.session(engine)).isEqualTo(session);
        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aConnectionOfAgeIsReplacedWhenItIsLentNext(Bench bench) {
        ManualTicker ticker = ManualTicker.of(bench.system());
        AsyncEngine ageing = bench.engine(one(bench)
                .withPoolRecycle(Duration.ofHours(1))
                .withLifetimeJitter(0)
                .withTicker(ticker));
        long session = bench.session(ageing);
        ticker.advance(Duration.ofMinutes(59));
        assertThat(bench.session(ageing)).isEqualTo(session);

        ticker.advance(Duration.ofMinutes(1));

        assertThat(bench.session(ageing)).isNotEqualTo(session);
        assertThat(Await.value(ageing.pool().status()).recycled()).isEqualTo(1);
        assertThat(Await.value(ageing.pool().status()).opened()).isEqualTo(2);
    }

    /** However the jitter falls, no connection lives longer than its age. */
    @Test
    default void aJitterMakesLivesShorterAndNeverLonger(Bench bench) {
        ManualTicker ticker = ManualTicker.of(bench.system());
        AsyncEngine ageing = bench.engine(one(bench)
                .withPoolRecycle(Duration.ofHours(1))
                .withLifetimeJitter(50)
                .withTicker(ticker));
        long session = bench.session(ageing);
        ticker.advance(Duration.ofMinutes(29));
        assertThat(bench.session(ageing)).isEqualTo(session);

        ticker.advance(Duration.ofMinutes(31));

        assertThat(bench.session(ageing)).isNotEqualTo(session);
    }

    @Test
    default void aYoungConnectionIsLentAgain(Bench bench) {
        AsyncEngine engine = bench.engine(one(bench).withPoolRecycle(Duration.ofHours(1)));
        long session = bench.session(engine);

        assertThat(bench.session(engine)).isEqualTo(session);
        assertThat(Await.value(engine.pool().status()).recycled()).isZero();
    }

    @Test
    default void anInvalidatedConnectionIsNotLentAgain(Bench bench) {
        AsyncEngine engine = bench.engine(one(bench));
        AsyncConnection bad = Await.value(engine.connect());
        long session = bench.session(bad);

        Await.value(bad.rollback());
        Await.value(bad.invalidate());
        Await.value(bad.close());

        assertThat(bench.session(engine)).isNotEqualTo(session);
        assertThat(Await.value(engine.pool().status()).invalidated()).isEqualTo(1);
        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(2);
    }

    @Test
    @Tag("RC17")
    @Tag("F4")
    default void aKilledIdleConnectionIsNoticedByThePing(Bench bench) {
        bench.assumeThatSessionsAreLost();
        AsyncEngine engine = bench.engine(bench.options().withPoolPrePing(true));
        Await.value(engine.execute(COUNT));

        bench.killSessions();

        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
        Await.value(engine.connect(connection -> connection.execute(COUNT)));
        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(2);
    }

    @Test
    @Tag("AE10")
    default void disposingClosesIdleConnectionsAndTheEngineGoesOn(Bench bench) {
        AsyncEngine engine = bench.engine();
        AsyncConnection one = Await.value(engine.connect());
        AsyncConnection two = Await.value(engine.connect());
        Await.value(one.close());
        Await.value(two.close());
        assertThat(Await.value(engine.pool().status()).checkedIn()).isEqualTo(2);

        Await.value(engine.dispose());

        assertThat(Await.value(engine.pool().status()).checkedIn()).isZero();
        ServerCounts.awaitNoConnections(bench.database(), Await.PATIENCE);
        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(3);
    }

    @Test
    @Tag("AE10")
    default void aConnectionLentWhileTheEngineIsDisposedFinishesAndIsClosed(Bench bench) {
        AsyncEngine engine = bench.engine();
        AsyncConnection lent = Await.value(engine.connect());
        long before = bench.session(lent);

        var disposed = engine.dispose();
        long after = bench.session(lent);
        Await.value(lent.close());
        Await.value(disposed);

        assertThat(after).isEqualTo(before);
        assertThat(Await.value(engine.pool().status()).checkedIn()).isZero();
    }
}

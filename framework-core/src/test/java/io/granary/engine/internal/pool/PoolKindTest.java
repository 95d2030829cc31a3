package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.EngineOptions;
import io.granary.engine.PoolKind;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pools that are no queue. */
@Actors(manualTime = true)
class PoolKindTest {

    private final ActorTestKit kit;
    private final ManualTime time;
    private final List<PoolUnderTest> pools = new ArrayList<>();

    PoolKindTest(ActorTestKit kit, ManualTime time) {
        this.kit = kit;
        this.time = time;
    }

    @AfterEach
    void stopPools() {
        pools.forEach(PoolUnderTest::stop);
    }

    @Test
    @Tag("P44")
    void aNullPoolOpensAConnectionForEachLease() {
        PoolUnderTest pool = pool(PoolKind.NULL);
        Lease first = pool.lend();
        pool.giveBack(first);
        pool.status("it is closed", status -> status.closed() == 1);

        Lease second = pool.lend();
        await(pool.invalidate(second));
        Lease third = pool.lend();

        assertThat(List.of(first.connectionId(), second.connectionId(), third.connectionId()))
                .containsExactly(1L, 2L, 3L);
        pool.giveBack(third);
        pool.status("all are closed", status -> status.closed() == 3 && status.checkedIn() == 0);
        assertThat(pool.database().openConnections()).isZero();
    }

    @Test
    void aNullPoolHasNoLimitAndLendsNothingTwiceEvenToWhoWaits() {
        PoolUnderTest pool = pool(PoolKind.NULL);
        List<Lease> leases =
                IntStream.range(0, 20).mapToObj(lease -> pool.lend()).toList();
        assertThat(pool.database().openConnections()).isEqualTo(20);

        pool.database().next(ScriptedCall.CREATE).never();
        Promise<Lease> waits = pool.acquire();
        pool.called(ScriptedCall.CREATE, 21);
        leases.forEach(lease -> pool.giveBack(lease));

        pool.status("all are closed", status -> status.closed() == 20 && status.waiting() == 1);
        assertThat(waits).isNotDone();
    }

    @Test
    void aNullPoolClosesWhatWasOpenedForNobody() {
        PoolUnderTest pool = pool(PoolKind.NULL);
        pool.giveBack(pool.lend());
        var late = pool.database().next(ScriptedCall.CREATE).late();
        Promise<Lease> gone = pool.acquire();
        pool.called(ScriptedCall.CREATE, 2);
        gone.cancel(false);

        late.release();

        pool.status("it is closed", status -> status.closed() == 2 && status.checkedIn() == 0);
    }

    @Test
    void aStaticPoolHasOneConnectionForWhichAllTakeTurns() {
        PoolUnderTest pool = pool(PoolKind.STATIC);
        Lease first = pool.lend();
        List<Promise<Lease>> others =
                IntStream.range(0, 3).mapToObj(wish -> pool.acquire()).toList();
        assertThat(pool.status().waiting()).isEqualTo(3);

        pool.giveBack(first);
        others.forEach(wish -> {
            assertThat(await(wish).connectionId()).isEqualTo(1);
            pool.giveBack(await(wish));
        });

        assertThat(pool.database().count(ScriptedCall.CREATE)).isEqualTo(1);
        assertThat(pool.status().size()).isEqualTo(1);
    }

    @Test
    void aStaticPoolKeepsItsConnectionAtAnyAge() {
        PoolUnderTest pool = PoolUnderTest.of(
                kit,
                time,
                sized(5, 5)
                        .withPoolKind(PoolKind.STATIC)
                        .withPoolRecycle(Duration.ofSeconds(1))
                        .withMaxIdleTime(Duration.ofSeconds(1)));
        pools.add(pool);
        pool.giveBack(pool.lend());

        pool.passes(Duration.ofSeconds(4));
        pool.passes(Duration.ofSeconds(4));

        assertThat(pool.lend().connectionId()).isEqualTo(1);
    }

    @Test
    void aStaticPoolOpensAnotherForOneThatWasLost() {
        PoolUnderTest pool = pool(PoolKind.STATIC);
        pool.giveBack(pool.lend());
        pool.database().severAll();

        assertThat(pool.lend().connectionId()).isEqualTo(2);
    }

    private PoolUnderTest pool(PoolKind kind) {
        EngineOptions options = sized(2, 0).withPoolKind(kind);
        PoolUnderTest pool = PoolUnderTest.of(kit, time, options);
        pools.add(pool);
        return pool;
    }
}

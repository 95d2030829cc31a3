package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.PoolKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ServerCounts;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pools of other kinds, connections that are replaced, and idle ones that are looked after, on a real server. */
public interface PoolKindCompliance extends OnBench {

    @Test
    @Tag("P44")
    default void aNullPoolOpensAConnectionForEachLeaseAndKeepsNone(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolKind(PoolKind.NULL));

        IntStream.range(0, 3).forEach(lease -> Await.value(engine.execute(COUNT)));

        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(3);
        ServerCounts.awaitNoConnections(bench.database(), Await.PATIENCE);
    }

    @Test
    default void aStaticPoolHasOneConnectionForWhichAllTakeTurns(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolKind(PoolKind.STATIC));

        var all = IntStream.range(0, 10).mapToObj(turn -> engine.execute(COUNT)).toList();

        all.forEach(Await::value);
        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(1);
    }

    @Test
    @Tag("P16")
    default void aSoftlyInvalidatedConnectionWorksUntilItGoesBack(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
        AsyncConnection connection = Await.value(engine.connect());

        Await.value(connection.invalidateSoft());

        assertThat(connection.isInvalidated()).isFalse();
        Await.value(connection.execute(COUNT));
        Await.value(connection.close());
        Await.value(engine.execute(COUNT));
        assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(2);
    }

    @Test
    @Tag("F4")
    default void aKilledIdleConnectionIsReplacedByTheKeepAlive(Bench bench) {
        bench.assumeThatSessionsAreLost();
        AsyncEngine engine = bench.engine(bench.options().withMinIdle(2).withKeepAlive(Duration.ofMillis(100)));
        Eventually.holds(
                "two are idle",
                Await.PATIENCE,
                () -> Await.value(engine.pool().status()).checkedIn() == 2);

        bench.killSessions();

        Eventually.holds("two others are idle", Await.PATIENCE, () -> {
            var status = Await.value(engine.pool().status());
            return status.checkedIn() == 2 && status.opened() >= 4 && status.closing() == 0;
        });
        Await.value(engine.execute(COUNT));
    }
}

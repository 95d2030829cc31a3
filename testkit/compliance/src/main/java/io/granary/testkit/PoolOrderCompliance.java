package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.PoolStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who gets a connection, and which: in the order in which they asked, the one returned last or first. */
public interface PoolOrderCompliance extends OnBench {

    /** Lends so many, gives them back in order, and tells them apart. */
    private static List<Long> returned(Bench bench, AsyncEngine engine, int many) {
        List<AsyncConnection> lent =
                Stream.generate(engine::connect).limit(many).map(Await::value).toList();
        List<Long> sessions = new ArrayList<>();
        lent.forEach(connection -> sessions.add(bench.session(connection)));
        lent.forEach(connection -> Await.value(connection.close()));
        return sessions;
    }

    @Test
    default void theOneReturnedLastIsLentNext(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolUseLifo(true));
        List<Long> sessions = returned(bench, engine, 3);

        assertThat(bench.session(engine)).isEqualTo(sessions.get(2));
        assertThat(bench.session(engine)).isEqualTo(sessions.get(2));
    }

    @Test
    default void theOneReturnedFirstIsLentNextWhereTheyTakeTurns(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolUseLifo(false));
        List<Long> sessions = returned(bench, engine, 3);

        for (long session : sessions) {
            assertThat(bench.session(engine)).isEqualTo(session);
        }
    }

    @Test
    default void thereAreNoMoreConnectionsThanSizeAndOverflow(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(1));
        List<AsyncConnection> lent =
                Stream.generate(engine::connect).limit(2).map(Await::value).toList();

        var third = engine.execute(COUNT);

        PoolStatus full = Await.value(engine.pool().status());
        assertThat(full.checkedOut() + full.opening()).isEqualTo(2);
        assertThat(full.waiting()).isEqualTo(1);
        lent.forEach(connection -> Await.value(connection.close()));
        Await.value(third);
    }

    @Test
    default void whoAskedFirstIsServedFirst(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));
        AsyncConnection held = Await.value(engine.connect());
        List<CompletableFuture<AsyncConnection>> line = Stream.generate(engine::connect)
                .limit(3)
                .map(asked -> asked.toCompletableFuture())
                .toList();

        for (int served = 0; served < line.size(); served++) {
            Await.value(held.close());
            held = Await.value(line.get(served));
            assertThat(Await.value(engine.pool().status()).waiting()).isEqualTo(line.size() - served - 1);
            assertThat(line.subList(served + 1, line.size())).noneMatch(CompletableFuture::isDone);
        }

        Await.value(held.close());
    }
}

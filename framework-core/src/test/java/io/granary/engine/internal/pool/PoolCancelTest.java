package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.PoolStatus;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Wishes that are given up at any moment. */
class PoolCancelTest extends OnPools {

    private static final int WISHES = 10_000;

    PoolCancelTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    @Test
    @Tag("F25")
    void losesNoConnectionToTenThousandWishesThatAreGivenUpAtAnyMoment() {
        PoolUnderTest pool = pool(sized(3, 2).withPoolTimeout(Duration.ofHours(1)));
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Promise<Lease>> wishes = new ArrayList<>();
        int givenUp = 0;
        int served = 0;
        for (int wish = 0; wish < WISHES; wish++) {
            wishes.add(pool.acquire());
            while (wishes.size() > random.nextInt(12)) {
                Promise<Lease> one = wishes.remove(random.nextInt(wishes.size()));
                // In a race with the supervisor, who may be serving it.
                if (random.nextInt(4) > 0 && one.cancel(false)) {
                    givenUp++;
                } else if (one.isDone()) {
                    var unused = pool.release(one.join());
                    served++;
                } else {
                    wishes.add(one);
                    break;
                }
            }
            if (wish % 100 == 0 && !wishes.isEmpty()) {
                assertHeldByOneEach(wishes, seed);
                // Else a supervisor that gets no processor would serve nobody in time.
                var unused = pool.release(firstServed(wishes).join());
                served++;
            }
        }
        for (Promise<Lease> wish : wishes) {
            if (!wish.cancel(false)) {
                var unused = pool.release(wish.join());
            }
        }

        assertThat(givenUp).as("seed %s", seed).isGreaterThan(WISHES / 4);
        assertThat(served).as("seed %s", seed).isPositive();
        pool.isBalanced();
        // A connection that was opened for somebody who gave up may still be on its way to the pool, and out again.
        PoolStatus rest = pool.status(
                "overflow is closed",
                status -> status.closing() == 0 && pool.database().openConnections() == status.checkedIn());
        assertThat(rest.timedOut()).isZero();
    }

    /**
     * One that is served, taken out: where none is, nobody holds anything, and one is about to be. It need not be the first of the list, whose order is not that of
     * the line.
     */
    private static Promise<Lease> firstServed(List<Promise<Lease>> wishes) {
        Object served = outcomeOf(CompletableFuture.anyOf(wishes.toArray(CompletableFuture[]::new)));
        assertThat(served).isInstanceOf(Lease.class);
        for (int i = 0; i < wishes.size(); i++) {
            if (wishes.get(i).isDone()) {
                return wishes.remove(i);
            }
        }
        throw new AssertionError("none of " + wishes.size() + " wishes is served");
    }

    private static void assertHeldByOneEach(List<Promise<Lease>> wishes, long seed) {
        List<Long> held = wishes.stream()
                .filter(Promise::isDone)
                .map(wish -> wish.join().connectionId())
                .toList();
        Set<Long> different = new HashSet<>(held);
        assertThat(different).as("seed %s", seed).hasSize(held.size());
    }
}

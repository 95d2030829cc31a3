package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.EngineOptions;
import io.granary.engine.ResultData;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.PoolDeadlockException;
import io.granary.error.PoolTimeoutException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Owners who wait for each other's connections, and those who only look as if they did. */
@Actors(manualTime = true)
class PoolDeadlockTest {

    /** Half of the default grace: how often the pool looks. */
    private static final Duration LOOK = Duration.ofMillis(501);

    private final ActorTestKit kit;
    private final ManualTime time;
    private final List<PoolUnderTest> pools = new ArrayList<>();

    PoolDeadlockTest(ActorTestKit kit, ManualTime time) {
        this.kit = kit;
        this.time = time;
    }

    @AfterEach
    void stopPools() {
        pools.forEach(PoolUnderTest::stop);
    }

    @Test
    @Tag("F38")
    void failsTheYoungestWishOfOwnersWhoWaitForEachOther() {
        PoolUnderTest pool = pool(sized(2, 0));
        AcquireTerms ann = owner("ann");
        AcquireTerms ben = owner("ben");
        Lease annHolds = await(pool.acquire(ann));
        Lease benHolds = await(pool.acquire(ben));
        await(pool.execute(annHolds, "insert"));
        Promise<Lease> annWants = pool.acquire(ann);
        pool.passes(Duration.ofMillis(1));
        Promise<Lease> benWants = pool.acquire(ben);

        passes(pool, 4, annHolds, benHolds);

        assertThat(failure(benWants))
                .isInstanceOf(PoolDeadlockException.class)
                .hasMessageContaining("ben waits for a connection that nobody can give back")
                .hasMessageContaining("size 2")
                .hasMessageContaining("lease 1 held for")
                .hasMessageContaining("by ann")
                .hasMessageContaining("lease 2 held for")
                .hasMessageContaining("2 lent, 0 idle, 0 opening, 2 waiting");
        assertThat(annWants).isNotDone();
        pool.giveBack(benHolds);
        pool.giveBack(await(annWants), annHolds);
        pool.isBalanced();
    }

    @Test
    @Tag("F37")
    void failsTheWishOfAnOwnerWhoHoldsTheOnlyConnection() {
        PoolUnderTest pool = pool(sized(1, 0));
        AcquireTerms ann = owner("ann");
        Lease holds = await(pool.acquire(ann));
        Promise<ResultData> inner = pool.runOnce(ann, "select inner");

        passes(pool, 4, holds);

        assertThat(failure(inner)).isInstanceOf(PoolDeadlockException.class).hasMessageContaining("ann waits");
        assertThat(pool.database().statements()).doesNotContain("select inner");
        await(pool.execute(holds, "select 1"));
        pool.giveBack(holds);
        pool.isBalanced();
    }

    @Test
    void findsTheNextKnotToo() {
        PoolUnderTest pool = pool(sized(1, 0));
        AcquireTerms ann = owner("ann");
        Lease holds = await(pool.acquire(ann));
        Promise<Lease> older = pool.acquire(ann);
        pool.passes(Duration.ofMillis(1));
        Promise<Lease> younger = pool.acquire(ann);

        passes(pool, 4, holds);
        assertThat(failure(younger)).isInstanceOf(PoolDeadlockException.class);
        assertThat(older).isNotDone();

        passes(pool, 4, holds);
        assertThat(failure(older)).isInstanceOf(PoolDeadlockException.class);
    }

    @Test
    void givesTimeToAnOwnerWhoseStatementRuns() {
        PoolUnderTest pool = pool(sized(1, 0));
        AcquireTerms ann = owner("ann");
        Lease holds = await(pool.acquire(ann));
        LateAnswer late = pool.database().on("select slowly").late();
        Promise<ResultData> running = pool.execute(holds, "select slowly");
        pool.called(ScriptedCall.EXECUTE, 2);
        Promise<Lease> wish = pool.acquire(ann);

        passes(pool, 10, holds);

        assertThat(wish).isNotDone();
        late.release();
        await(running);
        pool.giveBack(holds);
        await(wish);
    }

    @Test
    void givesTimeToAnOwnerWhoIsAtWorkInAnotherFlow() {
        PoolUnderTest pool = pool(sized(1, 0));
        AcquireTerms ann = owner("ann");
        Lease holds = await(pool.acquire(ann));
        Promise<Lease> wish = pool.acquire(ann);

        for (int step = 0; step < 10; step++) {
            await(pool.execute(holds, "select " + step));
            passes(pool, 1, holds);
        }

        assertThat(wish).isNotDone();
        pool.giveBack(holds);
        await(wish);
    }

    @Test
    void hopesForAHolderWhoDoesNotWait() {
        PoolUnderTest pool = pool(sized(2, 0));
        AcquireTerms ann = owner("ann");
        Lease annHolds = await(pool.acquire(ann));
        Lease benHolds = await(pool.acquire(owner("ben")));
        Promise<Lease> annWants = pool.acquire(ann);

        passes(pool, 10, annHolds, benHolds);

        assertThat(annWants).isNotDone();
        pool.giveBack(benHolds);
        await(annWants);
    }

    @Test
    void hopesForAHolderWhoIsNoActor() {
        PoolUnderTest pool = pool(sized(2, 0));
        AcquireTerms ann = owner("ann");
        Lease annHolds = await(pool.acquire(ann));
        Lease strange = pool.lend();
        Promise<Lease> annWants = pool.acquire(ann);
        Promise<Lease> strangerWants = pool.acquire();

        passes(pool, 10, annHolds, strange);

        assertThat(annWants).isNotDone();
        assertThat(strangerWants).isNotDone();
    }

    @Test
    void hopesForAConnectionThatIsBeingOpened() {
        PoolUnderTest pool = pool(sized(2, 0));
        AcquireTerms ann = owner("ann");
        Lease holds = await(pool.acquire(ann));
        LateAnswer late = pool.database().next(ScriptedCall.CREATE).late();
        Promise<Lease> wish = pool.acquire(ann);
        pool.called(ScriptedCall.CREATE, 2);

        passes(pool, 10, holds);

        assertThat(wish).isNotDone();
        late.release();
        await(wish);
    }

    @Test
    void takesNoNoticeOfAWishThatWasGivenUp() {
        PoolUnderTest pool = pool(sized(2, 0));
        AcquireTerms ann = owner("ann");
        AcquireTerms ben = owner("ben");
        Lease annHolds = await(pool.acquire(ann));
        Lease benHolds = await(pool.acquire(ben));
        Promise<Lease> annWants = pool.acquire(ann);
        pool.acquire(ben).cancel(false);

        passes(pool, 10, annHolds, benHolds);

        assertThat(annWants).isNotDone();
    }

    @Test
    void leavesItToTheTimeoutWhenToldTo() {
        PoolUnderTest pool = pool(sized(1, 0).withoutDeadlockGrace().withPoolTimeout(Duration.ofSeconds(3)));
        AcquireTerms ann = owner("ann");
        Lease holds = await(pool.acquire(ann));
        Promise<Lease> wish = pool.acquire(ann);

        passes(pool, 8, holds);

        assertThat(failure(wish)).isInstanceOf(PoolTimeoutException.class);
    }

    private AcquireTerms owner(String name) {
        ActorRef<String> actor = kit.spawn(Behaviors.receive(String.class).build());
        return AcquireTerms.anonymous().ownedBy(actor, name);
    }

    /** Lets the pool look so often, each time until it and the connections of these leases have read what they were told. */
    private static void passes(PoolUnderTest pool, int looks, Lease... leases) {
        for (int look = 0; look < looks; look++) {
            pool.passes(LOOK);
            pool.status();
            for (Lease lease : leases) {
                await(pool.<Object>ask(lease, answer -> new ConnectionCommand.Unwrap(lease.number(), answer)));
            }
            pool.status();
        }
    }

    private PoolUnderTest pool(EngineOptions options) {
        PoolUnderTest pool = PoolUnderTest.of(kit, time, options);
        pools.add(pool);
        return pool;
    }
}

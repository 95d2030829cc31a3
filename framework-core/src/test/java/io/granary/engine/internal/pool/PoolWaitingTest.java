package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Priority;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.PoolBusyException;
import io.granary.error.PoolTimeoutException;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PoolWaitingTest extends OnPools {

    private static final Duration MILLISECOND = Duration.ofMillis(1);

    PoolWaitingTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    @Test
    @Tag("P02")
    void failsAfterItsTimeAndNotBeforeAndTellsTheNumbers() {
        PoolUnderTest pool = pool(sized(3, 0).withPoolTimeout(Duration.ofSeconds(2)));
        pool.lend();
        pool.lend();
        pool.lend();
        Promise<Lease> wish = pool.acquire();

        pool.passes(Duration.ofSeconds(2).minus(MILLISECOND));
        assertThat(pool.status().waiting()).isEqualTo(1);
        assertThat(wish).isNotDone();

        pool.passes(MILLISECOND.multipliedBy(2));
        assertThat(failure(wish))
                .isInstanceOf(PoolTimeoutException.class)
                .hasMessageContaining("No connection became free within 2.00 s (pool \"test\", size 3, overflow 0)")
                .hasMessageContaining("3 lent, 0 idle, 0 opening, 0 waiting")
                .hasMessageContaining("lease 1 held for 2.00 s by a caller that is no actor")
                .hasMessageContaining("pool-size");
        assertThat(pool.status().timedOut()).isEqualTo(1);
    }

    @Test
    void tellsWhyTheLastConnectFailedWhenAWaitTimesOut() {
        PoolUnderTest pool = pool(sized(2, 0).withConnectTimeout(Duration.ofSeconds(9)));
        pool.database().next(ScriptedCall.CREATE).fails("08001", 0, "the database is down");
        failure(pool.acquire());
        pool.database().next(ScriptedCall.CREATE).never();
        Promise<Lease> wish = pool.acquire(AcquireTerms.anonymous().within(Duration.ofSeconds(1)));

        pool.passes(Duration.ofSeconds(1).plus(MILLISECOND));

        assertThat(failure(wish))
                .isInstanceOf(PoolTimeoutException.class)
                .hasMessageContaining("size 2, overflow 0)")
                .hasMessageContaining("connect:");
    }

    @Test
    @Tag("P04")
    void failsNobodyEarly() {
        PoolUnderTest pool = pool(sized(2, 1).withPoolTimeout(Duration.ofSeconds(3)));
        List<Promise<Lease>> wishes =
                IntStream.range(0, 10).mapToObj(wish -> pool.acquire()).toList();
        wishes.subList(0, 3).forEach(PoolUnderTest::await);

        pool.passes(Duration.ofSeconds(3).minus(MILLISECOND));
        assertThat(pool.status().waiting()).isEqualTo(7);
        assertThat(wishes.subList(3, 10)).noneMatch(Promise::isDone);

        pool.passes(MILLISECOND.multipliedBy(2));
        assertThat(wishes.subList(3, 10))
                .allSatisfy(wish -> assertThat(failure(wish)).isInstanceOf(PoolTimeoutException.class));
    }

    @Test
    void countsTheTimeOfEachWaiterFromItsOwnWish() {
        PoolUnderTest pool = pool(sized(1, 0));
        pool.lend();
        Promise<Lease> patient = pool.acquire(AcquireTerms.anonymous().within(Duration.ofSeconds(9)));
        Promise<Lease> hasty = pool.acquire(AcquireTerms.anonymous().within(Duration.ofSeconds(1)));

        pool.passes(Duration.ofSeconds(1).plus(MILLISECOND));
        assertThat(failure(hasty)).hasMessageContaining("within 1.00 s");
        assertThat(patient).isNotDone();

        pool.passes(Duration.ofSeconds(8).plus(MILLISECOND));
        assertThat(failure(patient)).hasMessageContaining("within 9.00 s");
    }

    @Test
    void doesNotWaitWithNoPatience() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease only = pool.lend();

        Promise<Lease> refused = pool.acquire(AcquireTerms.anonymous().within(Duration.ZERO));
        assertThat(failure(refused)).isInstanceOf(PoolTimeoutException.class);

        pool.giveBack(only);
        assertThat(await(pool.acquire(AcquireTerms.anonymous().within(Duration.ZERO)))
                        .connectionId())
                .isEqualTo(only.connectionId());
    }

    @Test
    void opensAConnectionOfItsOwnWithNoPatience() {
        PoolUnderTest pool = pool(sized(1, 0));
        LateAnswer late = pool.database().next(ScriptedCall.CREATE).late();
        Promise<Lease> wish = pool.acquire(AcquireTerms.anonymous().within(Duration.ZERO));
        pool.called(ScriptedCall.CREATE, 1);

        pool.passes(Duration.ofSeconds(1));
        late.release();

        await(wish);
    }

    @Test
    void opensInPlaceOfAnAgedConnectionWithNoPatience() {
        PoolUnderTest pool = pool(sized(1, 0).withPoolRecycle(Duration.ofSeconds(30)));
        pool.giveBack(pool.lend());
        pool.passes(Duration.ofSeconds(31));

        Lease fresh = await(pool.acquire(AcquireTerms.anonymous().within(Duration.ZERO)));

        assertThat(fresh.connectionId()).isEqualTo(2);
    }

    @Test
    @Tag("F24")
    @Tag("F67")
    void refusesWhenTheLineIsFullAndTellsTheNumbers() {
        PoolUnderTest pool = pool(sized(1, 0).withMaxWaiting(2));
        Lease only = pool.lend();
        Promise<Lease> first = pool.acquire();
        Promise<Lease> second = pool.acquire();

        assertThat(failure(pool.acquire()))
                .isInstanceOf(PoolBusyException.class)
                .hasMessageContaining("2 wait already")
                .hasMessageContaining("1 lent, 0 idle, 0 opening, 2 waiting");

        pool.giveBack(only);
        pool.giveBack(await(first));
        pool.giveBack(await(second));
        pool.isBalanced();
    }

    @Test
    void lendsWhatIsFreeEvenWhenNobodyMayWait() {
        PoolUnderTest pool = pool(sized(2, 0).withMaxWaiting(0));

        Lease first = pool.lend();
        Lease second = pool.lend();
        assertThat(failure(pool.acquire())).isInstanceOf(PoolBusyException.class);

        pool.giveBack(first, second);
        pool.lend();
    }

    @Test
    void doesNotCountInLineWhoGetsAPlaceOfTheirOwn() {
        PoolUnderTest pool = pool(sized(3, 0).withMaxWaiting(1));

        List<Promise<Lease>> wishes =
                IntStream.range(0, 4).mapToObj(wish -> pool.acquire()).toList();
        Promise<Lease> tooMany = pool.acquire();

        wishes.subList(0, 3).forEach(PoolUnderTest::await);
        assertThat(failure(tooMany)).isInstanceOf(PoolBusyException.class);
        assertThat(wishes.get(3)).isNotDone();
    }

    @Test
    void doesNotCountInLineWhoGaveUp() {
        PoolUnderTest pool = pool(sized(1, 0).withMaxWaiting(1));
        Lease only = pool.lend();
        pool.acquire().cancel(false);

        Promise<Lease> waits = pool.acquire();
        pool.giveBack(only);

        await(waits);
    }

    @Test
    void servesAHigherClassFirst() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease only = pool.lend();
        Promise<Lease> low = pool.acquire(AcquireTerms.anonymous().with(Priority.LOW));
        Promise<Lease> normal = pool.acquire();
        Promise<Lease> high = pool.acquire(AcquireTerms.anonymous().with(Priority.HIGH));

        pool.giveBack(only);
        Lease served = await(high);
        assertThat(normal).isNotDone();
        pool.giveBack(served);
        served = await(normal);
        assertThat(low).isNotDone();
        pool.giveBack(served);
        await(low);
    }

    @Test
    @Tag("F25")
    void skipsAWaiterWhoGaveUp() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease only = pool.lend();
        Promise<Lease> gone = pool.acquire();
        Promise<Lease> patient = pool.acquire();
        gone.cancel(false);

        pool.giveBack(only);

        pool.giveBack(await(patient));
        pool.isBalanced();
    }

    @Test
    @Tag("F26")
    void takesBackAConnectionThatComesForNobody() {
        PoolUnderTest pool = pool(sized(1, 0).withPoolPrePing(true));
        pool.giveBack(pool.lend());
        LateAnswer ping = pool.database().next(ScriptedCall.VALIDATE).late();
        Promise<Lease> gone = pool.acquire();
        pool.status("it is lent", status -> status.checkedOut() == 1);
        gone.cancel(false);

        ping.release();

        pool.status("it came back", status -> status.checkedOut() == 0 && status.checkedIn() == 1);
        pool.isBalanced();
    }

    /** It takes no room in a line that is bounded, counts nowhere, and no time passes for it. */
    @Test
    void leavesTheLineAtOnceWhenItIsGivenUp() {
        PoolUnderTest pool = pool(sized(1, 0).withMaxWaiting(2));
        Lease only = pool.lend();
        Promise<Lease> first = pool.acquire();
        Promise<Lease> given = pool.acquire();
        assertThat(pool.status().waiting()).isEqualTo(2);

        given.cancel(false);

        assertThat(pool.status().waiting()).isEqualTo(1);
        Promise<Lease> second = pool.acquire();
        assertThat(pool.status().waiting()).isEqualTo(2);
        pool.giveBack(only);
        pool.giveBack(await(first));
        await(second);
        assertThat(pool.status().timedOut()).isZero();
    }
}

package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.EngineOptions;
import io.granary.engine.PoolListener;
import io.granary.engine.PoolStatus;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.PoolClosedException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of connections that nobody needs: how many there are, how old they get, and how a pool learns that they are dead. */
@Actors(manualTime = true)
class PoolIdleTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ActorTestKit kit;
    private final ManualTime time;
    private final List<PoolUnderTest> pools = new ArrayList<>();

    PoolIdleTest(ActorTestKit kit, ManualTime time) {
        this.kit = kit;
        this.time = time;
    }

    @AfterEach
    void stopPools() {
        pools.forEach(PoolUnderTest::stop);
    }

    // ---- ahead of need

    @Test
    void opensIdleConnectionsAheadOfNeed() {
        PoolUnderTest pool = pool(sized(5, 0).withMinIdle(2));

        idle(pool, 2);

        pool.lend();
        idle(pool, 2);
        assertThat(pool.database().count(ScriptedCall.CREATE)).isEqualTo(3);
    }

    @Test
    void opensNoMoreAheadOfNeedThanThePoolKeeps() {
        PoolUnderTest pool = pool(sized(2, 3).withMinIdle(9));
        idle(pool, 2);

        Lease first = pool.lend();
        Lease second = pool.lend();
        seconds(pool, 2);

        assertThat(pool.status().opening()).isZero();
        assertThat(pool.database().count(ScriptedCall.CREATE)).isEqualTo(2);
        pool.giveBack(first, second);
        pool.isBalanced();
    }

    @Test
    @Tag("F17")
    void pausesWhenWhatIsOpenedAheadOfNeedFails() {
        PoolUnderTest pool = PoolUnderTest.of(
                kit,
                time,
                sized(5, 0).withMinIdle(3),
                database -> database.always(ScriptedCall.CREATE).fails("08001", 0, "connection refused"));
        pools.add(pool);
        pool.called(ScriptedCall.CREATE, 1);
        pool.status("no connect is under way", status -> status.opening() == 0);
        assertThat(pool.database().count(ScriptedCall.CREATE)).isEqualTo(1);

        pool.database().always(ScriptedCall.CREATE).answers();
        pool.passes(Duration.ofMillis(101));

        idle(pool, 3);
    }

    @Test
    void pausesWhenAListenerRefusesWhatIsOpenedAheadOfNeed() {
        PoolListener refuses = new PoolListener() {
            @Override
            public void onPool(String engine, long connection, Event event) {
                if (event == Event.CONNECTED && connection == 1) {
                    throw new IllegalStateException("not this one");
                }
            }
        };
        PoolUnderTest pool = pool(sized(1, 0).withMinIdle(1).withListener(refuses));
        pool.called(ScriptedCall.CLOSE, 1);
        assertThat(pool.status().opening()).isZero();

        pool.passes(Duration.ofMillis(101));

        idle(pool, 1);
    }

    @Test
    void opensNothingAheadOfNeedOnceItCloses() {
        PoolUnderTest pool = pool(sized(2, 0).withMinIdle(1));
        idle(pool, 1);
        Lease lease = pool.lend();
        idle(pool, 1);

        Promise<?> closed = pool.close(Duration.ofSeconds(5));
        assertThat(failure(pool.acquire())).isInstanceOf(PoolClosedException.class);
        pool.giveBack(lease);

        await(closed);
        assertThat(pool.database().openConnections()).isZero();
    }

    @Test
    void opensAheadOfNeedAgainAfterADisposal() {
        PoolUnderTest pool = pool(sized(2, 0).withMinIdle(2));
        idle(pool, 2);

        await(pool.dispose());

        idle(pool, 2);
        assertThat(pool.status().opened()).isEqualTo(4);
    }

    // ---- not needed

    @Test
    void closesWhatNobodyNeededForLong() {
        PoolUnderTest pool = pool(sized(5, 0).withMaxIdleTime(Duration.ofSeconds(10)));
        pool.giveBack(pool.lend(), pool.lend(), pool.lend());
        idle(pool, 3);

        seconds(pool, 10);
        idle(pool, 3);
        seconds(pool, 1);

        pool.status("all are closed", status -> status.checkedIn() == 0 && status.closed() == 3);
        pool.isBalanced();
    }

    @Test
    void shrinksUnderALoadThatOneConnectionCarries() {
        PoolUnderTest pool = pool(sized(5, 0).withMaxIdleTime(Duration.ofSeconds(4)));
        pool.giveBack(pool.lend(), pool.lend(), pool.lend());

        for (int second = 0; second < 6; second++) {
            seconds(pool, 1);
            pool.giveBack(pool.lend());
        }

        idle(pool, 1);
        assertThat(pool.lend().connectionId()).isEqualTo(3);
    }

    @Test
    void keepsAsManyAsThereShouldBeHoweverLongNobodyNeedsThem() {
        PoolUnderTest pool = pool(sized(5, 0).withMinIdle(2).withMaxIdleTime(Duration.ofSeconds(2)));
        idle(pool, 2);
        Lease first = pool.lend();
        Lease second = pool.lend();
        Lease third = pool.lend();
        pool.giveBack(first, second, third);

        for (int second1 = 0; second1 < 10; second1++) {
            seconds(pool, 1);
            assertThat(pool.status().checkedIn()).isGreaterThanOrEqualTo(2);
        }

        idle(pool, 2);
    }

    // ---- too old

    @Test
    void replacesWhatGotTooOldBeforeItClosesIt() {
        PoolUnderTest pool = pool(sized(5, 0)
                .withMinIdle(2)
                .withPoolRecycle(Duration.ofSeconds(30))
                .withLifetimeJitter(0));
        idle(pool, 2);

        for (int second = 0; second < 40; second++) {
            seconds(pool, 1);
            assertThat(pool.status().checkedIn()).isGreaterThanOrEqualTo(2);
        }

        pool.status("the two are replaced", status -> status.checkedIn() == 2 && status.recycled() == 2);
        assertThat(pool.lend().connectionId()).isGreaterThan(2);
    }

    @Test
    void closesWhatGotTooOldWithoutBeingAsked() {
        PoolUnderTest pool = pool(sized(1, 0).withPoolRecycle(Duration.ofSeconds(30)));
        pool.giveBack(pool.lend());

        seconds(pool, 31);

        assertThat(pool.status("it is closed", status -> status.closed() == 1).recycled())
                .isEqualTo(1);
    }

    // ---- signs of life

    @Test
    @Tag("F4")
    @Tag("P10")
    void neverLendsAConnectionWhoseEndWasNoticed() {
        PoolUnderTest pool = pool(sized(2, 0));
        pool.giveBack(pool.lend(), pool.lend());
        pool.database().severAll();

        Lease fresh = pool.lend();

        assertThat(fresh.connectionId()).isEqualTo(3);
        await(pool.execute(fresh, "select 1"));
        assertThat(pool.status().checkedIn()).isZero();
        pool.giveBack(fresh);
        pool.isBalanced();
    }

    @Test
    @Tag("F4")
    void replacesAConnectionWhoseEndTheDriverKnowsThoughNobodyAsksForIt() {
        PoolUnderTest pool = pool(sized(2, 0).withMinIdle(2));
        pool.status("both are there", status -> status.checkedIn() == 2);
        pool.database().sever(1);

        pool.passes(SECOND);

        PoolStatus replaced =
                pool.status("another one is there", status -> status.opened() == 3 && status.checkedIn() == 2);
        assertThat(replaced.invalidated()).isEqualTo(1);
        assertThat(pool.database().openConnections()).isEqualTo(2);
        pool.isBalanced();
    }

    @Test
    @Tag("F1")
    void runsOneStatementThoughAllThatIsIdleIsDead() {
        PoolUnderTest pool = pool(sized(2, 0));
        pool.giveBack(pool.lend(), pool.lend());
        pool.database().severAll();

        await(pool.runOnce("select 1"));

        assertThat(pool.database().journal()).contains("execute#3 select 1");
        pool.isBalanced();
    }

    @Test
    void asksIdleConnectionsForASignOfLife() {
        PoolUnderTest pool = pool(sized(2, 0).withKeepAlive(Duration.ofSeconds(3)));
        pool.giveBack(pool.lend(), pool.lend());
        int pings = pings(pool);

        seconds(pool, 2);
        assertThat(pings(pool)).isEqualTo(pings);
        seconds(pool, 1);
        pool.status("both were asked", status -> pings(pool) == pings + 2);
        // They are lent only when they have answered, and no time passes meanwhile.
        pool.giveBack(pool.lend(), pool.lend());
        seconds(pool, 2);
        assertThat(pings(pool)).isEqualTo(pings + 2);
        seconds(pool, 1);
        pool.status("both were asked again", status -> pings(pool) == pings + 4);
        assertThat(pool.status().checkedIn()).isEqualTo(2);
        assertThat(pool.holders()).isEmpty();
        pool.isBalanced();
    }

    @Test
    void lendsAnotherConnectionWhileOneIsAsked() {
        PoolUnderTest pool = pool(sized(2, 0).withKeepAlive(SECOND));
        pool.giveBack(pool.lend());
        LateAnswer late = pool.database().next(ScriptedCall.VALIDATE).late();
        int pings = pings(pool);
        seconds(pool, 1);
        pool.called(ScriptedCall.VALIDATE, pings + 1);

        Lease other = pool.lend();
        assertThat(other.connectionId()).isEqualTo(2);
        Promise<Lease> waits = pool.acquire();
        assertThat(pool.status().waiting()).isEqualTo(1);

        late.release();
        assertThat(await(waits).connectionId()).isEqualTo(1);
        pool.giveBack(other, await(waits));
        pool.isBalanced();
    }

    @Test
    @Tag("F11")
    void replacesWhatGivesNoSignOfLifeWithAllOfItsAge() {
        PoolUnderTest pool = pool(sized(3, 0)
                .withMinIdle(3)
                .withKeepAlive(Duration.ofSeconds(3))
                .withValidateTimeout(Duration.ofSeconds(2)));
        idle(pool, 3);
        int pings = pings(pool);
        pool.database().next(ScriptedCall.VALIDATE).never();

        seconds(pool, 3);
        pool.called(ScriptedCall.VALIDATE, pings + 3);
        pool.status();
        seconds(pool, 1);
        assertThat(pool.status().opened()).isEqualTo(3);

        pool.passesUntil("all are replaced", SECOND, status -> status.checkedIn() == 3 && status.opened() == 6);
        assertThat(pool.lend().connectionId()).isGreaterThan(3);
    }

    @Test
    @Tag("F1")
    void replacesAllAtOnceWhenAllLinksHaveEnded() {
        PoolUnderTest pool = pool(sized(3, 0).withMinIdle(3).withKeepAlive(Duration.ofSeconds(3)));
        idle(pool, 3);
        pool.database().severAll();

        pool.passes(SECOND);

        // The first end may be told, and made good, before the second says that it is of all.
        pool.status("all are replaced", status -> status.checkedIn() == 3 && status.opened() >= 6);
        Lease fresh = pool.lend();
        assertThat(fresh.connectionId()).isGreaterThan(3);
        pool.giveBack(fresh);
        pool.isBalanced();
    }

    // ---- what the tests have in common

    private static int pings(PoolUnderTest pool) {
        return (int) pool.database().journal().stream()
                .filter(line -> line.startsWith("validate") && line.endsWith("REMOTE"))
                .count();
    }

    private static void idle(PoolUnderTest pool, int many) {
        pool.status(
                many + " are idle",
                status -> status.checkedIn() == many && status.opening() == 0 && status.closing() == 0);
    }

    private static void seconds(PoolUnderTest pool, int many) {
        for (int second = 0; second < many; second++) {
            pool.passes(SECOND);
            pool.status("nothing opens or closes", status -> status.opening() == 0 && status.closing() == 0);
        }
    }

    private PoolUnderTest pool(EngineOptions options) {
        PoolUnderTest pool = PoolUnderTest.of(kit, time, options);
        pools.add(pool);
        return pool;
    }
}

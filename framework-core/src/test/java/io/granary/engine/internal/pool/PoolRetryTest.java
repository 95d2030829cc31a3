package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ConnectRetry;
import io.granary.engine.EngineOptions;
import io.granary.engine.PoolStatus;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.DatabaseException;
import io.granary.error.DisconnectedException;
import io.granary.error.OperationalException;
import io.granary.error.PoolTimeoutException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.LateAnswer;
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

/** What a pool does when connects fail: pauses, retries, and what those hear who wait. Pauses are as long as they can be. */
@Actors(manualTime = true)
class PoolRetryTest {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(101);
    private static final Duration SECOND_PAUSE = Duration.ofMillis(201);

    private final ActorTestKit kit;
    private final ManualTime time;
    private final List<PoolUnderTest> pools = new ArrayList<>();

    PoolRetryTest(ActorTestKit kit, ManualTime time) {
        this.kit = kit;
        this.time = time;
    }

    @AfterEach
    void stopPools() {
        pools.forEach(PoolUnderTest::stop);
    }

    // ---- nobody answers

    @Test
    @Tag("F17")
    void goesOnTryingWithPausesUntilTheServerIsBack() {
        PoolUnderTest pool = reached(sized(1, 0));
        refuse(pool);
        Promise<Lease> wish = pool.acquire();
        connects(pool, 1);

        pool.passes(FIRST_PAUSE.minusMillis(2));
        assertThat(pool.status().opening()).isZero();
        pool.passes(Duration.ofMillis(2));
        connects(pool, 2);

        accept(pool);
        pool.passes(SECOND_PAUSE);
        pool.giveBack(await(wish));
        assertThat(pool.database().count(ScriptedCall.CREATE)).isEqualTo(3);
        pool.isBalanced();
    }

    @Test
    @Tag("F17")
    void failsAfterTheWaitWithWhatTheLastConnectSaid() {
        PoolUnderTest pool = reached(sized(1, 0).withPoolTimeout(Duration.ofSeconds(2)));
        refuse(pool);
        Promise<Lease> wish = pool.acquire();
        connects(pool, 1);

        pool.passes(Duration.ofSeconds(2).minusMillis(1));
        pool.status("no connect is under way", status -> status.opening() == 0);
        assertThat(wish).isNotDone();
        pool.passes(Duration.ofMillis(2));

        assertThat(failure(wish))
                .isInstanceOf(PoolTimeoutException.class)
                .hasMessageContaining("connect:")
                .hasMessageContaining("the database lets nobody in")
                .hasCauseInstanceOf(DisconnectedException.class);
    }

    @Test
    @Tag("F17")
    void makesOneStormForAllWhoWaitAndThenOneConnectForEachPause() {
        PoolUnderTest pool = reached(sized(5, 0));
        refuse(pool);
        List<Promise<Lease>> wishes =
                IntStream.range(0, 20).mapToObj(wish -> pool.acquire()).toList();
        int storm = settled(pool);
        assertThat(storm).isLessThanOrEqualTo(5);

        pool.passes(FIRST_PAUSE);
        assertThat(settled(pool)).isEqualTo(storm + 1);
        pool.passes(SECOND_PAUSE);
        assertThat(settled(pool)).isEqualTo(storm + 2);
        assertThat(wishes).noneMatch(Promise::isDone);

        accept(pool);
        pool.passes(Duration.ofMillis(401));
        wishes.forEach(wish -> pool.giveBack(await(wish)));
        pool.isBalanced();
    }

    @Test
    @Tag("F17")
    void servesWhoWaitsForAConnectWithOneThatComesBack() {
        PoolUnderTest pool = pool(sized(2, 0));
        Lease only = pool.lend();
        refuse(pool);
        Promise<Lease> wish = pool.acquire();
        connects(pool, 1);

        pool.giveBack(only);

        assertThat(await(wish).connectionId()).isEqualTo(1);
    }

    @Test
    void tellsAtOnceWhatAFirstConnectFailedWith() {
        PoolUnderTest pool = pool(sized(1, 0));
        refuse(pool);

        assertThat(failure(pool.acquire())).isInstanceOf(DisconnectedException.class);
        assertThat(failure(pool.acquire())).isInstanceOf(DisconnectedException.class);
    }

    @Test
    @Tag("F17")
    void waitsForAFirstConnectWhereToldTo() {
        PoolUnderTest pool = pool(sized(1, 0).withConnectRetry(ConnectRetry.ALWAYS));
        refuse(pool);
        Promise<Lease> wish = pool.acquire();
        connects(pool, 1);
        accept(pool);

        pool.passes(FIRST_PAUSE);

        pool.giveBack(await(wish));
        pool.isBalanced();
    }

    @Test
    void tellsWhoHasNoPatienceWhatTheConnectFailedWith() {
        PoolUnderTest pool = reached(sized(1, 0));
        refuse(pool);

        assertThat(failure(pool.acquire(AcquireTerms.anonymous().within(Duration.ZERO))))
                .isInstanceOf(DisconnectedException.class);
        assertThat(failure(pool.acquire(AcquireTerms.anonymous().within(Duration.ZERO))))
                .as("within the pause")
                .isInstanceOf(PoolTimeoutException.class)
                .hasMessageContaining("connect:");
    }

    @Test
    void triesNothingWhenNobodyWaitsAnyMore() {
        PoolUnderTest pool = reached(sized(1, 0).withPoolTimeout(Duration.ofMillis(50)));
        refuse(pool);
        failure(afterwards(pool, pool.acquire(), Duration.ofMillis(60)));
        int tried = settled(pool);

        pool.passes(Duration.ofSeconds(60));

        assertThat(settled(pool)).isEqualTo(tried);
    }

    // ---- starting up

    @Test
    @Tag("F18")
    void waitsForAServerThatIsStartingUpAlsoAtFirst() {
        PoolUnderTest pool = pool(sized(1, 0));
        pool.database().next(ScriptedCall.CREATE).fails("57P03", 0, "the database system is starting up");
        Promise<Lease> wish = pool.acquire();
        connects(pool, 1);

        pool.passes(FIRST_PAUSE);

        pool.giveBack(await(wish));
        pool.isBalanced();
    }

    // ---- refused logins

    @Test
    @Tag("F19")
    void failsAllWhoWaitWithARefusedLoginAndTriesAgainNoSoonerThanAfterASecond() {
        PoolUnderTest pool = pool(sized(5, 0));
        pool.database().always(ScriptedCall.CREATE).fails("28P01", 0, "password authentication failed");
        LateAnswer late = pool.database().next(ScriptedCall.CREATE).late();
        List<Promise<Lease>> wishes =
                IntStream.range(0, 10).mapToObj(wish -> pool.acquire()).toList();
        pool.called(ScriptedCall.CREATE, 1);
        pool.status();
        late.fail(refusedLogin());

        wishes.forEach(wish -> assertThat(failure(wish)).isInstanceOf(OperationalException.class));
        for (int more = 0; more < 10; more++) {
            assertThat(failure(pool.acquire())).isInstanceOf(OperationalException.class);
        }
        assertThat(settled(pool)).isEqualTo(1);

        pool.passes(Duration.ofMillis(1101));
        assertThat(failure(pool.acquire())).isInstanceOf(DatabaseException.class);
        assertThat(failure(pool.acquire())).isInstanceOf(DatabaseException.class);
        assertThat(settled(pool)).isEqualTo(2);

        accept(pool);
        pool.passes(Duration.ofMillis(1201));
        pool.isBalanced();
    }

    @Test
    @Tag("F19")
    void letsWhoWaitsForALentConnectionWaitWhenALoginIsRefused() {
        PoolUnderTest pool = pool(sized(2, 0));
        Lease only = pool.lend();
        pool.database().always(ScriptedCall.CREATE).fails("28P01", 0, "password authentication failed");

        assertThat(failure(pool.acquire())).isInstanceOf(OperationalException.class);
        Promise<Lease> patient = pool.acquire();
        pool.status();
        assertThat(patient).isNotDone();

        pool.giveBack(only);
        await(patient);
    }

    // ---- too many clients

    @Test
    @Tag("F45")
    void makesDoWithWhatIsOpenWhenTheServerHasTooManyClients() {
        PoolUnderTest pool = pool(sized(5, 0));
        Lease first = pool.lend();
        Lease second = pool.lend();
        pool.database().always(ScriptedCall.CREATE).fails("53300", 0, "sorry, too many clients already");
        List<Promise<Lease>> wishes =
                IntStream.range(0, 4).mapToObj(wish -> pool.acquire()).toList();
        settled(pool);

        assertThat(wishes).noneMatch(Promise::isDone);
        await(pool.execute(first, "select 1"));
        pool.giveBack(first);
        pool.giveBack(await(wishes.get(0)));
        pool.giveBack(await(wishes.get(1)));
        pool.giveBack(second);
        wishes.subList(2, 4).forEach(wish -> pool.giveBack(await(wish)));
        PoolStatus status = pool.status();
        assertThat(status.checkedIn()).isEqualTo(2);
        assertThat(status.waiting()).isZero();
    }

    @Test
    @Tag("F45")
    void growsAgainOneByOneWithPausesBetween() {
        PoolUnderTest pool = pool(sized(3, 0));
        pool.lend();
        pool.database().next(ScriptedCall.CREATE).fails("53300", 0, "sorry, too many clients already");
        Promise<Lease> second = pool.acquire();
        settled(pool);
        Promise<Lease> third = pool.acquire();
        assertThat(pool.status().opening()).isZero();

        pool.passes(FIRST_PAUSE);
        pool.status("one of them has a connection", status -> status.checkedOut() == 2);
        await(second);
        pool.status();
        assertThat(third).isNotDone();

        pool.passes(FIRST_PAUSE);
        await(third);
    }

    // ---- what the tests have in common

    private PoolUnderTest pool(EngineOptions options) {
        PoolUnderTest pool = PoolUnderTest.of(kit, time, options);
        pools.add(pool);
        return pool;
    }

    /** A pool that has reached its server and has nothing open. */
    private PoolUnderTest reached(EngineOptions options) {
        PoolUnderTest pool = pool(options);
        await(pool.invalidate(pool.lend()));
        pool.database().clearJournal();
        return pool;
    }

    private static void refuse(PoolUnderTest pool) {
        pool.database().always(ScriptedCall.CREATE).fails("08001", 0, "connection refused");
        pool.database().clearJournal();
    }

    private static void accept(PoolUnderTest pool) {
        pool.database().always(ScriptedCall.CREATE).answers();
    }

    private static Throwable refusedLogin() {
        return new io.r2dbc.spi.R2dbcPermissionDeniedException("password authentication failed", "28P01", 0);
    }

    /** Waits for so many connects and for what the pool makes of them. */
    private static void connects(PoolUnderTest pool, int times) {
        pool.called(ScriptedCall.CREATE, times);
        settled(pool);
    }

    /** How many connects there were once none is under way. */
    private static int settled(PoolUnderTest pool) {
        pool.status("no connect is under way", status -> status.opening() == 0);
        return pool.database().count(ScriptedCall.CREATE);
    }

    private static <T> Promise<T> afterwards(PoolUnderTest pool, Promise<T> promise, Duration passes) {
        pool.passes(passes);
        return promise;
    }
}

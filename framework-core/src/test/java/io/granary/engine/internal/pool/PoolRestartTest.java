package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ExecutionOptions;
import io.granary.engine.ResultData;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.PoolClosedException;
import io.granary.error.PoolRestartedException;
import io.granary.error.StaleLeaseException;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A defect ends a pool, and another takes its place. */
@Tag("F60")
class PoolRestartTest extends OnPools {

    PoolRestartTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    private static void failsOfADefect(PoolUnderTest pool) {
        pool.breaksOnce();
        assertThat(failure(pool.acquire())).isInstanceOf(PoolRestartedException.class);
    }

    @Test
    void answersEverybodyClosesEverythingAndGoesOn() {
        PoolUnderTest pool = pool(sized(2, 0));
        Lease busy = pool.lend();
        Lease quiet = pool.lend();
        pool.database().on("hangs").never();
        Promise<ResultData> running = pool.execute(busy, "hangs");
        Promise<Lease> waits = pool.acquire();
        pool.called(ScriptedCall.EXECUTE, 2);

        failsOfADefect(pool);

        assertThat(failure(waits))
                .isInstanceOfSatisfying(
                        PoolRestartedException.class,
                        restarted -> assertThat(restarted.retryable()).isTrue());
        assertThat(failure(running)).isInstanceOf(PoolRestartedException.class);
        pool.called(ScriptedCall.CLOSE, 2);
        assertThat(pool.database().openConnections()).isZero();
        Lease next = pool.lend();
        assertThat(next.number()).isGreaterThan(quiet.number());
        assertThat(next.connectionId()).isGreaterThan(quiet.connectionId());
        await(pool.execute(next, "select 1"));
        pool.giveBack(next);
        pool.isBalanced();
    }

    @Test
    void refusesLeasesOfThePoolBefore() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease old = pool.lend();
        await(pool.<Long>ask(
                old,
                answer -> new ConnectionCommand.Begin(old.number(), false, false, ExecutionOptions.none(), answer)));

        failsOfADefect(pool);
        Lease next = pool.lend();

        assertThat(old.status()).isEqualTo(Lease.Status.INVALIDATED);
        assertThat(old.hasLostTransaction()).isTrue();
        assertThat(failure(pool.execute(old, "late"))).isInstanceOf(StaleLeaseException.class);
        await(pool.release(old));
        assertThat(pool.status().checkedOut()).isEqualTo(1);
        assertThat(pool.database().statements()).doesNotContain("late");
        pool.giveBack(next);
        pool.isBalanced();
    }

    @Test
    void takesBackWhatAnOwnerHoldsInEitherPool() {
        PoolUnderTest pool = pool(sized(1, 0));
        TestProbe<Object> owner = kit.createTestProbe();
        await(pool.acquire(AcquireTerms.anonymous().ownedBy(owner.getRef())));
        failsOfADefect(pool);
        Lease next = await(pool.acquire(AcquireTerms.anonymous().ownedBy(owner.getRef())));

        owner.stop();

        pool.status("the lease is taken back", status -> status.checkedOut() == 0);
        assertThat(next.status()).isEqualTo(Lease.Status.ENDED);
        pool.isBalanced();
    }

    @Test
    void losesNoRequestThatComesMeanwhile() {
        PoolUnderTest pool = pool(sized(1, 0));
        pool.giveBack(pool.lend());
        pool.breaksOnce();

        List<Promise<ResultData>> wishes =
                Stream.generate(() -> pool.runOnce("select 1")).limit(2000).toList();

        assertThat(failure(wishes.get(0))).isInstanceOf(PoolRestartedException.class);
        wishes.subList(1, wishes.size()).forEach(PoolUnderTest::await);
        pool.isBalanced();
    }

    @Test
    void isOverAfterTooManyDefectsWithinAMinute() {
        PoolUnderTest pool = pool(sized(1, 0));
        for (int defect = 0; defect < PoolLives.MOST_WITHIN_A_MINUTE; defect++) {
            failsOfADefect(pool);
        }
        pool.giveBack(pool.lend());
        pool.passes(Duration.ofSeconds(61));
        failsOfADefect(pool);
        pool.giveBack(pool.lend());

        for (int defect = 0; defect < PoolLives.MOST_WITHIN_A_MINUTE; defect++) {
            failsOfADefect(pool);
        }

        kit.<Object>createTestProbe().expectTerminated(pool.supervisor());
        assertThat(pool.database().openConnections()).isZero();
    }

    @Test
    void noPoolFollowsOneThatWasClosed() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease lease = pool.lend();
        Promise<Done> closed = pool.close(Duration.ofSeconds(5));
        assertThat(failure(pool.acquire())).isInstanceOf(PoolClosedException.class);
        pool.breaksOnce();

        await(pool.release(lease));

        await(closed);
        kit.<Object>createTestProbe().expectTerminated(pool.supervisor());
        assertThat(pool.database().openConnections()).isZero();
    }
}

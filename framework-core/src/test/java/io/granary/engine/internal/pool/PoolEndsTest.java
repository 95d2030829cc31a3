package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ResultData;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.GranaryException;
import io.granary.error.PoolClosedException;
import io.granary.error.PoolRestartedException;
import io.granary.error.StaleLeaseException;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PoolEndsTest extends OnPools {

    private static final Duration DRAIN = Duration.ofSeconds(5);

    PoolEndsTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    // ---- one connection

    @Test
    @Tag("F69")
    @Tag("P22")
    @Tag("P26")
    void closesAnInvalidatedConnectionOnceAndOpensAnother() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease first = pool.lend();

        await(pool.invalidate(first));

        assertThat(first.status()).isEqualTo(Lease.Status.INVALIDATED);
        Lease second = pool.lend();
        assertThat(second.connectionId()).isNotEqualTo(first.connectionId());
        assertThat(failure(pool.invalidate(first))).isInstanceOf(StaleLeaseException.class);
        await(pool.release(first));
        pool.giveBack(second);
        assertThat(pool.status("it is closed", status -> status.closed() == 1).checkedIn())
                .isEqualTo(1);
        assertThat(pool.database().count(ScriptedCall.CLOSE)).isEqualTo(1);
        assertThat(pool.status().invalidated()).isEqualTo(1);
    }

    @Test
    @Tag("P16")
    void replacesASoftlyInvalidatedConnectionWhenItComesBack() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease first = pool.lend();

        await(pool.invalidateSoftly(first));

        assertThat(first.status()).isEqualTo(Lease.Status.OPEN);
        await(pool.execute(first, "select 1"));
        assertThat(pool.database().openConnections()).isEqualTo(1);
        pool.giveBack(first);
        Lease second = pool.lend();
        assertThat(second.connectionId()).isEqualTo(2);
        pool.called(ScriptedCall.CLOSE, 1);
        assertThat(failure(pool.invalidateSoftly(first))).isInstanceOf(StaleLeaseException.class);
        pool.giveBack(second);
        pool.isBalanced();
    }

    @Test
    @Tag("P25")
    void lendsThePlaceOfADetachedConnectionAndClosesThatWithItsLease() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease detached = pool.lend();
        await(pool.detach(detached));
        await(pool.detach(detached));
        assertThat(pool.status().checkedOut()).isZero();

        Lease second = pool.lend();
        await(pool.execute(detached, "select 1"));
        assertThat(pool.database().openConnections()).isEqualTo(2);

        await(pool.release(detached));
        pool.called(ScriptedCall.CLOSE, 1);
        assertThat(pool.database().journal()).contains("rollback#1", "close#1");
        pool.giveBack(second);
        pool.isBalanced();
    }

    @Test
    @Tag("F63")
    void freesThePlaceAtOnceWhenTheCloseHangs() {
        PoolUnderTest pool = pool(sized(1, 0).withCloseTimeout(Duration.ofSeconds(3)));
        Lease first = pool.lend();
        pool.database().next(ScriptedCall.CLOSE).never();

        await(pool.invalidate(first));
        pool.giveBack(pool.lend());

        assertThat(pool.status().closing()).isEqualTo(1);
        pool.passes(Duration.ofSeconds(3));
        pool.isBalanced();
    }

    @Test
    void answersAReleaseWhoseRollbackHangsAndLosesNoPlace() {
        PoolUnderTest pool = pool(sized(1, 0).withoutStatementTimeout().withCloseTimeout(Duration.ofSeconds(3)));
        Lease lease = pool.lend();
        await(pool.execute(lease, "insert"));
        pool.database().next(ScriptedCall.ROLLBACK).never();
        Promise<Done> release = pool.release(lease);
        pool.called(ScriptedCall.ROLLBACK, 1);

        pool.passes(Duration.ofSeconds(3));

        await(release);
        pool.isBalanced();
    }

    // ---- disposal

    @Test
    @Tag("P11")
    void closesWhatIsIdleAtOnceAndWhatIsLentWhenItReturns() {
        PoolUnderTest pool = pool(sized(2, 0));
        Lease idle = pool.lend();
        Lease lent = pool.lend();
        pool.giveBack(idle);

        await(pool.dispose());

        assertThat(pool.database().journal()).contains("close#1").doesNotContain("close#2");
        await(pool.execute(lent, "select 1"));
        pool.giveBack(lent);
        pool.called(ScriptedCall.CLOSE, 2);
        assertThat(pool.lend().connectionId()).isEqualTo(3);
    }

    @Test
    void opensAnewForWhoWaitsWhileItIsDisposedOf() {
        PoolUnderTest pool = pool(sized(1, 0));
        LateAnswer late = pool.database().next(ScriptedCall.CREATE).late();
        Promise<Lease> wish = pool.acquire();
        pool.called(ScriptedCall.CREATE, 1);

        await(pool.dispose());
        Lease lease = await(wish);

        late.release();
        pool.called(ScriptedCall.CLOSE, 1);
        await(pool.execute(lease, "select 1"));
        pool.giveBack(lease);
        pool.isBalanced();
    }

    @Test
    void disposesOfNothingAtOnce() {
        PoolUnderTest pool = pool(sized(1, 0));

        await(pool.dispose());

        pool.isBalanced();
    }

    // ---- the end

    @Test
    void closesAtOnceWhatWasNeverUsed() {
        PoolUnderTest pool = pool(sized(1, 0));

        await(pool.close(DRAIN));

        expectEnd(pool);
    }

    @Test
    @Tag("F59")
    void refusesWhoWaitsAndWhoComesWhenItIsClosed() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease only = pool.lend();
        Promise<Lease> waits = pool.acquire();

        Promise<Done> closed = pool.close(DRAIN);
        Promise<Done> again = pool.close(DRAIN);

        assertThat(failure(waits)).isInstanceOf(PoolClosedException.class);
        assertThat(failure(pool.acquire())).isInstanceOf(PoolClosedException.class);
        assertThat(failure(pool.runOnce("select 1"))).isInstanceOf(PoolClosedException.class);
        assertThat(closed).isNotDone();
        pool.giveBack(only);
        await(closed);
        await(again);
        expectEnd(pool);
        assertThat(pool.database().openConnections()).isZero();
    }

    @Test
    void letsLentConnectionsFinish() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease only = pool.lend();
        Promise<Done> closed = pool.close(DRAIN);
        Promise<Done> disposed = pool.dispose();

        await(pool.execute(only, "select 1"));
        pool.passes(DRAIN.minusMillis(1));
        await(pool.execute(only, "select 2"));

        pool.giveBack(only);
        await(closed);
        await(disposed);
    }

    @Test
    void takesBackAfterTheDrainWhatIsStillLent() {
        PoolUnderTest pool = pool(sized(2, 0));
        Lease open = pool.lend();
        await(pool.execute(open, "insert"));
        Lease busy = pool.lend();
        pool.database().on("hangs").never();
        Promise<ResultData> running = pool.execute(busy, "hangs");
        pool.called(ScriptedCall.EXECUTE, 3);
        Promise<Done> closed = pool.close(DRAIN);

        pool.passes(DRAIN);

        await(closed);
        assertThat(failure(running)).isInstanceOf(GranaryException.class);
        assertThat(open.status()).isNotEqualTo(Lease.Status.OPEN);
        assertThat(busy.status()).isNotEqualTo(Lease.Status.OPEN);
        assertThat(failure(pool.execute(open, "late"))).isInstanceOf(StaleLeaseException.class);
        assertThat(pool.database().journal()).contains("rollback#1");
        assertThat(pool.database().openConnections()).isZero();
    }

    @Test
    void takesBackDetachedConnectionsAfterTheDrain() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease detached = pool.lend();
        await(pool.detach(detached));
        Promise<Done> closed = pool.close(DRAIN);

        pool.passes(DRAIN);

        await(closed);
        assertThat(pool.database().openConnections()).isZero();
        assertThat(detached.status()).isNotEqualTo(Lease.Status.OPEN);
    }

    @Test
    void closesWhatOpensAfterItWasClosed() {
        PoolUnderTest pool = pool(sized(1, 0));
        LateAnswer late = pool.database().next(ScriptedCall.CREATE).late();
        Promise<Lease> wish = pool.acquire();
        pool.called(ScriptedCall.CREATE, 1);

        await(pool.close(DRAIN));

        assertThat(failure(wish)).isInstanceOf(PoolClosedException.class);
        late.release();
        pool.called(ScriptedCall.CLOSE, 1);
    }

    @Test
    void doesNotWaitLongerThanTheCloseTimeoutForAConnectionThatDoesNotClose() {
        PoolUnderTest pool = pool(sized(1, 0).withCloseTimeout(Duration.ofSeconds(2)));
        pool.giveBack(pool.lend());
        pool.database().next(ScriptedCall.CLOSE).never();
        Promise<Done> closed = pool.close(DRAIN);
        pool.called(ScriptedCall.CLOSE, 1);
        assertThat(closed).isNotDone();

        pool.passes(Duration.ofSeconds(2));

        await(closed);
    }

    @Test
    void answersEverybodyWhenItIsStoppedFromOutside() {
        PoolUnderTest pool = pool(sized(2, 0));
        Lease busy = pool.lend();
        Lease quiet = pool.lend();
        pool.database().on("hangs").never();
        Promise<ResultData> running = pool.execute(busy, "hangs");
        Promise<ResultData> behind = pool.execute(busy, "behind");
        Promise<Lease> waits = pool.acquire();
        pool.called(ScriptedCall.EXECUTE, 2);
        // Answered at once and in order, so what was sent before has been read.
        await(pool.<Object>ask(busy, answer -> new ConnectionCommand.Unwrap(busy.number(), answer)));

        pool.stop();

        assertThat(failure(waits)).isInstanceOf(PoolClosedException.class);
        assertThat(failure(running)).isInstanceOf(PoolClosedException.class);
        assertThat(failure(behind)).isInstanceOf(PoolClosedException.class);
        assertThat(busy.status()).isNotEqualTo(Lease.Status.OPEN);
        assertThat(quiet.status()).isNotEqualTo(Lease.Status.OPEN);
        assertThat(failure(pool.execute(quiet, "late"))).isInstanceOf(StaleLeaseException.class);
        assertThat(pool.database().openConnections()).isZero();
    }

    @Test
    @Tag("F60")
    void endsOfADefectThatDoesNotGoAway() {
        PoolUnderTest pool = pool(sized(2, 0));
        Lease busy = pool.lend();
        Lease quiet = pool.lend();
        pool.database().on("hangs").never();
        Promise<ResultData> running = pool.execute(busy, "hangs");
        Promise<Lease> waits = pool.acquire();
        pool.called(ScriptedCall.EXECUTE, 2);
        pool.breaks();

        Promise<Lease> last = pool.acquire();

        expectEnd(pool);
        assertThat(failure(last)).isInstanceOf(PoolRestartedException.class);
        assertThat(failure(waits)).isInstanceOf(PoolRestartedException.class);
        assertThat(failure(running)).isInstanceOf(PoolRestartedException.class);
        assertThat(quiet.status()).isNotEqualTo(Lease.Status.OPEN);
        assertThat(failure(pool.execute(quiet, "late"))).isInstanceOf(StaleLeaseException.class);
        assertThat(pool.database().openConnections()).isZero();
    }

    private void expectEnd(PoolUnderTest pool) {
        kit.<Object>createTestProbe().expectTerminated(pool.supervisor());
    }
}

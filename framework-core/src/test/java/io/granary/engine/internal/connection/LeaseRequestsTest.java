package io.granary.engine.internal.connection;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ConnectionProtocol.Outcome;
import io.granary.engine.ResultData;
import io.granary.engine.StatementListener;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.ConnectionCommand.End;
import io.granary.engine.internal.connection.ConnectionCommand.Ending;
import io.granary.engine.internal.pool.PoolUnderTest;
import io.granary.error.InvalidRequestException;
import io.granary.error.StaleLeaseException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import java.util.concurrent.CancellationException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Actors(manualTime = true)
class LeaseRequestsTest {

    private final ActorTestKit kit;
    private final ManualTime time;

    LeaseRequestsTest(ActorTestKit kit, ManualTime time) {
        this.kit = kit;
        this.time = time;
    }

    @Test
    @Tag("F69")
    void refusesANumberThatIsOverAndSendsNothing() {
        PoolUnderTest pool = PoolUnderTest.of(kit, time, PoolUnderTest.sized(1, 0));
        Lease old = pool.lend();
        pool.giveBack(old);
        Lease current = pool.lend();
        assertThat(current.connectionId()).isEqualTo(old.connectionId());

        assertThat(failure(pool.execute(old, "stale"))).isInstanceOf(StaleLeaseException.class);
        assertThat(failure(pool.<Done>ask(old, answer -> new ConnectionCommand.Detach(old.number(), answer))))
                .isInstanceOf(StaleLeaseException.class);
        assertThat(failure(pool.<Done>ask(old, answer -> new ConnectionCommand.Invalidate(old.number(), answer))))
                .isInstanceOf(StaleLeaseException.class);
        assertThat(failure(pool.<Object>ask(old, answer -> new ConnectionCommand.Unwrap(old.number(), answer))))
                .isInstanceOf(StaleLeaseException.class);
        await(pool.release(old));

        assertThat(current.status()).isEqualTo(Lease.Status.OPEN);
        assertThat(pool.database().statements()).doesNotContain("stale");
        pool.giveBack(current);
        pool.isBalanced();
    }

    @Test
    void refusesOnlyWhatIsTooMuchForTheLine() {
        PoolUnderTest pool =
                PoolUnderTest.of(kit, time, PoolUnderTest.sized(1, 0).withMaxPendingOperations(2));
        Lease lease = pool.lend();
        LateAnswer slow = pool.database().onNext("slow").late();
        Promise<ResultData> running = pool.execute(lease, "slow");
        Promise<ResultData> first = pool.execute(lease, "first");
        Promise<ResultData> second = pool.execute(lease, "second");

        assertThat(failure(pool.execute(lease, "third")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("max-pending-operations");
        assertThat(running).isNotDone();
        pool.called(ScriptedCall.EXECUTE, 2);
        slow.release();

        await(running);
        await(first);
        await(second);
        assertThat(pool.database().statements()).endsWith("slow", "first", "second");
        pool.giveBack(lease);
        pool.isBalanced();
    }

    @Test
    @Tag("F36")
    void runsWhatIsSentWithoutWaitingInItsOrder() {
        PoolUnderTest pool = PoolUnderTest.of(kit, time, PoolUnderTest.sized(1, 0));
        Lease lease = pool.lend();
        pool.database().clearJournal();

        Promise<ResultData> insert = pool.execute(lease, "insert");
        Promise<Outcome> commit = pool.ask(lease, answer -> End.innermost(lease.number(), Ending.COMMIT, answer));
        Promise<Done> release = pool.release(lease);
        Promise<ResultData> late = pool.execute(lease, "late");

        await(insert);
        assertThat(await(commit)).isEqualTo(Outcome.COMMITTED);
        await(release);
        assertThat(failure(late)).isInstanceOf(StaleLeaseException.class);
        assertThat(pool.database().journal()).containsExactly("begin#1", "execute#1 insert", "commit#1");
        pool.isBalanced();
    }

    @Test
    void takesManyRequestsThatNeedNoStep() {
        PoolUnderTest pool =
                PoolUnderTest.of(kit, time, PoolUnderTest.sized(1, 0).withMaxPendingOperations(100_000));
        Lease lease = pool.lend();
        LateAnswer slow = pool.database().onNext("slow").late();
        Promise<ResultData> running = pool.execute(lease, "slow");
        pool.called(ScriptedCall.EXECUTE, 2);
        Promise<Outcome> last = pool.ask(lease, answer -> End.innermost(lease.number(), Ending.ROLLBACK, answer));
        for (int request = 0; request < 20_000; request++) {
            last = pool.ask(lease, answer -> End.innermost(lease.number(), Ending.ROLLBACK, answer));
        }

        slow.release();

        await(running);
        assertThat(await(last)).isEqualTo(Outcome.NOTHING);
        pool.giveBack(lease);
        pool.isBalanced();
    }

    @Test
    void completesItsStatementForNobodyAndGoesOn() {
        PoolUnderTest pool = PoolUnderTest.of(kit, time, PoolUnderTest.sized(1, 0));
        Lease lease = pool.lend();
        LateAnswer slow = pool.database().onNext("slow").late();
        Promise<ResultData> abandoned = pool.execute(lease, "slow");
        pool.called(ScriptedCall.EXECUTE, 2);
        abandoned.cancel(false);
        slow.release();

        await(pool.execute(lease, "next"));

        pool.giveBack(lease);
        pool.isBalanced();
    }

    @Test
    @Tag("RC29")
    void failsAStatementToWhichAListenerObjects() {
        PoolUnderTest pool = PoolUnderTest.of(
                kit, time, PoolUnderTest.sized(1, 0).withListener(objecting(new IllegalStateException("no"))));
        Lease lease = pool.lend();

        assertThat(failure(pool.execute(lease, "bad")))
                .isInstanceOf(InvalidRequestException.class)
                .hasRootCauseMessage("no");

        assertThat(pool.database().statements()).doesNotContain("bad");
        assertThat(lease.status()).isEqualTo(Lease.Status.OPEN);
        pool.giveBack(lease);
        pool.isBalanced();
    }

    @Test
    @Tag("RC29")
    void givesTheConnectionUpWhenAListenerCancels() {
        PoolUnderTest pool = PoolUnderTest.of(
                kit, time, PoolUnderTest.sized(1, 0).withListener(objecting(new CancellationException("stop"))));
        Lease lease = pool.lend();

        assertThat(failure(pool.execute(lease, "bad"))).isInstanceOf(InvalidRequestException.class);

        assertThat(lease.status()).isEqualTo(Lease.Status.INVALIDATED);
        pool.isBalanced();
    }

    private static StatementListener objecting(RuntimeException objection) {
        return new StatementListener() {
            @Override
            public void beforeExecute(Statement statement) {
                if (statement.sql().equals("bad")) {
                    throw objection;
                }
            }
        };
    }
}

package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.PostgresDialect;
import io.granary.engine.EngineOptions;
import io.granary.engine.SessionReset;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.Lease;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import java.util.List;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions are made again what they were after login before anybody else gets them. */
@Tag("F71")
class PoolSessionTest extends OnPools {

    private static final String RESET =
            PostgresDialect.INSTANCE.sessionReset().orElseThrow().get(0);

    PoolSessionTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    private static EngineOptions one(SessionReset reset) {
        return sized(1, 0).withSessionReset(reset);
    }

    private static long resets(PoolUnderTest pool) {
        return pool.database().statements().stream().filter(RESET::equals).count();
    }

    @Test
    void resetsOnceAfterALeaseThatChangedTheSessionAndNotAfterTheNext() {
        PoolUnderTest pool = pool(one(SessionReset.CHANGED));
        Lease lease = pool.lend();
        await(pool.execute(lease, "set search_path to x"));
        await(pool.execute(lease, "select 1"));

        pool.giveBack(lease);
        assertThat(resets(pool)).isEqualTo(1);
        Lease next = pool.lend();
        await(pool.execute(next, "select 2"));
        pool.giveBack(next);

        assertThat(resets(pool)).isEqualTo(1);
        pool.isBalanced();
    }

    @Test
    void resetsAfterOneStatementOnALeaseOfItsOwn() {
        PoolUnderTest pool = pool(one(SessionReset.CHANGED));

        await(pool.runOnce("set search_path to x"));
        await(pool.runOnce("select 1"));

        assertThat(resets(pool)).isEqualTo(1);
        assertThat(pool.database().count(ScriptedCall.CLOSE)).isZero();
        pool.isBalanced();
    }

    @Test
    void resetsWhatTheDriversOwnConnectionMayHaveChanged() {
        PoolUnderTest pool = pool(one(SessionReset.CHANGED));
        Lease lease = pool.lend();
        await(pool.<Object>ask(lease, answer -> new ConnectionCommand.Unwrap(lease.number(), answer)));

        pool.giveBack(lease);

        assertThat(resets(pool)).isEqualTo(1);
    }

    @Test
    void resetsNeverOrAfterEachLeaseAsTheSettingSays() {
        PoolUnderTest never = pool(one(SessionReset.NEVER));
        await(never.runOnce("set search_path to x"));
        PoolUnderTest always = pool(one(SessionReset.ALWAYS));
        always.giveBack(always.lend());
        await(always.runOnce("select 1"));

        assertThat(resets(never)).isZero();
        assertThat(resets(always)).isEqualTo(2);
    }

    @Test
    void runsWhatAResetGivesBeforeTheNextBorrower() {
        PoolUnderTest pool = pool(one(SessionReset.CHANGED));
        pool.database()
                .on(RESET)
                .rows(List.of("?column?"), List.of(""), List.of("deallocate p"), List.of("deallocate q"));

        await(pool.runOnce("prepare p as select 1"));
        await(pool.runOnce("select 1"));

        assertThat(pool.database().statements()).containsSubsequence(RESET, "deallocate p", "deallocate q", "select 1");
    }

    @Test
    void closesAConnectionWhoseResetFailsThoughItsLeaseEndedWell() {
        PoolUnderTest pool = pool(one(SessionReset.CHANGED));
        pool.database().on(RESET).fails("42501", 0, "not allowed");
        Lease lease = pool.lend();
        await(pool.execute(lease, "set search_path to x"));

        pool.giveBack(lease);
        await(pool.runOnce("set role y"));

        pool.called(ScriptedCall.CLOSE, 2);
        pool.isBalanced();
    }

    @Test
    void givesAConnectionUpWhoseResetDoesNotEnd() {
        PoolUnderTest pool = pool(one(SessionReset.CHANGED));
        pool.database().on(RESET).never();
        Lease lease = pool.lend();
        await(pool.execute(lease, "set search_path to x"));

        Promise<Done> released = pool.release(lease);
        pool.passesUntil(
                "the place is free", EngineOptions.defaults().closeTimeout(), status -> status.checkedOut() == 0);

        await(released);
        pool.database().clearScript();
        pool.serverTellsAboutItself();
        pool.isBalanced();
    }

    @Test
    void lendsNobodyAConnectionWhileItIsReset() {
        PoolUnderTest pool = pool(one(SessionReset.CHANGED));
        LateAnswer reset = pool.database().on(RESET).late();
        Lease lease = pool.lend();
        await(pool.execute(lease, "set search_path to x"));

        Promise<Done> released = pool.release(lease);
        Promise<Lease> next = pool.acquire();
        pool.called(ScriptedCall.EXECUTE, 3);
        pool.status();
        assertThat(released).isNotDone();
        assertThat(next).isNotDone();
        reset.release();

        await(released);
        pool.giveBack(await(next));
        pool.isBalanced();
    }

    @Test
    void resetsNothingOnAConnectionThatGoesAnyway() {
        PoolUnderTest pool = pool(one(SessionReset.CHANGED));
        Lease lease = pool.lend();
        await(pool.execute(lease, "set search_path to x"));
        await(pool.invalidateSoftly(lease));

        pool.giveBack(lease);

        pool.called(ScriptedCall.CLOSE, 1);
        assertThat(resets(pool)).isZero();
        pool.isBalanced();
    }
}

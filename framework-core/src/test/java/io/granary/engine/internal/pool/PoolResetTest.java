package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ConnectionProtocol;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.ResetOnReturn;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.Lease;
import io.granary.testkit.fixtures.CapturedLogs;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done to a connection that comes back, or does not. */
class PoolResetTest extends OnPools {

    PoolResetTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    @ParameterizedTest
    @EnumSource(ResetOnReturn.class)
    @Tag("P32")
    void endsAsTheSettingSaysWhatTheDriversOwnConnectionMayHaveBegun(ResetOnReturn reset) {
        PoolUnderTest pool = pool(sized(1, 0).withPoolResetOnReturn(reset));
        Lease lease = pool.lend();
        await(pool.<Object>ask(lease, answer -> new ConnectionCommand.Unwrap(lease.number(), answer)));

        pool.giveBack(lease);

        assertThat(pool.database().count(ScriptedCall.ROLLBACK)).isEqualTo(reset == ResetOnReturn.ROLLBACK ? 1 : 0);
        assertThat(pool.database().count(ScriptedCall.COMMIT)).isEqualTo(reset == ResetOnReturn.COMMIT ? 1 : 0);
    }

    @Test
    @Tag("P31")
    void rollsBackOnceWhatWasBegunAndLeftOpen() {
        PoolUnderTest pool = pool(sized(1, 0));
        Lease lease = pool.lend();
        await(pool.<Long>ask(
                lease,
                answer -> new ConnectionCommand.Begin(lease.number(), false, false, ExecutionOptions.none(), answer)));
        await(pool.<ConnectionProtocol.Outcome>ask(
                lease,
                answer -> ConnectionCommand.End.innermost(lease.number(), ConnectionCommand.Ending.ROLLBACK, answer)));

        pool.giveBack(lease);

        assertThat(pool.database().count(ScriptedCall.ROLLBACK)).isEqualTo(1);
    }

    @Test
    void rollsBackWhenTheResettingCommitFails() {
        PoolUnderTest pool = pool(sized(1, 0).withPoolResetOnReturn(ResetOnReturn.COMMIT));
        Lease lease = pool.lend();
        await(pool.<Object>ask(lease, answer -> new ConnectionCommand.Unwrap(lease.number(), answer)));
        pool.database().next(ScriptedCall.COMMIT).fails("23503", 0, "a deferred constraint");

        pool.giveBack(lease);

        assertThat(pool.database().count(ScriptedCall.ROLLBACK)).isEqualTo(1);
    }

    @Test
    void sendsNothingForAConnectionThatIsKnownToBeClean() {
        PoolUnderTest pool = pool(sized(1, 0));

        pool.giveBack(pool.lend());

        assertThat(pool.database().count(ScriptedCall.ROLLBACK)).isZero();
    }

    @Test
    @Tag("F66")
    void warnsOnceWhenItsOwnMessagesWaitTooLong() {
        try (CapturedLogs logs = CapturedLogs.ofEverything()) {
            PoolUnderTest pool = pool(sized(1, 0));
            pool.passes(Duration.ofSeconds(1));
            pool.status();
            assertThat(logs.messages()).noneMatch(line -> line.contains("before they are read"));

            pool.everyLookTakes(Duration.ofMillis(101));
            pool.passes(Duration.ofSeconds(1));
            pool.passes(Duration.ofSeconds(1));
            pool.status();

            Eventually.holds(
                    "the pool warns",
                    PoolUnderTest.SOON,
                    () -> logs.messages().stream()
                                    .filter(line -> line.contains("before they are read"))
                                    .count()
                            == 1);
        }
    }

    @Test
    void warnsOfALeaseThatIsHeldForTooLong() {
        try (CapturedLogs logs = CapturedLogs.ofEverything()) {
            PoolUnderTest pool = pool(sized(1, 0).withLeakWarning(Duration.ofSeconds(5)));
            Lease lease = pool.lend();

            pool.passes(Duration.ofSeconds(7));

            pool.status();
            assertThat(logs.messages())
                    .anySatisfy(line -> assertThat(line)
                            .contains("lease [" + lease.number() + "]", "a caller that is no actor", "leaking"));
            pool.giveBack(lease);
        }
    }
}

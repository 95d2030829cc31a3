package io.granary.engine.internal.connection;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ExecutionOptions;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.ConnectionCommand.Begin;
import io.granary.engine.internal.connection.ConnectionCommand.End;
import io.granary.engine.internal.connection.ConnectionCommand.Ending;
import io.granary.engine.internal.pool.AcquireTerms;
import io.granary.engine.internal.pool.PoolUnderTest;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.DisconnectedException;
import io.granary.error.GranaryException;
import io.granary.error.InternalException;
import io.granary.error.ProgrammingException;
import io.granary.error.StatementTimeoutException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every call that a connection actor makes to its driver, with everything that can become of it. */
@Actors(manualTime = true)
class DriverFaultsTest {

    private static final Duration STATEMENT = Duration.ofSeconds(7);
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** A call, by the request that makes it. */
    private enum Site {
        EXECUTE(ScriptedCall.EXECUTE),
        BEGIN(ScriptedCall.BEGIN),
        AUTOBEGIN(ScriptedCall.BEGIN),
        COMMIT(ScriptedCall.COMMIT),
        ROLLBACK(ScriptedCall.ROLLBACK),
        SAVEPOINT(ScriptedCall.CREATE_SAVEPOINT),
        RELEASE_SAVEPOINT(ScriptedCall.RELEASE_SAVEPOINT),
        ROLLBACK_TO_SAVEPOINT(ScriptedCall.ROLLBACK_TO_SAVEPOINT);

        private final ScriptedCall call;

        Site(ScriptedCall call) {
            this.call = call;
        }
    }

    /** What becomes of a call. */
    private enum Fault {
        REFUSED,
        LINK_LOST,
        DEFECT,
        THROWN,
        NEVER,
        LATE
    }

    private final ActorTestKit kit;
    private final ManualTime time;
    private PoolUnderTest pool;

    DriverFaultsTest(ActorTestKit kit, ManualTime time) {
        this.kit = kit;
        this.time = time;
        this.pool = newPool();
    }

    @BeforeEach
    void startPool() {
        pool = newPool();
    }

    private PoolUnderTest newPool() {
        return PoolUnderTest.of(
                kit,
                time,
                PoolUnderTest.sized(1, 0)
                        .withStatementTimeout(STATEMENT)
                        .withConnectTimeout(CONNECT)
                        .withCloseTimeout(CLOSE)
                        .withPoolTimeout(Duration.ofHours(1)));
    }

    @AfterEach
    void nothingIsLeft() {
        pool.database().clearScript();
        pool.serverTellsAboutItself();
        pool.isBalanced();
        assertThat(pool.database().openTransactions()).isZero();
    }

    static Stream<Arguments> sitesAndFaults() {
        return Arrays.stream(Site.values())
                .flatMap(site -> Arrays.stream(Fault.values()).map(fault -> Arguments.of(site, fault)));
    }

    @ParameterizedTest
    @Tag("F62")
    @MethodSource("sitesAndFaults")
    void answersOnceAndLosesNoPlace(Site site, Fault fault) {
        Lease lease = pool.lend();
        prepare(site, lease);
        int before = pool.database().count(site.call);
        @Nullable LateAnswer late = script(site, fault);
        CountedAnswer<?> answer = request(site, lease);
        pool.called(site.call, before + 1);
        if (fault == Fault.NEVER || fault == Fault.LATE) {
            assertThat(answer.answers()).isEmpty();
            pool.passes(STATEMENT);
        }

        assertThat(answer.only()).isExactlyInstanceOf(expected(site, fault));
        if (late != null) {
            late.release();
        }
        await(pool.release(lease));
        pool.passes(CLOSE);
        assertThat(lease.status()).isEqualTo(isKept(site, fault) ? Lease.Status.ENDED : Lease.Status.INVALIDATED);
        Lease next = pool.lend();
        assertThat(next.connectionId()).isEqualTo(isKept(site, fault) ? 1 : 2);
        assertThat(answer.answers()).hasSize(1);
        pool.giveBack(next);
    }

    /** Against the rules, the last signals are repeated. */
    @ParameterizedTest
    @Tag("F62")
    @EnumSource(Site.class)
    void answersOnceWhatTheDriverTellsTwice(Site site) {
        Lease lease = pool.lend();
        prepare(site, lease);
        pool.database().next(site.call).twice();

        CountedAnswer<?> answer = request(site, lease);

        assertThat(answer.only()).isNotInstanceOf(GranaryException.class);
        await(pool.execute(lease, "behind it"));
        await(pool.release(lease));
        Lease next = pool.lend();
        assertThat(next.connectionId()).isEqualTo(1);
        assertThat(answer.answers()).hasSize(1);
        pool.giveBack(next);
    }

    @ParameterizedTest
    @Tag("F62")
    @EnumSource(
            value = ScriptedCall.class,
            names = {"CREATE", "VALIDATE", "CLOSE"})
    void losesNoPlaceToACallOfThePoolThatIsAnsweredTwice(ScriptedCall call) {
        PoolUnderTest pinging =
                PoolUnderTest.of(kit, time, PoolUnderTest.sized(1, 0).withPoolPrePing(true));
        pinging.database().next(call).twice();
        pinging.giveBack(pinging.lend());
        Lease tested = pinging.lend();
        await(pinging.<Done>ask(tested, answer -> new ConnectionCommand.Invalidate(tested.number(), answer)));

        Lease next = pinging.lend();

        assertThat(next.connectionId()).isEqualTo(2);
        await(pinging.execute(next, "first"));
        pinging.giveBack(next);
        pinging.isBalanced();
        assertThat(pinging.database().openConnections()).isEqualTo(1);
    }

    @ParameterizedTest
    @Tag("F62")
    @EnumSource(Fault.class)
    void losesNoPlaceWhenTheRollbackOfAReleaseFails(Fault fault) {
        Lease lease = pool.lend();
        await(pool.execute(lease, "insert"));
        @Nullable LateAnswer late = script(Site.ROLLBACK, fault);
        CountedAnswer<Done> answer = new CountedAnswer<>();
        lease.connection().tell(new ConnectionCommand.Release(lease.number(), answer));
        pool.called(ScriptedCall.ROLLBACK, 1);
        pool.passes(CLOSE);

        assertThat(answer.only()).as("the lease is over either way").isEqualTo(Done.getInstance());
        if (late != null) {
            late.release();
        }
        pool.passes(CLOSE);
        assertThat(answer.answers()).hasSize(1);
    }

    @ParameterizedTest
    @Tag("F62")
    @EnumSource(Fault.class)
    void answersOnceWhenTheConnectFails(Fault fault) {
        @Nullable LateAnswer late = script(ScriptedCall.CREATE, fault);
        CountedAnswer<Lease> answer = wish();
        pool.called(ScriptedCall.CREATE, 1);
        pool.passes(CONNECT);

        assertThat(answer.only())
                .isExactlyInstanceOf(fault == Fault.REFUSED ? ProgrammingException.class : DisconnectedException.class);
        if (late != null) {
            late.release();
            pool.called(ScriptedCall.CLOSE, 1);
        }
        pool.passes(CLOSE);
        assertThat(answer.answers()).hasSize(1);
    }

    @ParameterizedTest
    @Tag("F62")
    @EnumSource(Fault.class)
    void answersOnceWhenTheFirstQuestionFails(Fault fault) {
        @Nullable LateAnswer late = scriptStatement("current_setting", fault);
        CountedAnswer<Lease> answer = wish();
        pool.called(ScriptedCall.CREATE, 1);
        if (fault == Fault.NEVER || fault == Fault.LATE) {
            pool.called(ScriptedCall.EXECUTE, 1);
        }
        pool.passes(CONNECT);

        assertThat(answer.only()).isInstanceOf(GranaryException.class);
        if (late != null) {
            late.release();
        }
        pool.called(ScriptedCall.CLOSE, 1);
        assertThat(answer.answers()).hasSize(1);
    }

    @ParameterizedTest
    @Tag("F62")
    @EnumSource(Fault.class)
    void givesAnotherConnectionWhenTheTestBeforeLendingFails(Fault fault) {
        PoolUnderTest pinging = PoolUnderTest.of(
                kit, time, PoolUnderTest.sized(1, 0).withPoolPrePing(true).withValidateTimeout(STATEMENT));
        pinging.giveBack(pinging.lend());
        int before = pinging.database().count(ScriptedCall.VALIDATE);
        @Nullable LateAnswer late = script(pinging, ScriptedCall.VALIDATE, fault);
        Promise<Lease> wish = pinging.acquire();
        pinging.called(ScriptedCall.VALIDATE, before + 1);
        if (fault == Fault.NEVER || fault == Fault.LATE) {
            pinging.passes(STATEMENT);
        }

        Lease lease = await(wish);
        assertThat(lease.connectionId()).isEqualTo(2);
        if (late != null) {
            late.release();
        }
        pinging.giveBack(lease);
        pinging.isBalanced();
    }

    @ParameterizedTest
    @Tag("F63")
    @EnumSource(Fault.class)
    void freesThePlaceWhateverBecomesOfTheClose(Fault fault) {
        Lease lease = pool.lend();
        @Nullable LateAnswer late = script(ScriptedCall.CLOSE, fault);
        CountedAnswer<Done> answer = new CountedAnswer<>();
        lease.connection().tell(new ConnectionCommand.Invalidate(lease.number(), answer));

        assertThat(answer.only()).isEqualTo(Done.getInstance());
        Lease next = pool.lend();
        assertThat(next.connectionId()).isEqualTo(2);
        pool.passes(CLOSE);
        if (late != null) {
            late.release();
        }
        pool.giveBack(next);
        assertThat(answer.answers()).hasSize(1);
    }

    @ParameterizedTest
    @Tag("F62")
    @EnumSource(Fault.class)
    void answersOneStatementOnceAndLosesNoPlace(Fault fault) {
        pool.giveBack(pool.lend());
        @Nullable LateAnswer late = scriptStatement("select once", fault);
        Promise<?> answer = pool.runOnce("select once");
        if (fault == Fault.NEVER || fault == Fault.LATE) {
            pool.called(ScriptedCall.EXECUTE, 2);
            pool.passes(STATEMENT);
        }

        assertThat(PoolUnderTest.failure(answer)).isExactlyInstanceOf(expected(Site.EXECUTE, fault));
        if (late != null) {
            late.release();
        }
        pool.passes(CLOSE);
    }

    // ---- requests

    private void prepare(Site site, Lease lease) {
        switch (site) {
            case EXECUTE -> await(pool.execute(lease, "first"));
            case COMMIT, ROLLBACK, SAVEPOINT -> begin(lease, false);
            case RELEASE_SAVEPOINT, ROLLBACK_TO_SAVEPOINT -> {
                begin(lease, false);
                begin(lease, true);
            }
            case BEGIN, AUTOBEGIN ->
                assertThat(lease.transactions().inTransaction()).isFalse();
        }
    }

    private void begin(Lease lease, boolean nested) {
        await(pool.<Long>ask(
                lease, answer -> new Begin(lease.number(), nested, false, ExecutionOptions.none(), answer)));
    }

    private CountedAnswer<?> request(Site site, Lease lease) {
        CountedAnswer<Object> answer = new CountedAnswer<>();
        long number = lease.number();
        ExecutionOptions options = ExecutionOptions.none();
        // To the actor itself: the lease may answer too, for a connection that ends meanwhile, and answers take the
        // first.
        lease.connection()
                .tell(
                        switch (site) {
                            case EXECUTE, AUTOBEGIN ->
                                new ConnectionCommand.Execute(number, Texts.sql("scripted"), options, to(answer));
                            case BEGIN -> new Begin(number, false, false, options, to(answer));
                            case SAVEPOINT -> new Begin(number, true, false, options, to(answer));
                            case COMMIT, RELEASE_SAVEPOINT -> End.innermost(number, Ending.COMMIT, to(answer));
                            case ROLLBACK, ROLLBACK_TO_SAVEPOINT -> End.innermost(number, Ending.ROLLBACK, to(answer));
                        });
        return answer;
    }

    private static <T> Answer<T> to(Answer<Object> answer) {
        return answer.map(value -> value);
    }

    private CountedAnswer<Lease> wish() {
        CountedAnswer<Lease> answer = new CountedAnswer<>();
        pool.acquire(AcquireTerms.anonymous(), answer);
        return answer;
    }

    // ---- faults

    private @Nullable LateAnswer script(Site site, Fault fault) {
        return site.call == ScriptedCall.EXECUTE ? scriptStatement("scripted", fault) : script(site.call, fault);
    }

    private @Nullable LateAnswer script(ScriptedCall call, Fault fault) {
        return script(pool, call, fault);
    }

    private static @Nullable LateAnswer script(PoolUnderTest pool, ScriptedCall call, Fault fault) {
        var next = pool.database().next(call);
        switch (fault) {
            case REFUSED -> next.fails("42601", 0, "refused");
            case LINK_LOST -> next.fails("08006", 0, "the link is lost");
            case DEFECT -> next.fails(new IllegalStateException("a defect"));
            case THROWN -> next.throwsNow(new IllegalStateException("a defect"));
            case NEVER -> next.never();
            case LATE -> {
                return next.late();
            }
        }
        return null;
    }

    private @Nullable LateAnswer scriptStatement(String part, Fault fault) {
        var script = pool.database().onContaining(part);
        switch (fault) {
            case REFUSED -> script.fails("42601", 0, "refused");
            case LINK_LOST -> script.fails("08006", 0, "the link is lost");
            case DEFECT -> script.fails(new IllegalStateException("a defect"));
            case THROWN -> script.throwsNow(new IllegalStateException("a defect"));
            case NEVER -> script.never();
            case LATE -> {
                return script.late();
            }
        }
        return null;
    }

    // ---- what is right

    private static Class<? extends GranaryException> expected(Site site, Fault fault) {
        if (fault == Fault.REFUSED || (fault == Fault.THROWN && site.call == ScriptedCall.EXECUTE)) {
            return ProgrammingException.class;
        }
        if (site == Site.COMMIT) {
            return CommitOutcomeUnknownException.class;
        }
        return switch (fault) {
            case LINK_LOST -> DisconnectedException.class;
            case DEFECT, THROWN -> InternalException.class;
            default -> StatementTimeoutException.class;
        };
    }

    /** A refusal leaves the connection as it was, except that of a rollback. */
    private static boolean isKept(Site site, Fault fault) {
        return (fault == Fault.REFUSED && site != Site.ROLLBACK)
                || (fault == Fault.THROWN && site.call == ScriptedCall.EXECUTE);
    }
}

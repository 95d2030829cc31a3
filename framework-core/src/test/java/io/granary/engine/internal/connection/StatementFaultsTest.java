package io.granary.engine.internal.connection;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.testkit.fixtures.ScriptedAnswer.row;
import static io.granary.testkit.fixtures.ScriptedAnswer.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ExecutionOptions;
import io.granary.engine.ResultData;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.pool.PoolUnderTest;
import io.granary.error.DisconnectedException;
import io.granary.error.GranaryException;
import io.granary.error.InternalException;
import io.granary.error.ProgrammingException;
import io.granary.error.StatementTimeoutException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a driver does before a statement is executed and behind its first row. {@link DriverFaultsTest} has the calls that are answered by
 * a signal.
 */
@Actors(manualTime = true)
class StatementFaultsTest {

    private static final Duration STATEMENT = Duration.ofSeconds(7);
    private static final Duration CLOSE = Duration.ofSeconds(2);

    /** What follows a row. */
    private enum Ending {
        REFUSED(ProgrammingException.class),
        /** A refusal where drivers of R2DBC hide one. */
        MESSAGE(ProgrammingException.class),
        LINK_LOST(DisconnectedException.class),
        DEFECT(InternalException.class),
        NEVER(StatementTimeoutException.class);

        private final Class<? extends GranaryException> expected;

        Ending(Class<? extends GranaryException> expected) {
            this.expected = expected;
        }

        ScriptedAnswer behind(ScriptedAnswer row) {
            R2dbcBadGrammarException refusal = new R2dbcBadGrammarException("refused", "42601", 0);
            return switch (this) {
                case REFUSED -> row.thenFails(refusal);
                case MESSAGE -> row.with(ScriptedAnswer.message(refusal));
                case LINK_LOST -> row.thenFails(new R2dbcNonTransientResourceException("the link is lost", "08006", 0));
                case DEFECT -> row.thenFails(new IllegalStateException("a defect"));
                case NEVER -> row.thenNever();
            };
        }

        boolean isKept() {
            return this == REFUSED || this == MESSAGE;
        }
    }

    private final PoolUnderTest pool;

    StatementFaultsTest(ActorTestKit kit, ManualTime time) {
        this.pool = PoolUnderTest.of(
                kit,
                time,
                PoolUnderTest.sized(1, 0)
                        .withStatementTimeout(STATEMENT)
                        .withCloseTimeout(CLOSE)
                        .withPoolTimeout(Duration.ofHours(1)));
    }

    @AfterEach
    void nothingIsLeft() {
        pool.isBalanced();
        assertThat(pool.database().openTransactions()).isZero();
    }

    @ParameterizedTest
    @Tag("F62")
    @EnumSource(
            value = ScriptedCall.class,
            names = {"CREATE_STATEMENT", "BIND"})
    void keepsAConnectionOnWhichAStatementCouldNotBeMade(ScriptedCall call) {
        Lease lease = pool.lend();
        await(pool.execute(lease, "first"));
        pool.database().always(call).throwsNow(new IllegalStateException("a defect"));

        Promise<ResultData> answer = pool.ask(
                lease,
                each -> new ConnectionCommand.Execute(
                        lease.number(), Texts.sql("select $1", 1), ExecutionOptions.none(), each));

        assertThat(failure(answer)).isExactlyInstanceOf(ProgrammingException.class);
        pool.database().clearScript();
        pool.serverTellsAboutItself();
        await(pool.release(lease));
        Lease next = pool.lend();
        assertThat(next.connectionId()).isEqualTo(1);
        pool.giveBack(next);
    }

    @ParameterizedTest
    @Tag("F62")
    @EnumSource(Ending.class)
    void failsAStatementWhoseRowsFailAndLosesNoPlace(Ending ending) {
        pool.database().onContaining("rows").gives(ending.behind(rows(List.of("n"), List.of(row(1)))));
        Lease lease = pool.lend();
        CountedAnswer<ResultData> answer = new CountedAnswer<>();
        int before = pool.database().count(ScriptedCall.EXECUTE);
        lease.connection()
                .tell(new ConnectionCommand.Execute(
                        lease.number(), Texts.sql("select rows"), ExecutionOptions.none(), answer));
        pool.called(ScriptedCall.EXECUTE, before + 1);
        if (ending == Ending.NEVER) {
            assertThat(answer.answers()).isEmpty();
            pool.passes(STATEMENT);
        }

        assertThat(answer.only()).isExactlyInstanceOf(ending.expected);
        await(pool.release(lease));
        pool.passes(CLOSE);
        Lease next = pool.lend();
        assertThat(next.connectionId()).isEqualTo(ending.isKept() ? 1 : 2);
        assertThat(answer.answers()).hasSize(1);
        pool.giveBack(next);
    }
}

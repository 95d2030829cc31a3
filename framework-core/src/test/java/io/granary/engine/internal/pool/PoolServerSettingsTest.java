package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.PostgresDialect;
import io.granary.engine.EngineOptions;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.GranaryException;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a session is told after login. */
@Tag("F58")
class PoolServerSettingsTest extends OnPools {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration EVERY = Duration.ofSeconds(7);
    private static final String TIMEOUT =
            PostgresDialect.INSTANCE.serverStatementTimeout(LIMIT).orElseThrow();
    private static final String LINK_CHECK =
            PostgresDialect.INSTANCE.serverLinkCheck(EVERY).orElseThrow();

    PoolServerSettingsTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    private static EngineOptions both(int size) {
        return sized(size, 0).withServerStatementTimeout(LIMIT).withServerLinkCheck(EVERY);
    }

    @Test
    void tellsEachSessionOnceBeforeItIsLent() {
        PoolUnderTest pool = pool(both(2));

        pool.giveBack(pool.lend(), pool.lend());
        await(pool.runOnce("select 1"));

        assertThat(pool.database().statements())
                .filteredOn(sql -> sql.equals(LINK_CHECK) || sql.equals(TIMEOUT))
                .containsExactly(LINK_CHECK, TIMEOUT, LINK_CHECK, TIMEOUT);
    }

    @Test
    void tellsNothingWhereNothingIsAsked() {
        PoolUnderTest pool = pool(sized(2, 0));

        pool.giveBack(pool.lend(), pool.lend());

        assertThat(pool.database().count(ScriptedCall.EXECUTE)).isEqualTo(1);
    }

    @Test
    void tellsItAgainAfterAReset() {
        PoolUnderTest pool = pool(both(1));
        Lease lease = pool.lend();
        await(pool.execute(lease, "set statement_timeout = 0"));
        pool.database().clearJournal();

        pool.giveBack(lease);

        assertThat(pool.database().statements()).hasSize(3).endsWith(LINK_CHECK, TIMEOUT);
        pool.isBalanced();
    }

    @Test
    void doesWithoutTheLinkCheckWhereTheServerRefusesIt() {
        PoolUnderTest pool = pool(both(1));
        pool.database().on(LINK_CHECK).fails("22023", 0, "not on this platform");

        await(pool.runOnce("set search_path to x"));
        await(pool.runOnce("select 1"));

        assertThat(pool.database().statements()).filteredOn(LINK_CHECK::equals).hasSize(1);
        assertThat(pool.database().statements()).filteredOn(TIMEOUT::equals).hasSize(2);
        assertThat(pool.database().count(ScriptedCall.CREATE)).isEqualTo(1);
        pool.isBalanced();
    }

    @Test
    void failsTheConnectWhereTheServerRefusesTheTimeLimit() {
        PoolUnderTest pool = pool(both(1));
        pool.database().on(TIMEOUT).fails("42501", 0, "not allowed");

        Promise<Lease> wish = pool.acquire();

        assertThat(failure(wish)).isInstanceOf(GranaryException.class).hasMessageContaining("not allowed");
        pool.called(ScriptedCall.CLOSE, 1);
        assertThat(pool.database().openConnections()).isZero();
    }

    @Test
    void givesUpAConnectWhoseSettingsHaveNoAnswer() {
        PoolUnderTest pool = pool(both(1));
        pool.database().on(TIMEOUT).never();

        Promise<Lease> wish = pool.acquire();
        pool.called(ScriptedCall.EXECUTE, 3);
        pool.passesUntil("the connect is given up", Duration.ofSeconds(10), status -> status.opening() == 0);

        assertThat(failure(wish)).isInstanceOf(GranaryException.class);
        pool.called(ScriptedCall.CLOSE, 1);
    }
}

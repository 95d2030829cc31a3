package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.ResultData;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.DisconnectedException;
import io.granary.error.OperationalException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which fate of one connection is taken for that of all of its age. */
@Actors(manualTime = true)
class PoolGenerationTest {

    private final ActorTestKit kit;
    private final ManualTime time;
    private final List<PoolUnderTest> pools = new ArrayList<>();

    PoolGenerationTest(ActorTestKit kit, ManualTime time) {
        this.kit = kit;
        this.time = time;
    }

    @AfterEach
    void stopPools() {
        pools.forEach(PoolUnderTest::stop);
    }

    @Test
    @Tag("F3")
    void replacesOnlyTheConnectionThatWasKilled() {
        PoolUnderTest pool = pool(3);
        Lease killed = pool.lend();
        dies(pool, killed);

        assertThat(pool.status().checkedIn()).isEqualTo(2);
        assertThat(pool.status().invalidated()).isEqualTo(1);
    }

    @Test
    @Tag("F3")
    void replacesAllWhenASecondOneIsKilledWithinASecond() {
        PoolUnderTest pool = pool(4);
        Lease first = pool.lend();
        Lease second = pool.lend();
        dies(pool, first);
        pool.passes(Duration.ofMillis(900));
        dies(pool, second);

        assertThat(pool.status().checkedIn()).isZero();
    }

    @Test
    @Tag("F3")
    void replacesOnlyTheKilledWhenTheyAreKilledOneAfterAnother() {
        PoolUnderTest pool = pool(4);
        Lease first = pool.lend();
        Lease second = pool.lend();
        dies(pool, first);
        pool.passes(Duration.ofMillis(1100));
        dies(pool, second);

        assertThat(pool.status().checkedIn()).isEqualTo(2);
    }

    @Test
    @Tag("F44")
    void replacesAllWhenTheServerRefusesToWrite() {
        PoolUnderTest pool = pool(3);
        refusesWrites(pool);
        Lease writer = pool.lend();
        Lease other = pool.lend();

        assertThat(failure(pool.execute(writer, "insert"))).isInstanceOf(OperationalException.class);

        pool.status("what was idle is closed", status -> status.checkedIn() == 0 && status.closed() == 1);
        await(pool.execute(other, "select 1"));
        pool.giveBack(other, writer);
        pool.status("the others close when they come back", status -> status.closed() == 3);
        assertThat(pool.lend().connectionId()).isEqualTo(4);
    }

    @Test
    void keepsAllWhenATransactionThatMayOnlyReadIsRefusedToWrite() {
        PoolUnderTest pool = pool(2);
        refusesWrites(pool);
        Lease reader = pool.lend();
        Promise<Long> begun = pool.ask(
                reader,
                answer -> new ConnectionCommand.Begin(
                        reader.number(), false, false, ExecutionOptions.none().withReadOnly(true), answer));
        await(begun);

        assertThat(failure(pool.execute(reader, "insert"))).isInstanceOf(OperationalException.class);

        assertThat(pool.status().checkedIn()).isEqualTo(1);
        pool.giveBack(reader);
        assertThat(pool.status().checkedIn()).isEqualTo(2);

        Lease writer = pool.lend();
        assertThat(failure(pool.execute(writer, "insert"))).isInstanceOf(OperationalException.class);
        pool.status("the next transaction may write", status -> status.checkedIn() == 0);
    }

    @Test
    void doesNotReplaceAllWithEachStatementOfWhoWritesToAReplica() {
        PoolUnderTest pool = pool(2);
        refusesWrites(pool);

        for (int time = 0; time < 5; time++) {
            failure(pool.runOnce("insert"));
        }

        pool.status("nothing closes", status -> status.closing() == 0);
        assertThat(pool.database().count(ScriptedCall.CREATE)).isLessThanOrEqualTo(4);
    }

    @Test
    @Tag("P47")
    @Tag("F1")
    void opensEachConnectionAnewOnceWhenAllAreLostAtATime() {
        PoolUnderTest pool = pool(15);
        Lease[] lost = lendAll(pool, 15);
        LateAnswer slow = pool.database().next(ScriptedCall.CLOSE).late();
        pool.database().severAll();
        List<Promise<ResultData>> statements = Arrays.stream(lost)
                .map(lease -> pool.execute(lease, "select 1"))
                .toList();
        List<Promise<Lease>> anew =
                IntStream.range(0, 15).mapToObj(each -> pool.acquire()).toList();

        statements.forEach(statement -> assertThat(failure(statement)).isInstanceOf(DisconnectedException.class));
        Lease[] fresh = anew.stream().map(PoolUnderTest::await).toArray(Lease[]::new);
        slow.release();
        pool.giveBack(fresh);

        pool.called(ScriptedCall.CLOSE, 15);
        assertThat(pool.database().count(ScriptedCall.CREATE)).isEqualTo(30);
        assertThat(pool.status("all are idle", status -> status.checkedIn() == 15 && status.closing() == 0)
                        .invalidated())
                .isEqualTo(15);
        assertThat(pool.database().count(ScriptedCall.CLOSE)).isEqualTo(15);
    }

    private static Lease[] lendAll(PoolUnderTest pool, int many) {
        return IntStream.range(0, many).mapToObj(each -> pool.lend()).toArray(Lease[]::new);
    }

    private static void refusesWrites(PoolUnderTest pool) {
        pool.database().on("insert").fails("25006", 0, "cannot execute INSERT in a read-only transaction");
    }

    private static void dies(PoolUnderTest pool, Lease lease) {
        pool.database().onNext("dies").fails("57P01", 0, "terminating connection due to administrator command");
        assertThat(failure(pool.execute(lease, "dies"))).isInstanceOf(DisconnectedException.class);
        pool.status("it is closed", status -> status.closing() == 0);
    }

    /** A pool with so many idle connections. */
    private PoolUnderTest pool(int size) {
        EngineOptions options = sized(size, 0);
        PoolUnderTest pool = PoolUnderTest.of(kit, time, options);
        pools.add(pool);
        pool.giveBack(lendAll(pool, size));
        return pool;
    }
}

package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ConnectRetry;
import io.granary.engine.PoolStatus;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.DisconnectedException;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolSizeTest extends OnPools {

    PoolSizeTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    @Test
    @Tag("P01")
    void countsWhatIsInOutAndOver() {
        PoolUnderTest pool = pool(sized(3, -1));
        List<Lease> out = new ArrayList<>();
        List<String> numbers = new ArrayList<>();
        for (int connection = 0; connection < 6; connection++) {
            out.add(pool.lend());
            numbers.add(numbers(pool.status()));
        }
        assertThat(numbers).containsExactly("3,0,-2,1", "3,0,-1,2", "3,0,0,3", "3,0,1,4", "3,0,2,5", "3,0,3,6");

        out.subList(0, 3).forEach(lease -> pool.giveBack(lease));
        assertThat(numbers(pool.status())).isEqualTo("3,3,3,3");

        out.subList(3, 6).forEach(lease -> pool.giveBack(lease));
        PoolStatus closed = pool.status("the overflow is closed", status -> status.closed() == 3);
        assertThat(numbers(closed)).isEqualTo("3,3,0,0");

        pool.lend();
        pool.lend();
        assertThat(numbers(pool.status())).isEqualTo("3,1,0,2");
    }

    @Test
    @Tag("P13")
    void closesTheOverflowAndKeepsTheSize() {
        PoolUnderTest pool = pool(sized(2, 2));
        for (int round = 0; round < 5; round++) {
            List<Promise<Lease>> wishes =
                    IntStream.range(0, 4).mapToObj(wish -> pool.acquire()).toList();
            wishes.forEach(wish -> await(wish));
            wishes.forEach(wish -> pool.giveBack(await(wish)));
            int rounds = round + 1;
            pool.status("the overflow is closed", status -> status.closed() == 2L * rounds);
        }

        assertThat(pool.database().count(ScriptedCall.CLOSE)).isEqualTo(10);
        assertThat(pool.database().openConnections()).isEqualTo(2);
        pool.isBalanced();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5})
    @Tag("P05")
    void neverOpensMoreThanSizeAndOverflow(int overflow) {
        PoolUnderTest pool = pool(sized(3, overflow));
        List<Promise<Lease>> wishes =
                IntStream.range(0, 40).mapToObj(wish -> pool.acquire()).toList();
        int most = 0;
        for (Promise<Lease> wish : wishes) {
            Lease lease = await(wish);
            most = Math.max(most, pool.database().openConnections());
            pool.giveBack(lease);
        }

        assertThat(most).isLessThanOrEqualTo(3 + overflow);
        pool.isBalanced();
    }

    @Test
    @Tag("P28")
    void lendsTheLastReturnedFirst() {
        PoolUnderTest pool = pool(sized(3, 0).withPoolUseLifo(true));
        Lease[] all = {pool.lend(), pool.lend(), pool.lend()};
        pool.giveBack(all);

        for (int round = 0; round < 5; round++) {
            Lease lease = pool.lend();
            assertThat(lease.connectionId()).isEqualTo(all[2].connectionId());
            pool.giveBack(lease);
        }
        assertThat(List.of(
                        pool.lend().connectionId(),
                        pool.lend().connectionId(),
                        pool.lend().connectionId()))
                .containsExactly(all[2].connectionId(), all[1].connectionId(), all[0].connectionId());
    }

    @Test
    @Tag("P29")
    void lendsTheFirstReturnedFirst() {
        PoolUnderTest pool = pool(sized(3, 0).withPoolUseLifo(false));
        Lease[] all = {pool.lend(), pool.lend(), pool.lend()};
        pool.giveBack(all);
        Lease first = pool.lend();
        assertThat(first.connectionId()).isEqualTo(all[0].connectionId());
        pool.giveBack(first);

        assertThat(List.of(
                        pool.lend().connectionId(),
                        pool.lend().connectionId(),
                        pool.lend().connectionId()))
                .containsExactly(all[1].connectionId(), all[2].connectionId(), all[0].connectionId());
    }

    @Test
    @Tag("P07")
    void isNotHeldUpByAConnectThatHangs() {
        PoolUnderTest pool = pool(sized(2, 3));
        pool.giveBack(pool.lend());
        await(pool.invalidate(pool.lend()));
        LateAnswer late = pool.database().next(ScriptedCall.CREATE).late();

        List<Promise<Lease>> wishes =
                IntStream.range(0, 5).mapToObj(wish -> pool.acquire()).toList();

        pool.status("all but one have a connection", status -> status.checkedOut() == 4 && status.opening() == 1);
        wishes.subList(0, 4).forEach(PoolUnderTest::await);
        assertThat(wishes.get(4)).isNotDone();
        late.release();
        wishes.forEach(wish -> pool.giveBack(await(wish)));
        pool.isBalanced();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3})
    @Tag("P08")
    void givesTheFreedPlaceToAWaiterAfterAnInvalidation(int overflow) {
        PoolUnderTest pool = pool(sized(2, overflow));
        Lease first = pool.lend();
        Lease second = pool.lend();
        Promise<Lease> one = pool.acquire();
        Promise<Lease> two = pool.acquire();
        pool.status();

        await(pool.invalidate(first));
        pool.giveBack(second);

        pool.giveBack(await(one), await(two));
        pool.status("nothing is out", status -> status.checkedOut() == 0 && status.waiting() == 0);
    }

    @Test
    @Tag("P14")
    void replacesAConnectionByItsAgeSinceTheConnect() {
        PoolUnderTest pool = pool(sized(1, 0).withPoolRecycle(Duration.ofSeconds(30)));
        Lease first = pool.lend();
        pool.giveBack(first);
        pool.passes(Duration.ofSeconds(20));
        Lease used = pool.lend();
        pool.giveBack(used);
        assertThat(used.connectionId()).isEqualTo(first.connectionId());

        pool.passes(Duration.ofSeconds(11));
        Lease replaced = pool.lend();

        assertThat(replaced.connectionId()).isNotEqualTo(first.connectionId());
        assertThat(pool.status().recycled()).isEqualTo(1);
        pool.giveBack(replaced);
        pool.isBalanced();
    }

    @Test
    @Tag("P17")
    @Tag("P20")
    void losesNoPlaceWhenTheConnectFails() {
        PoolUnderTest pool = pool(sized(1, 2).withConnectRetry(ConnectRetry.NEVER));
        await(pool.invalidate(pool.lend()));
        pool.database().always(ScriptedCall.CREATE).fails("08001", 0, "the database is down");

        assertThat(failure(pool.acquire())).isInstanceOf(DisconnectedException.class);
        PoolStatus down = pool.status("nothing is out", status -> status.closing() == 0);
        assertThat(down.checkedOut()).isZero();
        assertThat(down.opening()).isZero();
        assertThat(down.overflow()).isEqualTo(-1);

        pool.database().always(ScriptedCall.CREATE).answers();
        pool.lend();
        pool.lend();
        assertThat(pool.status().overflow()).isEqualTo(1);
        pool.lend();
        assertThat(pool.status().overflow()).isEqualTo(2);
    }

    @Test
    void answersEachWaiterOfAFailedConnectOnce() {
        PoolUnderTest pool = pool(sized(2, 0));
        pool.database().always(ScriptedCall.CREATE).fails("08001", 0, "the database is down");

        List<Promise<Lease>> wishes =
                IntStream.range(0, 5).mapToObj(wish -> pool.acquire()).toList();

        wishes.forEach(wish -> assertThat(failure(wish)).isInstanceOf(DisconnectedException.class));
        assertThat(pool.database().count(ScriptedCall.CREATE)).isEqualTo(5);
        pool.database().always(ScriptedCall.CREATE).answers();
        pool.isBalanced();
    }

    @Test
    void opensNothingBeforeTheFirstWish() {
        PoolUnderTest pool = pool(sized(3, 0));

        assertThat(numbers(pool.status())).isEqualTo("3,0,-3,0");
        assertThat(pool.database().journal()).isEmpty();
    }

    private static String numbers(PoolStatus status) {
        return status.size() + "," + status.checkedIn() + "," + status.overflow() + "," + status.checkedOut();
    }
}

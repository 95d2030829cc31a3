package io.granary.engine.internal.pool;

import static io.granary.engine.internal.pool.PoolUnderTest.await;
import static io.granary.engine.internal.pool.PoolUnderTest.failure;
import static io.granary.engine.internal.pool.PoolUnderTest.sized;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.engine.PoolListener;
import io.granary.engine.internal.Promise;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.DisconnectedException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PoolTimeoutException;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.fixtures.ScriptedCall;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PoolConnectingTest extends OnPools {

    PoolConnectingTest(ActorTestKit kit, ManualTime time) {
        super(kit, time);
    }

    // ---- opening

    @Test
    @Tag("F16")
    void failsAConnectThatTakesTooLongAndClosesWhatComesLate() {
        PoolUnderTest pool = pool(sized(1, 0).withConnectTimeout(Duration.ofSeconds(4)));
        LateAnswer late = pool.database().next(ScriptedCall.CREATE).late();
        Promise<Lease> wish = pool.acquire();
        pool.called(ScriptedCall.CREATE, 1);

        pool.passes(Duration.ofSeconds(4));

        assertThat(failure(wish)).isInstanceOf(DisconnectedException.class).hasMessageContaining("connect timeout");
        late.release();
        pool.called(ScriptedCall.CLOSE, 1);
        pool.isBalanced();
    }

    @Test
    void failsAConnectWhoseServerSaysNothingAboutItself() {
        PoolUnderTest pool = pool(sized(1, 0).withConnectTimeout(Duration.ofSeconds(4)));
        pool.database().onContaining("current_setting").never();
        Promise<Lease> wish = pool.acquire();
        pool.called(ScriptedCall.EXECUTE, 1);

        pool.passes(Duration.ofSeconds(4));

        assertThat(failure(wish)).isInstanceOf(DisconnectedException.class);
        pool.called(ScriptedCall.CLOSE, 1);
        pool.serverTellsAboutItself();
        pool.isBalanced();
    }

    @Test
    void failsAConnectWhoseServerGivesNoRow() {
        PoolUnderTest pool = pool(sized(1, 0));
        pool.database().onContaining("current_setting").updated(0);

        assertThat(failure(pool.acquire())).isInstanceOf(DisconnectedException.class);
        pool.serverTellsAboutItself();
        pool.isBalanced();
    }

    @ParameterizedTest
    @ValueSource(classes = {IllegalStateException.class, AssertionError.class})
    void countsADriverThatThrowsAsAFailedConnect(Class<? extends Throwable> defect) {
        AtomicInteger attempts = new AtomicInteger();
        PoolUnderTest pool = pool(sized(1, 0), driver -> new ThrowingOnce(driver, attempts, defect));

        assertThat(failure(pool.acquire())).isInstanceOf(DisconnectedException.class);
        assertThat(attempts).hasValue(1);
        pool.isBalanced();
    }

    @Test
    @Tag("F16")
    void cutsALinkWhoseServerFellSilentWhileItOpenedAndWhoseCloseDoesNotEnd() {
        CompletableFuture<Boolean> closed = new CompletableFuture<>();
        AtomicInteger cuts = new AtomicInteger();
        Supplier<CompletionStage<Void>> close = () -> {
            closed.complete(true);
            return new CompletableFuture<>();
        };
        Supplier<Integer> abort = cuts::incrementAndGet;
        PoolUnderTest pool = pool(
                sized(1, 0).withConnectTimeout(Duration.ofSeconds(4)).withCloseTimeout(Duration.ofSeconds(2)),
                driver -> new AlteredDriver(driver, Map.of("close", close, "abort", abort)));
        pool.database().onContaining("current_setting").never();
        Promise<Lease> wish = pool.acquire();
        pool.called(ScriptedCall.EXECUTE, 1);

        pool.passes(Duration.ofSeconds(4));
        failure(wish);
        await(closed);
        assertThat(cuts).hasValue(0);
        pool.passes(Duration.ofSeconds(2));

        Eventually.holds("the link was cut", PoolUnderTest.SOON, () -> cuts.get() == 1);
    }

    // ---- what the first connection learns

    @Test
    @Tag("RC10")
    void learnsAboutTheServerOnce() {
        PoolUnderTest pool = pool(sized(3, 0));
        Lease[] all = {pool.lend(), pool.lend(), pool.lend()};
        pool.giveBack(all);
        await(pool.dispose());
        pool.lend();

        assertThat(probes(pool)).isEqualTo(1);
        assertThat(pool.learned()).isEqualTo(1);
    }

    @Test
    @Tag("RC11")
    void asksAgainAfterAQuestionThatFailed() {
        PoolUnderTest pool = pool(sized(3, 0));
        for (int failed = 0; failed < 3; failed++) {
            pool.database().onNext(probe()).fails("42501", 0, "not allowed");
            failure(pool.acquire());
        }
        assertThat(pool.status().checkedIn()).isZero();

        pool.giveBack(pool.lend());
        pool.lend();
        pool.lend();

        assertThat(probes(pool)).isEqualTo(4);
        assertThat(pool.learned()).isEqualTo(1);
    }

    @Test
    @Tag("P37")
    void lendsNothingBeforeTheServerToldAboutItself() {
        PoolUnderTest pool = pool(sized(3, 0));
        LateAnswer late = pool.database()
                .onNext(probe())
                .late(ScriptedAnswer.rows(List.of("v", "s", "i"), List.of(List.of("17", "public", "SERIALIZABLE"))));

        List<Promise<Lease>> wishes =
                IntStream.range(0, 5).mapToObj(wish -> pool.acquire()).toList();
        pool.called(ScriptedCall.EXECUTE, 1);
        assertThat(pool.status().waiting()).isEqualTo(5);
        assertThat(wishes).noneMatch(Promise::isDone);

        late.release();
        wishes.forEach(wish -> pool.giveBack(await(wish)));
        assertThat(probes(pool)).isEqualTo(1);
        // The others may have been served by what came back before these were opened.
        pool.called(ScriptedCall.CREATE, 3);
    }

    // ---- listeners

    @Test
    @Tag("P35")
    void failsTheWaiterOfAConnectionThatAListenerRefuses() {
        List<String> heard = new CopyOnWriteArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        PoolListener refuses = new PoolListener() {
            @Override
            public void onPool(String engine, long connection, Event event) {
                if (event == Event.CONNECTED && calls.incrementAndGet() == 1) {
                    throw new IllegalStateException("not this one");
                }
            }
        };
        PoolListener hears = new PoolListener() {
            @Override
            public void onPool(String engine, long connection, Event event) {
                heard.add(engine + " " + connection + " " + event);
            }
        };
        PoolUnderTest pool = pool(sized(1, 0).withListener(refuses).withListener(hears));

        assertThat(failure(pool.acquire()))
                .isInstanceOf(InvalidRequestException.class)
                .hasRootCauseMessage("not this one");
        pool.called(ScriptedCall.CLOSE, 1);
        Lease second = pool.lend();
        pool.giveBack(second);
        pool.status();

        assertThat(heard).containsExactly("test 2 CONNECTED", "test 2 CHECKED_OUT", "test 2 CHECKED_IN");
        pool.isBalanced();
    }

    @Test
    void goesOnWhenAListenerThatOnlyWatchesThrows() {
        PoolListener broken = new PoolListener() {
            @Override
            public void onPool(String engine, long connection, Event event) {
                if (event != Event.CONNECTED) {
                    throw new IllegalStateException("broken");
                }
            }
        };
        PoolUnderTest pool = pool(sized(1, 0).withListener(broken));

        pool.giveBack(pool.lend());

        pool.isBalanced();
    }

    // ---- the test before lending

    @Test
    @Tag("P46")
    void replacesAConnectionThatTurnsOutDeadBeforeItsAskerHearsOfIt() {
        PoolUnderTest pool = pool(sized(2, 0).withPoolPrePing(true));
        Lease[] all = {pool.lend(), pool.lend()};
        pool.giveBack(all);
        pool.database().severAll();

        Lease fresh = pool.lend();

        assertThat(fresh.connectionId()).isEqualTo(3);
        await(pool.execute(fresh, "select 1"));
        assertThat(pool.status().checkedIn())
                .as("the other one of its age is not trusted either")
                .isZero();
        pool.giveBack(fresh);
        pool.isBalanced();
    }

    @Test
    @Tag("RC16")
    void doesNotTestAConnectionThatWasJustOpened() {
        PoolUnderTest pool = pool(sized(1, 0).withPoolPrePing(true));
        pool.giveBack(pool.lend());
        Lease first = pool.lend();
        assertThat(pool.database().journal()).contains("validate#1 REMOTE");
        await(pool.invalidate(first));

        Lease second = pool.lend();

        assertThat(second.connectionId()).isEqualTo(2);
        assertThat(pool.database().journal()).doesNotContain("validate#2 REMOTE");
        pool.giveBack(second);
        pool.giveBack(pool.lend());
        assertThat(pool.database().journal()).contains("validate#2 REMOTE");
        pool.isBalanced();
    }

    @Test
    @Tag("F11")
    void replacesAConnectionThatDoesNotAnswerItsTest() {
        PoolUnderTest pool = pool(sized(1, 0).withPoolPrePing(true).withValidateTimeout(Duration.ofSeconds(2)));
        pool.giveBack(pool.lend());
        int tests = pool.database().count(ScriptedCall.VALIDATE);
        pool.database().next(ScriptedCall.VALIDATE).never();
        Promise<Lease> wish = pool.acquire();
        pool.called(ScriptedCall.VALIDATE, tests + 1);

        pool.passes(Duration.ofSeconds(2));

        assertThat(await(wish).connectionId()).isEqualTo(2);
        pool.giveBack(await(wish));
        pool.isBalanced();
    }

    @Test
    void testsForOneStatementToo() {
        PoolUnderTest pool = pool(sized(1, 0).withPoolPrePing(true));
        pool.giveBack(pool.lend());
        pool.database().severAll();

        await(pool.runOnce("select 1"));

        assertThat(pool.database().journal()).contains("execute#2 select 1");
        pool.isBalanced();
    }

    @Test
    void endsTheWaitInTimeWhenTheReplacementOfADeadConnectionHangs() {
        PoolUnderTest pool = pool(sized(1, 0)
                .withPoolPrePing(true)
                .withPoolTimeout(Duration.ofSeconds(3))
                .withConnectTimeout(Duration.ofSeconds(60)));
        pool.giveBack(pool.lend());
        pool.database().severAll();
        pool.database().next(ScriptedCall.CREATE).never();
        Promise<Lease> wish = pool.acquire();
        pool.called(ScriptedCall.CREATE, 2);

        pool.passes(Duration.ofSeconds(4));

        assertThat(failure(wish)).isInstanceOf(PoolTimeoutException.class);
    }

    @Test
    void replacesADeadConnectionForSomebodyWithNoPatience() {
        PoolUnderTest pool = pool(sized(1, 0).withPoolPrePing(true));
        pool.giveBack(pool.lend());
        pool.database().severAll();
        LateAnswer late = pool.database().next(ScriptedCall.CREATE).late();
        Promise<Lease> wish = pool.acquire(AcquireTerms.anonymous().within(Duration.ZERO));
        pool.called(ScriptedCall.CREATE, 2);

        pool.passes(Duration.ofSeconds(1));
        late.release();

        await(wish);
    }

    private static String probe() {
        return io.granary.dialect.PostgresDialect.INSTANCE.probe("PostgreSQL");
    }

    private static long probes(PoolUnderTest pool) {
        return pool.database().statements().stream()
                .filter(sql -> sql.contains("current_setting"))
                .count();
    }

    /** A driver with a defect in its first call. */
    private record ThrowingOnce(Driver driver, AtomicInteger attempts, Class<? extends Throwable> defect)
            implements Driver {

        @Override
        public CompletionStage<DriverConnection> open() {
            if (attempts.incrementAndGet() == 1) {
                if (defect == AssertionError.class) {
                    throw new AssertionError("a defect");
                }
                throw new IllegalStateException("a defect");
            }
            return driver.open();
        }

        @Override
        public boolean blocking() {
            return driver.blocking();
        }

        @Override
        public CompletionStage<Void> close() {
            return driver.close();
        }
    }
}

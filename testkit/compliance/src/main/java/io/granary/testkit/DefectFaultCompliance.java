package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Transactions.insert;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.PoolStatus;
import io.granary.engine.Ticker;
import io.granary.error.GranaryException;
import io.granary.error.PendingRollbackException;
import io.granary.error.PoolRestartedException;
import io.granary.error.StaleLeaseException;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.ToxicProxy.Way;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Defects of the engine's own actors and of a driver, and messages that come too early or too late. That nothing is left behind is what
 * the server says, whose count is compared with the books after each test.
 */
public interface DefectFaultCompliance extends OnBench {

    private static EngineOptions sized(Bench bench, int size) {
        return bench.options().withPoolSize(size).withMaxOverflow(0);
    }

    @Test
    @Tag("F60")
    default void aSupervisorThatThrowsLeavesNothingOnTheServer(Bench bench) {
        BreakingTicker ticker = new BreakingTicker();
        AsyncEngine engine = bench.engine(sized(bench, 2).withTicker(ticker));
        AsyncConnection open = Await.value(engine.connect());
        AsyncConnection idle = Await.value(engine.connect());
        Await.value(insert(open, 1));
        CompletionStage<AsyncConnection> waits = engine.connect();

        ticker.breakIn("PoolSupervisor");

        assertThat(Await.failure(waits, PoolRestartedException.class).retryable())
                .isTrue();
        ServerCounts.awaitNoConnections(bench.database(), Await.PATIENCE);
        Await.failure(insert(open, 2), PendingRollbackException.class);
        assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class)).isZero();
        Await.value(open.close());
        Await.value(idle.close());
    }

    @Test
    @Tag("F61")
    default void aConnectionsActorThatThrowsLosesItsOwnConnectionOnly(Bench bench) {
        BreakingTicker ticker = new BreakingTicker();
        AsyncEngine engine = bench.engine(sized(bench, 2).withTicker(ticker));
        AsyncConnection crashing = Await.value(engine.connect());
        AsyncConnection other = Await.value(engine.connect());
        Await.value(insert(crashing, 1));
        Await.value(insert(other, 2));
        CompletionStage<AsyncConnection> waits = engine.connect();

        ticker.breakIn("ConnectionActor");
        Await.failure(insert(crashing, 3), GranaryException.class);

        AsyncConnection next = Await.value(waits);
        ServerCounts.awaitTransactions(bench.database(), 1, Await.PATIENCE);
        ServerCounts.awaitConnections(bench.database(), 2, Await.PATIENCE);
        Await.value(other.commit());
        assertThat(Transactions.seen(next)).isEqualTo(1);
        Await.value(next.close());
        Await.value(other.close());
        Await.value(crashing.close());
    }

    @Test
    @Tag("F63")
    default void aCloseThatNeverEndsFreesItsPlaceAtOnce(Bench bench) {
        Queue<DriverConnection> left = new ConcurrentLinkedQueue<>();
        AsyncEngine engine = bench.engine(
                sized(bench, 1).withCloseTimeout(Duration.ofMillis(500)),
                (Driver real) -> new ForwardingDriver(real, connection -> new ForwardingConnection(connection) {
                    @Override
                    public CompletionStage<Void> close() {
                        left.add(connection);
                        return new CompletableFuture<>();
                    }

                    @Override
                    public void abort() {
                        // It does not come through either.
                    }
                }));
        AsyncConnection stuck = Await.value(engine.connect());
        Await.value(insert(stuck, 1));
        Await.value(stuck.invalidate());

        assertThat(Await.value(engine.execute(Bench.INSERT, Params.of("id", 2, "name", "two")))
                        .rowCount())
                .isEqualTo(1);
        PoolStatus status = Await.value(engine.pool().status());
        assertThat(status.opened()).isEqualTo(2);
        assertThat(status.checkedIn()).isEqualTo(1);
        ServerCounts.awaitConnections(bench.database(), 2, Await.PATIENCE);
        Eventually.holds(
                "nobody waits for the close any more",
                Await.PATIENCE,
                () -> Await.value(engine.pool().status()).closing() == 0);
        Await.value(engine.execute(COUNT));
        Await.value(engine.close());
        left.forEach(connection -> Await.value(connection.close()));
        ServerCounts.awaitNoConnections(bench.database(), Await.PATIENCE);
    }

    /** The link is slow, so that the asker is gone before the server has answered. */
    @Test
    @Tag("F26")
    default void aConnectionThatComesForNobodyIsLentToTheNext(Bench bench) {
        try (FaultyLink link = FaultyLink.of(bench, sized(bench, 1))) {
            link.proxy().latency(Way.DOWN, Duration.ofMillis(50));
            CompletableFuture<AsyncConnection> gone = link.engine().connect().toCompletableFuture();
            Eventually.holds(
                    "it is being opened",
                    Await.PATIENCE,
                    () -> link.proxy().accepted() == 1 && link.status().opening() == 1);

            gone.cancel(true);

            link.status("it is there, and nobody has it", status -> status.checkedIn() == 1);
            assertThat(Await.value(link.engine().execute(COUNT)).scalarOne(Long.class))
                    .isZero();
            assertThat(link.proxy().accepted()).isEqualTo(1);
        }
    }

    /** The owner of a lease is gone, somebody else has its connection, and a message for it comes late. */
    @Test
    @Tag("F69")
    default void aMessageOnALeaseThatIsOverIsRefusedAndNothingIsSent(Bench bench) {
        try (FaultyLink link = FaultyLink.of(bench, sized(bench, 1))) {
            CompletableFuture<AsyncEngine> view = new CompletableFuture<>();
            ActorRef<Object> owner = bench.kit().spawn(Behaviors.setup(context -> {
                view.complete(link.engine().ownedBy(context));
                return Behaviors.empty();
            }));
            AsyncConnection over = Await.value(Await.value(view).connect());
            Await.value(insert(over, 1));
            bench.kit().stop(owner);
            AsyncConnection next = Await.value(link.engine().connect());
            assertThat(Transactions.seen(next)).isZero();
            long sent = link.proxy().passed(Way.UP);

            Await.failure(insert(over, 2), StaleLeaseException.class);
            Await.failure(over.commit(), StaleLeaseException.class);

            assertThat(link.proxy().passed(Way.UP)).isEqualTo(sent);
            assertThat(link.proxy().accepted()).isEqualTo(1);
            Await.value(next.commit());
            Await.value(next.close());
            Await.value(over.close());
            assertThat(bench.committed()).isZero();
        }
    }

    /** The machine's time, but for whom it is to break: it throws once, in code of that class. */
    final class BreakingTicker implements Ticker {

        private static final String NOBODY = "";
        private final AtomicReference<String> breaks = new AtomicReference<>(NOBODY);

        void breakIn(String simpleName) {
            breaks.set(simpleName);
        }

        @Override
        public long read() {
            String breaking = requireNonNull(breaks.get());
            if (!breaking.equals(NOBODY) && isAsking(breaking) && breaks.compareAndSet(breaking, NOBODY)) {
                throw new IllegalStateException("on purpose");
            }
            return System.nanoTime();
        }

        private static boolean isAsking(String simpleName) {
            return StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getClassName().endsWith("." + simpleName)));
        }
    }
}

package io.granary.engine.internal.connection;

import static io.granary.engine.internal.connection.ListenedSessions.lost;
import static io.granary.engine.internal.connection.ListenedSessions.next;
import static io.granary.engine.internal.connection.ListenedSessions.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.PostgresDialect;
import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.engine.EngineOptions;
import io.granary.engine.internal.Listeners;
import io.granary.engine.internal.connection.ListenedSessions.Session;
import io.granary.testkit.fixtures.Actors;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of orders to stop a statement, and of the connections that they go over. */
@Actors(manualTime = true)
class CancellerTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(4);
    private static final Duration CLOSE = Duration.ofSeconds(3);

    private final ActorTestKit kit;
    private final ManualTime time;
    private final ListenedSessions sessions = new ListenedSessions();
    private final BlockingQueue<Boolean> held = new LinkedBlockingQueue<>();
    private final ActorRef<Canceller.Command> canceller;

    CancellerTest(ActorTestKit kit, ManualTime time) {
        this.kit = kit;
        this.time = time;
        this.canceller = canceller(sessions);
    }

    @AfterEach
    void stop() {
        kit.stop(canceller);
    }

    private ActorRef<Canceller.Command> canceller(Driver driver) {
        EngineOptions options = EngineOptions.defaults()
                .withConnectTimeout(CONNECT)
                .withCancelGrace(GRACE)
                .withCloseTimeout(CLOSE);
        ConnectionSetup setup = new ConnectionSetup(
                "test", driver, () -> PostgresDialect.INSTANCE, options, Listeners.of("test", options));
        return kit.spawn(Canceller.create(setup, held::add));
    }

    /** A connection for orders, which answers them when the test says so. */
    private static final class Side extends Session {

        private final BlockingQueue<CompletableFuture<Void>> orders = new LinkedBlockingQueue<>();
        private final CompletableFuture<Void> aborted = new CompletableFuture<>();

        @Override
        public CompletionStage<Void> cancelOther(DriverConnection victim) {
            CompletableFuture<Void> order = new CompletableFuture<>();
            orders.add(order);
            return order;
        }

        @Override
        public void abort() {
            aborted.complete(null);
        }
    }

    private CompletableFuture<StopOrder> order() {
        return order(canceller);
    }

    private static CompletableFuture<StopOrder> order(ActorRef<Canceller.Command> whom) {
        CompletableFuture<StopOrder> over = new CompletableFuture<>();
        whom.tell(new Canceller.Cancel(new Session(), over::complete));
        return over;
    }

    private Side opened() {
        Side side = new Side();
        next(sessions.attempts).complete(side);
        return side;
    }

    private static void comesTo(StopOrder outcome, CompletableFuture<StopOrder> over) {
        assertThat(over).succeedsWithin(SOON).isEqualTo(outcome);
    }

    // ---- orders

    @Test
    @Tag("F32")
    void anOrderThatIsOnItsWayIsAwaitedWhenThePoolIsDisposedOf() {
        CompletableFuture<StopOrder> first = order();
        Side side = opened();
        CompletableFuture<Void> onItsWay = next(side.orders);
        CompletableFuture<StopOrder> waiting = order();

        canceller.tell(Canceller.Dispose.INSTANCE);

        comesTo(StopOrder.NOT_GIVEN, waiting);
        assertThat(first).isNotDone();
        onItsWay.complete(null);
        comesTo(StopOrder.TAKEN, first);
        assertThat(side.closed).succeedsWithin(SOON);
    }

    @Test
    void whoComesWhileTheLastOrderIsAwaitedIsServedByAnotherConnection() {
        CompletableFuture<StopOrder> first = order();
        Side side = opened();
        next(side.orders);
        CompletableFuture<StopOrder> waiting = order();
        canceller.tell(Canceller.Dispose.INSTANCE);
        comesTo(StopOrder.NOT_GIVEN, waiting);
        CompletableFuture<StopOrder> later = order();

        untilOver(first, GRACE);
        comesTo(StopOrder.UNKNOWN, first);
        next(opened().orders).complete(null);
        comesTo(StopOrder.TAKEN, later);
    }

    @Test
    @Tag("F32")
    void anOrderWithoutAnAnswerIsUnknownAndThoseBehindItWereNotGiven() {
        CompletableFuture<StopOrder> first = order();
        Side side = opened();
        next(side.orders);
        CompletableFuture<StopOrder> waiting = order();

        untilOver(first, GRACE);

        comesTo(StopOrder.UNKNOWN, first);
        comesTo(StopOrder.NOT_GIVEN, waiting);
    }

    @Test
    @Tag("F32")
    void anOrderWhoseLinkEndedIsUnknown() {
        CompletableFuture<StopOrder> order = order();
        next(opened().orders).completeExceptionally(lost());
        comesTo(StopOrder.UNKNOWN, order);
    }

    @Test
    void anOrderThatTheServerRefusedWasNotGiven() {
        CompletableFuture<StopOrder> order = order();
        next(opened().orders).completeExceptionally(refused());
        comesTo(StopOrder.NOT_GIVEN, order);
    }

    @Test
    @Tag("F32")
    void anOrderIsUnknownToACancellerThatEndsMeanwhile() {
        CompletableFuture<StopOrder> order = order();
        next(opened().orders);
        kit.stop(canceller);
        comesTo(StopOrder.UNKNOWN, order);
    }

    @Test
    void anOrderWasNotGivenByADriverThatThrowsWhileItConnects() {
        ActorRef<Canceller.Command> defective = canceller(new Driver() {
            @Override
            public CompletionStage<DriverConnection> open() {
                throw new AssertionError("a defect of a driver");
            }

            @Override
            public boolean blocking() {
                return false;
            }

            @Override
            public CompletionStage<Void> close() {
                return CompletableFuture.completedStage(null);
            }
        });

        comesTo(StopOrder.NOT_GIVEN, order(defective));
        comesTo(StopOrder.NOT_GIVEN, order(defective));
        kit.stop(defective);
    }

    // ---- connections

    @Test
    void aLinkWhoseCloseDoesNotEndIsCut() {
        CompletableFuture<StopOrder> order = order();
        Side side = opened();
        next(side.orders);
        untilOver(order, GRACE);
        assertThat(side.closed).succeedsWithin(SOON);

        kit.stop(canceller);
        assertThat(side.aborted).isNotDone();
        untilOver(side.aborted, CLOSE);
    }

    @Test
    void whatComesAfterItsEndIsClosed() {
        CompletableFuture<StopOrder> order = order();
        CompletableFuture<DriverConnection> connect = next(sessions.attempts);
        kit.stop(canceller);
        comesTo(StopOrder.NOT_GIVEN, order);

        Side late = new Side();
        connect.complete(late);

        assertThat(late.closed).succeedsWithin(SOON);
        untilOver(late.aborted, CLOSE);
    }

    @Test
    void whatAnEarlierConnectGivesAfterItsEndIsClosedToo() {
        CompletableFuture<StopOrder> order = order();
        CompletableFuture<DriverConnection> connect = next(sessions.attempts);
        untilOver(order, CONNECT);
        comesTo(StopOrder.NOT_GIVEN, order);
        kit.stop(canceller);

        Side late = new Side();
        connect.complete(late);

        assertThat(late.closed).succeedsWithin(SOON);
    }

    @Test
    void whatAnEarlierConnectGivesIsClosedAndNotUsed() {
        CompletableFuture<StopOrder> first = order();
        CompletableFuture<DriverConnection> connect = next(sessions.attempts);
        untilOver(first, CONNECT);
        CompletableFuture<StopOrder> second = order();
        CompletableFuture<DriverConnection> another = next(sessions.attempts);

        Side late = new Side();
        connect.complete(late);
        assertThat(late.closed).succeedsWithin(SOON);
        Side side = new Side();
        another.complete(side);

        next(side.orders).complete(null);
        comesTo(StopOrder.TAKEN, second);
        assertThat(late.orders).isEmpty();
    }

    /** The clock began before what the test saw, so that its time is over now. */
    private void untilOver(CompletableFuture<?> end, Duration limit) {
        time.timePasses(limit);
        assertThat(end).succeedsWithin(SOON);
    }
}

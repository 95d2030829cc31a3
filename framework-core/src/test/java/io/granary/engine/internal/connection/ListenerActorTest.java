package io.granary.engine.internal.connection;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.PostgresDialect;
import io.granary.driver.Driver;
import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverNotification;
import io.granary.driver.DriverStatement;
import io.granary.driver.NotificationReceiver;
import io.granary.driver.RowReceiver;
import io.granary.driver.ServerInfo;
import io.granary.driver.TransactionMode;
import io.granary.engine.EngineOptions;
import io.granary.engine.ListenOptions;
import io.granary.engine.Notice;
import io.granary.engine.Notice.Gap;
import io.granary.engine.Notice.Notification;
import io.granary.engine.internal.Listeners;
import io.granary.error.DatabaseException;
import io.granary.error.DisconnectedException;
import io.granary.error.NotSupportedException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.LoggingTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@Actors(manualTime = true)
class ListenerActorTest {

    private static final ListenOptions OPTIONS = ListenOptions.defaults()
            .withPauses(Duration.ofSeconds(1), Duration.ofSeconds(3))
            .withAliveCheck(Duration.ofSeconds(15));
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final ActorTestKit kit;
    private final ManualTime time;
    private final Sessions sessions = new Sessions();
    private final CompletableFuture<ActorRef<ListenerActor.Command>> listener = new CompletableFuture<>();
    private final CompletableFuture<Done> gone = new CompletableFuture<>();
    private final ActorRef<Object> owner;
    private final BlockingQueue<NoticeRelay> relays = new LinkedBlockingQueue<>();
    private final SubscriberProbe<Notice> reader = SubscriberProbe.on(subscriber -> {
        NoticeRelay relay = new NoticeRelay(subscriber, 10, System::nanoTime);
        subscriber.onSubscribe(relay);
        relays.add(relay);
    });

    ListenerActorTest(ActorTestKit kit, ManualTime time) {
        this.kit = kit;
        this.owner = kit.spawn(Behaviors.empty());
        this.time = time;
    }

    /** Time is one for all of them. */
    @AfterEach
    void stop() {
        kit.stop(listener.join());
        kit.stop(owner);
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            return requireNonNull(queue.poll(20, TimeUnit.SECONDS), "nothing came");
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** A driver that does what the test says. */
    private static final class Sessions implements Driver {

        private final BlockingQueue<CompletableFuture<DriverConnection>> attempts = new LinkedBlockingQueue<>();

        @Override
        public CompletionStage<DriverConnection> open() {
            CompletableFuture<DriverConnection> attempt = new CompletableFuture<>();
            attempts.add(attempt);
            return attempt;
        }

        @Override
        public boolean blocking() {
            return false;
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedStage(null);
        }
    }

    private static class Session implements DriverConnection {

        private final BlockingQueue<RowReceiver> listens = new LinkedBlockingQueue<>();
        private final BlockingQueue<CompletableFuture<Boolean>> pings = new LinkedBlockingQueue<>();
        private final CompletableFuture<NotificationReceiver> receiver = new CompletableFuture<>();
        private final CompletableFuture<Void> closed = new CompletableFuture<>();
        private final CompletableFuture<Void> closeEnded = new CompletableFuture<>();

        NotificationReceiver listen() {
            next(listens).completed();
            return receiver.join();
        }

        @Override
        public boolean supportsNotifications() {
            return true;
        }

        @Override
        public void notifications(NotificationReceiver given) {
            receiver.complete(given);
        }

        @Override
        public DriverExecution execute(DriverStatement statement, RowReceiver rows) {
            assertThat(statement.sql()).isEqualTo("LISTEN news");
            listens.add(rows);
            return new DriverExecution() {
                @Override
                public void request(long chunks) {
                    // The test answers.
                }

                @Override
                public void cancel() {
                    // Not asked for.
                }
            };
        }

        @Override
        public CompletionStage<Boolean> ping() {
            CompletableFuture<Boolean> ping = new CompletableFuture<>();
            pings.add(ping);
            return ping;
        }

        @Override
        public CompletionStage<Void> close() {
            closed.complete(null);
            return closeEnded;
        }

        @Override
        public boolean alive() {
            return !closed.isDone();
        }

        @Override
        public ServerInfo server() {
            return new ServerInfo("PostgreSQL", "15");
        }

        private static CompletionStage<Void> unasked() {
            return CompletableFuture.failedFuture(new AssertionError("not asked for"));
        }

        @Override
        public CompletionStage<Void> begin(TransactionMode mode) {
            return unasked();
        }

        @Override
        public CompletionStage<Void> commit() {
            return unasked();
        }

        @Override
        public CompletionStage<Void> rollback() {
            return unasked();
        }

        @Override
        public CompletionStage<Void> savepoint(String name) {
            return unasked();
        }

        @Override
        public CompletionStage<Void> releaseSavepoint(String name) {
            return unasked();
        }

        @Override
        public CompletionStage<Void> rollbackToSavepoint(String name) {
            return unasked();
        }

        @Override
        public CompletionStage<Boolean> cancel() {
            return CompletableFuture.completedStage(false);
        }

        @Override
        public Object unwrap() {
            return this;
        }
    }

    private ListenerActorTest start() {
        reader.request(Long.MAX_VALUE);
        NoticeRelay relay = next(relays);
        EngineOptions options = EngineOptions.defaults().withConnectTimeout(CONNECT);
        ConnectionSetup setup = new ConnectionSetup(
                "test", sessions, () -> PostgresDialect.INSTANCE, options, Listeners.of("test", options));
        ActorRef<ListenerActor.Command> ref = kit.spawn(ListenerActor.create(
                setup, new ListenRequest("LISTEN news", OPTIONS, relay, Optional.of(owner), gone), () -> 1.0));
        listener.complete(ref);
        relay.whenOver(() -> ref.tell(ListenerActor.Stop.INSTANCE));
        return this;
    }

    private Session opened() {
        Session session = new Session();
        next(sessions.attempts).complete(session);
        return session;
    }

    private static DriverException lost() {
        return new DriverException(DriverException.Origin.FAULT, "the link is gone", "08006", 0, null, null);
    }

    private static DriverException refused() {
        return new DriverException(DriverException.Origin.REPORTED, "no such user", "28000", 0, null, null);
    }

    /** What is done has it wait before it tries again, and the clock of that has begun when this returns. */
    private void untilPausing(Runnable action) {
        LoggingTestKit.warn("does not listen").expect(kit.system(), () -> {
            action.run();
            return true;
        });
    }

    private void assertOnlyAfter(Duration pause) {
        time.timePasses(pause.minusMillis(1));
        assertThat(sessions.attempts).isEmpty();
        time.timePasses(Duration.ofMillis(1));
    }

    @Test
    void whatIsToldGoesStraightOn() {
        NotificationReceiver server = start().opened().listen();

        server.notified(new DriverNotification("news", "a", 7));

        assertThat(reader.next()).isEqualTo(new Notification("news", "a", 7));
    }

    @Test
    void aLossIsFollowedByAPauseAndAGapWhenTheServerListensAgain() {
        Session first = start().opened();
        NotificationReceiver server = first.listen();
        server.notified(new DriverNotification("news", "a", 7));
        reader.next();

        untilPausing(() -> server.lost(lost()));
        first.closed.join();
        time.timePasses(Duration.ofSeconds(1));
        Session second = opened();
        NotificationReceiver again = second.listen();
        again.notified(new DriverNotification("news", "b", 7));

        assertThat(((Gap) reader.next()).cause()).get().isInstanceOf(DisconnectedException.class);
        assertThat(reader.next()).isEqualTo(new Notification("news", "b", 7));
    }

    @Test
    void pausesGrowToTheLongestAndBeginAnewAfterSuccess() {
        Session first = start().opened();
        untilPausing(() -> first.listen().lost(lost()));
        time.timePasses(Duration.ofSeconds(1));
        for (int seconds : new int[] {2, 3, 3}) {
            CompletableFuture<DriverConnection> attempt = next(sessions.attempts);
            untilPausing(() -> attempt.completeExceptionally(lost()));
            assertOnlyAfter(Duration.ofSeconds(seconds));
        }
        Session last = opened();
        untilPausing(() -> last.listen().lost(lost()));
        assertOnlyAfter(Duration.ofSeconds(1));
        next(sessions.attempts);
        assertThat(reader.next()).isInstanceOf(Gap.class);
        assertThat(reader.untaken()).isZero();
    }

    @Test
    void aConnectThatIsTooSlowIsTriedAgainAndClosedWhenItComes() {
        start();
        CompletableFuture<DriverConnection> slow = next(sessions.attempts);
        untilPausing(() -> time.timePasses(CONNECT));
        time.timePasses(Duration.ofSeconds(1));
        Session second = opened();
        Session late = new Session();
        slow.complete(late);

        late.closed.join();
        second.listen().notified(new DriverNotification("news", "a", 7));
        assertThat(reader.next()).isEqualTo(new Notification("news", "a", 7));
    }

    @Test
    void aServerThatDoesNotAnswerToListenIsLeft() {
        Session session = start().opened();
        next(session.listens);
        untilPausing(() -> time.timePasses(CONNECT));
        session.closed.join();
    }

    @Test
    void aServerThatGivesNoSignOfLifeIsLeft() {
        Session session = start().opened();
        session.listen();
        ping(session).complete(true);
        CompletableFuture<Boolean> unanswered = ping(session);
        untilPausing(() -> time.timePasses(EngineOptions.defaults().validateTimeout()));

        session.closed.join();
        unanswered.complete(true);
        time.timePasses(Duration.ofSeconds(1));
        opened().listen();
        assertThat(reader.next()).isInstanceOf(Gap.class);
    }

    /** Lets time pass until it is asked for, at most as long as that takes. */
    private CompletableFuture<Boolean> ping(Session session) {
        for (int seconds = 0; seconds < 60; seconds++) {
            CompletableFuture<Boolean> asked = session.pings.poll();
            if (asked != null) {
                return asked;
            }
            time.timePasses(Duration.ofSeconds(1));
        }
        throw new AssertionError("no sign of life was asked for");
    }

    @Test
    void whatIsRefusedForGoodFailsTheStream() {
        start();
        next(sessions.attempts).completeExceptionally(refused());
        assertThat(reader.failure(DatabaseException.class)).hasMessageContaining("no such user");
    }

    @Test
    void afterItHasListenedARefusalIsTriedAgain() {
        Session session = start().opened();
        untilPausing(() -> session.listen().lost(lost()));
        time.timePasses(Duration.ofSeconds(1));
        CompletableFuture<DriverConnection> attempt = next(sessions.attempts);
        untilPausing(() -> attempt.completeExceptionally(refused()));
        time.timePasses(Duration.ofSeconds(2));
        opened().listen();
        assertThat(((Gap) reader.next()).cause()).get().isInstanceOf(DisconnectedException.class);
    }

    @Test
    void aDriverThatTellsNothingIsNotSupported() {
        Session deaf = new Session() {
            @Override
            public boolean supportsNotifications() {
                return false;
            }
        };
        start();
        next(sessions.attempts).complete(deaf);

        reader.failure(NotSupportedException.class);
        deaf.closed.join();
    }

    @Test
    void whoCancelsHasTheConnectionClosedWheneverThatIs() {
        Session session = start().opened();
        session.listen();
        reader.cancel();
        session.closed.join();
    }

    @Test
    void whoCancelsWhileItConnectsHasTheConnectionClosedWhenItComes() {
        start();
        CompletableFuture<DriverConnection> attempt = next(sessions.attempts);
        reader.cancel();
        kit.createTestProbe().expectTerminated(listener.join(), Duration.ofSeconds(20));
        Session late = new Session();
        attempt.complete(late);
        late.closed.join();
    }

    @Test
    void itIsGoneWhenAllItOpenedIsClosed() {
        Session first = start().opened();
        untilPausing(() -> first.listen().lost(lost()));
        time.timePasses(Duration.ofSeconds(1));
        Session second = opened();
        second.listen();
        reader.cancel();
        second.closed.join();
        kit.createTestProbe().expectTerminated(listener.join(), Duration.ofSeconds(20));

        second.closeEnded.complete(null);
        assertThat(gone).isNotDone();
        first.closeEnded.completeExceptionally(lost());
        assertThat(gone).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void itEndsWithItsOwner() {
        Session session = start().opened();
        session.listen();
        kit.stop(owner);
        session.closed.join();
        reader.assertCompleted();
    }

    @Test
    void aStandbyIsTriedAgainUntilItIsThePrimary() {
        Session standby = start().opened();
        RowReceiver listens = next(standby.listens);
        untilPausing(() -> listens.failed(new DriverException(
                DriverException.Origin.REPORTED, "cannot execute LISTEN during recovery", "25006", 0, null, null)));
        standby.closed.join();
        time.timePasses(Duration.ofSeconds(1));
        NotificationReceiver primary = opened().listen();
        primary.notified(new DriverNotification("news", "a", 7));
        assertThat(reader.next()).isEqualTo(new Notification("news", "a", 7));
    }
}

package io.granary.engine.internal.connection;

import static io.granary.engine.internal.connection.ListenedSessions.lost;
import static io.granary.engine.internal.connection.ListenedSessions.next;
import static io.granary.engine.internal.connection.ListenedSessions.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverNotification;
import io.granary.driver.NotificationReceiver;
import io.granary.driver.RowReceiver;
import io.granary.engine.EngineOptions;
import io.granary.engine.Notice.Gap;
import io.granary.engine.Notice.Notification;
import io.granary.engine.internal.connection.ListenedSessions.Session;
import io.granary.error.DisconnectedException;
import io.granary.testkit.fixtures.Actors;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told while the server listens, and what is done when it does not. */
@Actors(manualTime = true)
class ListenerActorTest {

    private final Listening listening;

    ListenerActorTest(ActorTestKit kit, ManualTime time) {
        this.listening = new Listening(kit, time);
    }

    @AfterEach
    void stop() {
        listening.stop();
    }

    private void assertOnlyAfter(Duration pause) {
        listening.time.timePasses(pause.minusMillis(1));
        assertThat(listening.sessions.attempts).isEmpty();
        listening.time.timePasses(Duration.ofMillis(1));
    }

    @Test
    void whatIsToldGoesStraightOn() {
        NotificationReceiver server = listening.start().opened().listen();

        server.notified(new DriverNotification("news", "a", 7));

        assertThat(listening.reader.next()).isEqualTo(new Notification("news", "a", 7));
    }

    @Test
    void aLossIsFollowedByAPauseAndAGapWhenTheServerListensAgain() {
        Session first = listening.start().opened();
        NotificationReceiver server = first.listen();
        server.notified(new DriverNotification("news", "a", 7));
        listening.reader.next();

        listening.untilPausing(() -> server.lost(lost()));
        first.closed.join();
        listening.time.timePasses(Duration.ofSeconds(1));
        Session second = listening.opened();
        NotificationReceiver again = second.listen();
        again.notified(new DriverNotification("news", "b", 7));

        assertThat(((Gap) listening.reader.next()).cause()).get().isInstanceOf(DisconnectedException.class);
        assertThat(listening.reader.next()).isEqualTo(new Notification("news", "b", 7));
    }

    @Test
    void pausesGrowToTheLongestAndBeginAnewAfterSuccess() {
        Session first = listening.start().opened();
        listening.untilPausing(() -> first.listen().lost(lost()));
        listening.time.timePasses(Duration.ofSeconds(1));
        for (int seconds : new int[] {2, 3, 3}) {
            CompletableFuture<DriverConnection> attempt = next(listening.sessions.attempts);
            listening.untilPausing(() -> attempt.completeExceptionally(lost()));
            assertOnlyAfter(Duration.ofSeconds(seconds));
        }
        Session last = listening.opened();
        listening.untilPausing(() -> last.listen().lost(lost()));
        assertOnlyAfter(Duration.ofSeconds(1));
        next(listening.sessions.attempts);
        assertThat(listening.reader.next()).isInstanceOf(Gap.class);
        assertThat(listening.reader.untaken()).isZero();
    }

    @Test
    void aConnectThatIsTooSlowIsTriedAgainAndClosedWhenItComes() {
        listening.start();
        CompletableFuture<DriverConnection> slow = next(listening.sessions.attempts);
        listening.untilPausing(() -> listening.time.timePasses(Listening.CONNECT));
        listening.time.timePasses(Duration.ofSeconds(1));
        Session second = listening.opened();
        Session late = new Session();
        slow.complete(late);

        late.closed.join();
        second.listen().notified(new DriverNotification("news", "a", 7));
        assertThat(listening.reader.next()).isEqualTo(new Notification("news", "a", 7));
    }

    @Test
    void aServerThatDoesNotAnswerToListenIsLeft() {
        Session session = listening.start().opened();
        next(session.listens);
        listening.untilPausing(() -> listening.time.timePasses(Listening.CONNECT));
        session.closed.join();
    }

    @Test
    void aServerThatGivesNoSignOfLifeIsLeft() {
        Session session = listening.start().opened();
        session.listen();
        ping(session).complete(true);
        CompletableFuture<Boolean> unanswered = ping(session);
        listening.untilPausing(
                () -> listening.time.timePasses(EngineOptions.defaults().validateTimeout()));

        session.closed.join();
        unanswered.complete(true);
        listening.time.timePasses(Duration.ofSeconds(1));
        listening.opened().listen();
        assertThat(listening.reader.next()).isInstanceOf(Gap.class);
    }

    /** Lets time pass until it is asked for, at most as long as that takes. */
    private CompletableFuture<Boolean> ping(Session session) {
        for (int seconds = 0; seconds < 60; seconds++) {
            CompletableFuture<Boolean> asked = session.pings.poll();
            if (asked != null) {
                return asked;
            }
            listening.time.timePasses(Duration.ofSeconds(1));
        }
        throw new AssertionError("no sign of life was asked for");
    }

    @Test
    void afterItHasListenedARefusalIsTriedAgain() {
        Session session = listening.start().opened();
        listening.untilPausing(() -> session.listen().lost(lost()));
        listening.time.timePasses(Duration.ofSeconds(1));
        CompletableFuture<DriverConnection> attempt = next(listening.sessions.attempts);
        listening.untilPausing(() -> attempt.completeExceptionally(refused()));
        listening.time.timePasses(Duration.ofSeconds(2));
        listening.opened().listen();
        assertThat(((Gap) listening.reader.next()).cause()).get().isInstanceOf(DisconnectedException.class);
    }

    @Test
    void aStandbyIsTriedAgainUntilItIsThePrimary() {
        Session standby = listening.start().opened();
        RowReceiver listens = next(standby.listens);
        listening.untilPausing(() -> listens.failed(new DriverException(
                DriverException.Origin.REPORTED, "cannot execute LISTEN during recovery", "25006", 0, null, null)));
        standby.closed.join();
        listening.time.timePasses(Duration.ofSeconds(1));
        NotificationReceiver primary = listening.opened().listen();
        primary.notified(new DriverNotification("news", "a", 7));
        assertThat(listening.reader.next()).isEqualTo(new Notification("news", "a", 7));
    }
}

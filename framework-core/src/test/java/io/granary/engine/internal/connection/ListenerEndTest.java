package io.granary.engine.internal.connection;

import static io.granary.engine.internal.connection.ListenedSessions.lost;
import static io.granary.engine.internal.connection.ListenedSessions.next;
import static io.granary.engine.internal.connection.ListenedSessions.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.DriverConnection;
import io.granary.engine.EngineOptions;
import io.granary.engine.internal.connection.ListenedSessions.Session;
import io.granary.error.DatabaseException;
import io.granary.error.NotSupportedException;
import io.granary.testkit.fixtures.Actors;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When somebody who listens is over, and that nothing stays open then. */
@Actors(manualTime = true)
class ListenerEndTest {

    private final Listening listening;

    ListenerEndTest(ActorTestKit kit, ManualTime time) {
        this.listening = new Listening(kit, time);
    }

    @AfterEach
    void stop() {
        listening.stop();
    }

    @Test
    void whatIsRefusedForGoodFailsTheStream() {
        listening.start();
        next(listening.sessions.attempts).completeExceptionally(refused());
        assertThat(listening.reader.failure(DatabaseException.class)).hasMessageContaining("no such user");
    }

    @Test
    void aDriverThatTellsNothingIsNotSupported() {
        Session deaf = new Session() {
            @Override
            public boolean supportsNotifications() {
                return false;
            }
        };
        listening.start();
        next(listening.sessions.attempts).complete(deaf);

        listening.reader.failure(NotSupportedException.class);
        deaf.closed.join();
    }

    @Test
    void whoCancelsHasTheConnectionClosedWheneverThatIs() {
        Session session = listening.start().opened();
        session.listen();
        listening.reader.cancel();
        session.closed.join();
    }

    @Test
    void whoCancelsWhileItConnectsHasTheConnectionClosedWhenItComes() {
        listening.start();
        CompletableFuture<DriverConnection> attempt = next(listening.sessions.attempts);
        listening.reader.cancel();
        listening.kit.createTestProbe().expectTerminated(listening.listener.join(), Duration.ofSeconds(20));
        Session late = new Session();
        attempt.complete(late);
        late.closed.join();
    }

    @Test
    void itIsGoneWhenAllItOpenedIsClosed() {
        Session first = listening.start().opened();
        listening.untilPausing(() -> first.listen().lost(lost()));
        listening.time.timePasses(Duration.ofSeconds(1));
        Session second = listening.opened();
        second.listen();
        listening.reader.cancel();
        second.closed.join();
        listening.kit.createTestProbe().expectTerminated(listening.listener.join(), Duration.ofSeconds(20));

        second.closeEnded.complete(null);
        assertThat(listening.gone).isNotDone();
        first.closeEnded.completeExceptionally(lost());
        assertThat(listening.gone).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void itIsGoneWhenALinkWhoseCloseDoesNotEndIsCut() {
        CompletableFuture<Void> cut = new CompletableFuture<>();
        Session silent = new Session() {
            @Override
            public void abort() {
                cut.complete(null);
            }
        };
        listening.start();
        next(listening.sessions.attempts).complete(silent);
        silent.listen();
        listening.reader.cancel();
        silent.closed.join();
        assertThat(listening.gone).isNotDone();

        listening.time.timePasses(EngineOptions.defaults().closeTimeout());

        assertThat(cut).succeedsWithin(Duration.ofSeconds(20));
        assertThat(listening.gone).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void itEndsWithItsOwner() {
        Session session = listening.start().opened();
        session.listen();
        listening.kit.stop(listening.owner);
        session.closed.join();
        listening.reader.assertCompleted();
    }
}

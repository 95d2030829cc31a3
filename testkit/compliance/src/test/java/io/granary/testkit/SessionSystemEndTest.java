package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.error.ResourceClosedException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.orm.Note;
import io.granary.testkit.orm.OnSessions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Sessions are opened while their actor system ends, and behind that: whoever asks one is answered. */
class SessionSystemEndTest {

    /** One thread has all sessions' actors, so that a test can keep it. */
    private static final String ONE_THREAD =
            "granary.session-dispatcher { executor = thread-pool-executor, thread-pool-executor.fixed-pool-size = 1 }";

    private final ActorSystem<Void> system = ActorSystem.create(
            Behaviors.empty(), "ends", ConfigFactory.parseString(ONE_THREAD).withFallback(ConfigFactory.load()));

    private final ScriptedDriver driver = ScriptedDriver.named("PostgreSQL");

    private AsyncSessionMaker sessions() {
        driver.greetsAs("17.0", "public", "READ COMMITTED");
        return AsyncSessionMaker.of(
                AsyncEngine.create(system, "postgresql://nowhere/x", EngineOptions.defaults(), driver),
                OnSessions.MAPPINGS);
    }

    @AfterEach
    void end() {
        system.terminate();
        Await.value(system.getWhenTerminated());
    }

    @Test
    void actorsThatWaitedForAnotherSessionAreNotGivenOneWhenTheyHaveStopped() {
        AsyncSessionMaker sessions = sessions();
        List<AsyncSession> before = Stream.generate(sessions::open).limit(3).toList();
        before.forEach(session -> Await.value(session.state()));
        before.forEach(session -> Await.value(session.close()));

        system.terminate();
        Await.value(system.getWhenTerminated());

        assertThatThrownBy(sessions::open)
                .isInstanceOf(ResourceClosedException.class)
                .hasMessageContaining("actor system");
        Await.failure(sessions.begin(session -> session.get(Note.class, 1)), ResourceClosedException.class);
        Await.failure(sessions.session(session -> session.get(Note.class, 1)), ResourceClosedException.class);
    }

    @Test
    void whoAsksASessionWhoseActorStopsBeforeItHearsOfItIsAnswered() {
        AsyncSessionMaker sessions = sessions();
        // Some are opened on actors that had one before, others on new ones.
        List<AsyncSession> before = Stream.generate(sessions::open).limit(2).toList();
        before.forEach(session -> Await.value(session.close()));
        CountDownLatch goOn = kept();
        List<CompletionStage<?>> asked = new ArrayList<>();
        List<CompletionStage<Done>> closed = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            AsyncSession session = sessions.open();
            asked.add(session.get(Note.class, 1));
            closed.add(session.close());
        }
        AsyncSession askedLate = sessions.open();

        system.terminate();
        Eventually.holds("its actors have been told to stop", Await.PATIENCE, () -> {
            try {
                asked.add(sessions.open().state());
                return false;
            } catch (ResourceClosedException ending) {
                return true;
            }
        });
        goOn.countDown();

        assertThat(asked).allSatisfy(answer -> Await.failure(answer, ResourceClosedException.class));
        closed.forEach(Await::value);
        Await.value(system.getWhenTerminated());
        Await.failure(askedLate.get(Note.class, 1), ResourceClosedException.class);
    }

    /** Keeps the thread of the sessions' actors; what they are told meanwhile waits. */
    private CountDownLatch kept() {
        CountDownLatch goOn = new CountDownLatch(1);
        CountDownLatch isKept = new CountDownLatch(1);
        system.dispatchers()
                .lookup(DispatcherSelector.fromConfig("granary.session-dispatcher"))
                .execute(() -> {
                    isKept.countDown();
                    wait(goOn);
                });
        wait(isKept);
        return goOn;
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

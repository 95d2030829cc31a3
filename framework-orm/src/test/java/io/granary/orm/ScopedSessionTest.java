package io.granary.orm;

import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.AsyncEngine;
import io.granary.error.InvalidRequestException;
import io.granary.error.ResourceClosedException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.Stages;
import java.lang.ref.WeakReference;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When a scope keeps its session and when it gets another one. Nothing connects. */
@Actors
@Tag("AS35")
class ScopedSessionTest {

    private final AtomicInteger key = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private AsyncEngine engine;

    @SuppressWarnings("NullAway.Init")
    private AsyncScopedSession<Integer> scoped;

    @BeforeEach
    void make(ActorTestKit kit) {
        engine = AsyncEngine.create(kit.system(), "h2:mem:///scopes");
        scoped = scoped();
    }

    private AsyncScopedSession<Integer> scoped() {
        return AsyncScopedSession.of(AsyncSessionMaker.of(engine, Mappings.of(OnTime.class)), key::get);
    }

    @AfterEach
    void end() {
        outcomeOf(scoped.closeAll());
        outcomeOf(engine.close());
    }

    @Test
    void aSessionThatWasClosedIsReplacedAlsoBeforeTheCloseHasEnded() {
        AsyncSession first = scoped.session();
        CompletionStage<Done> closing = first.close();
        assertThat(scoped.has()).isFalse();

        AsyncSession second = scoped.session();

        assertThat(second).isNotSameAs(first);
        assertThat(outcomeOf(second.state()).size()).isZero();
        outcomeOf(closing);
        assertThat(scoped.session())
                .as("the end of the first is not the second's")
                .isSameAs(second);
        assertThat(failureOf(first.flush())).isInstanceOf(ResourceClosedException.class);
    }

    @Test
    void aSessionThatAMessageClosedIsReplaced(ActorTestKit kit) {
        AsyncSession first = scoped.session();
        TestProbe<SessionProtocol.Reply> replies = kit.createTestProbe(SessionProtocol.Reply.class);
        first.ref().tell(new SessionProtocol.Close(1, replies.ref()));
        replies.receiveMessage(Stages.PATIENCE).orThrow();

        assertThat(scoped.size()).isZero();
        assertThat(scoped.session()).isNotSameAs(first);
    }

    @Test
    void whatHasEndedIsNotKept() {
        while (key.incrementAndGet() < 100) {
            AsyncSession session = scoped.session();
            assertThat(scoped.size()).isOne();
            outcomeOf(session.close());
            assertThat(scoped.size()).isZero();
        }
        outcomeOf(scoped.remove());
    }

    @Test
    void onlyASessionThatCanBeUsedRefusesOptions() {
        AsyncSession first = scoped.session();
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> scoped.session(SessionOptions.defaults()));
        outcomeOf(first.close());

        AsyncSession second = scoped.session(SessionOptions.defaults());

        assertThat(scoped.session()).isSameAs(second);
    }

    @Test
    void whoeverAsksAtTheSameTimeGetsTheSame() {
        Set<AsyncSession> given = new HashSet<>();
        IntStream.range(0, 64)
                .mapToObj(asker -> CompletableFuture.supplyAsync(scoped::session))
                .toList()
                .forEach(session -> given.add(outcomeOf(session)));
        assertThat(given).hasSize(1);
        assertThat(outcomeOf(given.iterator().next().state()).size()).isZero();
    }

    /** A session that is open must not keep the table, nor its own handle, whose loss closes it. */
    @Test
    void whatNobodyHasAnyMoreIsCollected() {
        WeakReference<AsyncSession> dropped = new WeakReference<>(scoped().session());
        Eventually.holds("it is collected", Stages.PATIENCE, () -> {
            System.gc();
            return dropped.get() == null;
        });
    }

    /** A class to map. */
    @jakarta.persistence.Entity
    static class OnTime {
        @jakarta.persistence.Id
        int id;
    }
}

package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.engine.AsyncEngine;
import io.granary.error.InvalidRequestException;
import io.granary.error.ResourceClosedException;
import io.granary.error.WaitInterruptedException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.Loader;
import io.granary.orm.SessionContext;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionStatement;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions that are kept from opening, that end while somebody asks them, and threads that are interrupted as they wait for one: everybody is answered. */
public interface SessionInterruptionCompliance extends OnSessions {

    @Test
    default void aSpawnedSessionThatIsKeptFromOpeningAnswers(Bench bench) {
        AsyncSessionMaker maker = sessions(bench).withListener(new SessionListener() {
            @Override
            public void afterOpen(Map<String, Object> info, String opener) {
                throw new IllegalStateException("not now");
            }
        });
        CompletableFuture<AsyncSession> spawned = new CompletableFuture<>();
        bench.kit().spawn(Behaviors.<String>setup(context -> {
            spawned.complete(maker.spawn(context, "session"));
            return Behaviors.empty();
        }));
        Await.failure(Await.value(spawned).flush(), ResourceClosedException.class);
        Await.failure(maker.session(session -> session.flush()), IllegalStateException.class);
        Await.failure(maker.begin(session -> session.flush()), IllegalStateException.class);
    }

    @Test
    default void aListenerIsAnsweredThoughItsSessionHasEnded(Bench bench) {
        CompletableFuture<SessionContext> given = new CompletableFuture<>();
        AsyncSessionMaker maker = sessions(bench).withListener(new SessionListener() {
            @Override
            public CompletionStage<Done> beforeFlush(SessionContext context) {
                given.complete(context);
                return new CompletableFuture<>();
            }
        });
        CompletableFuture<AsyncSession> spawned = new CompletableFuture<>();
        ActorRef<String> owner = bench.kit().spawn(Behaviors.<String>setup(context -> {
            spawned.complete(maker.spawn(context, "session"));
            return Behaviors.receive(String.class)
                    .onMessage(String.class, word -> Behaviors.stopped())
                    .build();
        }));
        AsyncSession session = Await.value(spawned);
        session.add(new User("ann"));
        CompletionStage<Done> flush = session.flush();
        SessionContext context = Await.value(given);
        owner.tell("stop");
        Await.failure(flush, ResourceClosedException.class);
        Await.failure(context.execute(select(USERS)), ResourceClosedException.class);
    }

    /** What it waits for may have come before it looks. */
    private static void interrupted(Runnable waiting) {
        Thread.currentThread().interrupt();
        try {
            waiting.run();
        } catch (WaitInterruptedException expected) {
            assertThat(Thread.currentThread().isInterrupted()).isTrue();
        }
    }

    @Test
    @Tag("SE08")
    default void anInterruptLeavesNeitherASavepointNorQueriesThatDoNotFlush(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Await.value(session.runSync(sync -> {
            interrupted(() -> sync.noAutoflush(() -> 1));
            interrupted(() -> sync.beginNested(() -> 1));
            return Thread.interrupted();
        }));
        session.add(new User("ann"));
        assertThat(Await.value(session.scalars(select(USERS))).fetchAll()).hasSize(1);
        Await.value(session.commit());
        assertThat(Await.value(session.state()).inNestedTransaction()).isFalse();
        assertThat(count(bench, "orm_users")).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    @Tag("AS18")
    default void whatWorkThrewIsToldThoughItsScopeCannotEnd(Bench bench) {
        AsyncSession session = sessions(bench).open();
        assertThat(Await.failure(
                        session.runSync(sync -> sync.<Integer>beginNested(() -> {
                            Await.value(session.close());
                            throw new IllegalStateException("mine");
                        })),
                        IllegalStateException.class))
                .hasMessage("mine");
    }

    @Test
    default void aListenerThatGivesNoStatementIsTold(Bench bench) {
        AsyncSession session = sessions(bench)
                .withListener(new SessionListener() {
                    @Override
                    @SuppressWarnings("NullAway") // what is tested
                    public CompletionStage<SessionStatement> beforeExecute(
                            SessionContext context, SessionStatement statement) {
                        return CompletableFuture.<@Nullable SessionStatement>completedFuture(null);
                    }
                })
                .open();
        assertThat(Await.failure(session.execute(select(USERS)), InvalidRequestException.class))
                .hasMessageContaining("gave null in the place of a statement");
        Await.value(session.close());
    }

    @Test
    default void whoseActorSystemHasEndedIsToldByAStage(Bench bench) {
        ActorTestKit kit = ActorTestKit.create();
        AsyncEngine engine = AsyncEngine.create(kit.system(), bench.database().url(), bench.options());
        AsyncSessionMaker maker = AsyncSessionMaker.of(engine, MAPPINGS);
        kit.shutdownTestKit();
        Await.failure(maker.begin(session -> session.flush()), ResourceClosedException.class);
        Await.failure(maker.session(session -> session.flush()), ResourceClosedException.class);
        assertThatThrownBy(maker::open).isInstanceOf(ResourceClosedException.class);
    }

    /** An actor that is still starting takes a lock, for which Pekko does not let a thread wait that is interrupted. */
    @Test
    default void anInterruptedThreadMayTellASessionThatIsStarting(Bench bench) {
        for (int i = 0; i < 50; i++) {
            AsyncSession session = sessions(bench).open();
            Loader<User> loader = sessions(bench).loader(User.class);
            User user = new User("u" + i);
            Thread.currentThread().interrupt();
            CompletionStage<Optional<User>> none;
            CompletionStage<Done> closed;
            try {
                session.add(user);
                none = loader.get(-1L);
                closed = loader.close();
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }
            assertThat(Await.value(session.contains(user))).isTrue();
            assertThat(Await.value(none)).isEmpty();
            Await.value(closed);
            Await.value(session.close());
        }
    }
}

package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Blocking;
import io.granary.error.IntegrityException;
import io.granary.error.InvalidRequestException;
import io.granary.error.ResourceClosedException;
import io.granary.error.StatementTimeoutException;
import io.granary.orm.AsyncScopedSession;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityState;
import io.granary.orm.GetOptions;
import io.granary.orm.SessionOptions;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Extent;
import io.granary.orm.SessionProtocol.Reply;
import io.granary.sql.Functions;
import io.granary.sql.Sql;
import io.granary.stream.AsyncResult;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.fixtures.ServerCounts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sessions as actors, from many threads, as streams and for code that blocks. */
public interface SessionActorCompliance extends OnSessions {

    @Test
    default void anActorSpeaksToASessionByMessages(Bench bench) {
        ActorRef<Command> session = bench.kit().spawn(sessions(bench).behavior());
        TestProbe<Reply> probe = bench.kit().createTestProbe(Reply.class);
        User ann = new User("ann", "a@b.c");
        session.tell(new SessionProtocol.Add(1, ann, probe.ref()));
        session.tell(new SessionProtocol.Flush(2, probe.ref()));
        session.tell(new SessionProtocol.BeginNested(3, probe.ref()));
        session.tell(new SessionProtocol.Add(4, new User("twin", "a@b.c"), probe.ref()));
        session.tell(new SessionProtocol.Flush(5, probe.ref()));
        session.tell(new SessionProtocol.Rollback(6, Extent.INNERMOST, probe.ref()));
        session.tell(new SessionProtocol.Apply(7, ann, object -> ann.name = "anna", probe.ref()));
        session.tell(new SessionProtocol.Commit(8, Extent.TRANSACTION, probe.ref()));
        List<Reply> replies = probe.receiveSeveralMessages(8, Await.PATIENCE);
        assertThat(replies).extracting(Reply::correlation).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(replies.get(4)).isInstanceOf(SessionProtocol.Failed.class);
        Assertions.assertThatThrownBy(() -> replies.get(4).orThrow()).isInstanceOf(IntegrityException.class);
        assertThat(replies.get(7)).isInstanceOf(SessionProtocol.Completed.class);

        session.tell(
                new SessionProtocol.Get(9, User.class, Objects.requireNonNull(ann.id), GetOptions.none(), probe.ref()));
        assertThat(probe.receiveMessage(Await.PATIENCE).found().orElseThrow()).isSameAs(ann);
        session.tell(new SessionProtocol.Execute(10, select(USERS), List.of(), probe.ref()));
        assertThat(probe.receiveMessage(Await.PATIENCE).result().scalars().fetchAll())
                .containsExactly(ann);
        session.tell(new SessionProtocol.Load(11, ann, USER_ADDRESSES, probe.ref()));
        assertThat(probe.receiveMessage(Await.PATIENCE).value()).isPresent();
        session.tell(new SessionProtocol.Merge(12, new User("merged"), probe.ref()));
        assertThat(probe.receiveMessage(Await.PATIENCE).merged()).isInstanceOf(User.class);
        session.tell(new SessionProtocol.GetState(13, probe.ref()));
        assertThat(probe.receiveMessage(Await.PATIENCE).state().added()).hasSize(1);
        session.tell(new SessionProtocol.Stream(14, select(USERS), Map.of(), probe.ref()));
        var rows = probe.receiveMessage(Await.PATIENCE).rows();
        assertThat(Await.value(AsyncResult.of(bench.system(), rows).fetchAll())).hasSize(2);
        session.tell(new SessionProtocol.Close(15, probe.ref()));
        assertThat(probe.receiveMessage(Await.PATIENCE)).isInstanceOf(SessionProtocol.Completed.class);
        probe.expectTerminated(session, Await.PATIENCE);
        assertThat(bench.sql().column("select name from orm_users")).containsExactly("anna");
    }

    /** What takes longer than its command's time is stopped by the database; behind the rollback the session goes on. */
    @Test
    default void aCommandWhoseTimeIsOverIsStopped(Bench bench) {
        ActorRef<Command> session = bench.kit().spawn(sessions(bench).behavior());
        TestProbe<Reply> probe = bench.kit().createTestProbe(Reply.class);
        session.tell(new SessionProtocol.Within(
                Duration.ofMillis(250),
                new SessionProtocol.Execute(1, Sql.text(bench.capabilities().slow()), List.of(), probe.ref())));
        session.tell(new SessionProtocol.Rollback(2, Extent.TRANSACTION, probe.ref()));
        session.tell(new SessionProtocol.Execute(3, select(USERS), List.of(), probe.ref()));
        session.tell(new SessionProtocol.Invalidate(4, probe.ref()));
        session.tell(new SessionProtocol.GetState(5, probe.ref()));
        session.tell(new SessionProtocol.Close(6, probe.ref()));
        List<Reply> replies = probe.receiveSeveralMessages(6, Await.PATIENCE);
        assertThat(replies).extracting(Reply::correlation).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        Assertions.assertThatThrownBy(() -> replies.get(0).orThrow()).isInstanceOf(StatementTimeoutException.class);
        assertThat(replies.subList(1, 6)).noneMatch(SessionProtocol.Failed.class::isInstance);
        assertThat(replies.get(4).state().holdsConnection()).isFalse();
    }

    /**
     * The owner's failure ends its session: what was open is rolled back, and the connection is back. How long that takes is the machine's
     * matter here; that no timer has a part in it is shown where time stands still.
     */
    @Test
    default void whoOwnsASessionTakesItAlong(Bench bench) {
        bench.assumeMoreConnections("somebody else sees whether a transaction is open");
        AsyncSessionMaker maker = sessions(bench);
        CompletableFuture<AsyncSession> spawned = new CompletableFuture<>();
        ActorRef<String> owner = bench.kit().spawn(Behaviors.setup(context -> {
            spawned.complete(maker.spawn(context, "session"));
            return Behaviors.receive(String.class)
                    .onMessage(String.class, word -> {
                        throw new IllegalStateException(word);
                    })
                    .build();
        }));
        AsyncSession session = Await.value(spawned);
        session.add(new User("ann"));
        Await.value(session.flush());
        ServerCounts.awaitTransactions(bench.database(), 1, Await.PATIENCE);
        owner.tell("a defect");
        ServerCounts.awaitNoTransactions(bench.database(), Await.PATIENCE);
        assertThat(bench.sql().number("select count(*) from orm_users")).isZero();
    }

    /** Sixteen threads and eight actors ask for ten thousand things: everything is done, one after the other, and nothing twice. */
    @Test
    @Tag("36")
    @Tag("37")
    default void manyUseOneSessionAtOnce(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Note counter = new Note(1, "0");
        session.add(counter);
        int each = 180;
        int every = 10;
        List<CompletionStage<?>> asked = Collections.synchronizedList(new ArrayList<>());
        List<CompletionStage<String>> threads = IntStream.range(0, 16)
                .mapToObj(thread -> Blocking.spawn(bench.system(), () -> {
                    for (int i = 0; i < each; i++) {
                        asked.add(session.apply(
                                counter,
                                note -> note.text =
                                        String.valueOf(Integer.parseInt(Objects.requireNonNull(note.text)) + 1)));
                        asked.add(session.get(Note.class, 1));
                        if (i % every == 0) {
                            session.add(new Note(100 + thread * each + i, "n"));
                        } else {
                            asked.add(session.stateOf(counter));
                        }
                    }
                    return "done";
                }))
                .toList();
        List<CompletionStage<List<Reply>>> actors = IntStream.range(0, 8)
                .mapToObj(actor -> asking(bench, session.ref(), each, every))
                .toList();
        threads.forEach(Await::value);
        for (CompletionStage<List<Reply>> actor : actors) {
            assertThat(Await.value(actor))
                    .noneMatch(reply -> reply instanceof SessionProtocol.Failed)
                    .extracting(Reply::correlation)
                    .as("each is answered once, in the order of who asked")
                    .containsExactlyElementsOf(LongStream.range(0, each).boxed().toList());
        }
        assertThat(asked).hasSize(16 * each * 3 - 16 * each / every);
        asked.forEach(Await::value);
        Await.value(session.commit());
        assertThat(counter.text).isEqualTo(String.valueOf(16 * each));
        assertThat(bench.sql().number("select count(*) from orm_notes")).isEqualTo(1 + 16 * each / every);
        Await.value(session.close());
    }

    /** An actor that asks so often, ten questions ahead of the answers; gives what it was answered, in that order. */
    private static CompletionStage<List<Reply>> asking(Bench bench, ActorRef<Command> session, int times, int every) {
        CompletableFuture<List<Reply>> whole = new CompletableFuture<>();
        bench.kit().spawn(Behaviors.<Reply>setup(context -> {
            List<Reply> replies = new ArrayList<>();
            IntStream.range(0, Math.min(10, times)).forEach(i -> session.tell(question(i, every, context.getSelf())));
            return Behaviors.receive(Reply.class)
                    .onMessage(Reply.class, reply -> {
                        replies.add(reply);
                        int next = replies.size() + 9;
                        if (next < times) {
                            session.tell(question(next, every, context.getSelf()));
                        }
                        if (replies.size() < times) {
                            return Behaviors.same();
                        }
                        whole.complete(List.copyOf(replies));
                        return Behaviors.stopped();
                    })
                    .build();
        }));
        return whole;
    }

    private static Command question(int correlation, int every, ActorRef<Reply> replyTo) {
        return correlation % every == 0
                ? new SessionProtocol.Flush(correlation, replyTo)
                : new SessionProtocol.GetState(correlation, replyTo);
    }

    /** A little of what the soak tests do for a minute. */
    @Test
    default void aStormOfSessionsLosesAndDoublesNothing(Bench bench) {
        SessionStorm storm = new SessionStorm(bench, bench.engine(SessionStorm.options(bench)), 7);
        storm.rage(20, Duration.ofSeconds(1));
        storm.look();
    }

    @Test
    default void objectsAreStreamedThroughTheIdentityMap(Bench bench) {
        List<Note> notes =
                IntStream.range(0, 2_500).mapToObj(i -> new Note(i, "n" + i)).toList();
        stored(bench, notes.toArray());
        AsyncSession session = sessions(bench).open();
        Note known = Await.value(session.getOne(Note.class, 7));
        List<Note> seen = Await.value(session.streamScalars(select(NOTES).orderBy(NOTES.attribute("id", Integer.class)))
                .all());
        assertThat(seen).hasSize(2_500);
        assertThat(seen.get(7)).isSameAs(known);
        assertThat(Await.value(session.state()).size()).isEqualTo(2_500);
        Await.value(session.commit());
        Await.value(session.close());
    }

    @Test
    @Tag("SE32")
    default void closingASessionEndsItsStream(Bench bench) {
        List<Note> notes =
                IntStream.range(0, 5_000).mapToObj(i -> new Note(i, "n" + i)).toList();
        stored(bench, notes.toArray());
        AsyncSession session = sessions(bench).open();
        var stream = session.stream(select(NOTES));
        assertThat(Await.value(stream.fetchOne())).isPresent();
        Await.value(session.close());
        Await.failure(stream.fetchAll(), ResourceClosedException.class);
    }

    @Test
    @Tag("AS18")
    default void codeThatBlocksHasASessionToo(Bench bench) {
        long seen = Await.value(sessions(bench)
                .session(session -> session.runSync(sync -> {
                    User ann = new User("ann");
                    sync.add(ann);
                    sync.flush();
                    sync.beginNested(() -> {
                        ann.name = "anna";
                        sync.flush();
                        return true;
                    });
                    assertThat(sync.stateOf(ann)).isEqualTo(EntityState.PERSISTENT);
                    sync.commit();
                    assertThat(sync.getOne(User.class, Objects.requireNonNull(ann.id)))
                            .isSameAs(ann);
                    return sync.scalar(select(Functions.count()).from(USERS)).orElseThrow();
                })));
        assertThat(seen).isEqualTo(1);
        assertThat(bench.sql().column("select name from orm_users")).containsExactly("anna");
    }

    @Test
    @Tag("AS35")
    @Tag("AS02")
    default void aScopeHasOneSession(Bench bench) {
        String[] key = {"a"};
        AsyncScopedSession<String> scoped = AsyncScopedSession.of(sessions(bench), () -> key[0]);
        AsyncSession first = scoped.session();
        assertThat(scoped.session()).isSameAs(first);
        Assertions.assertThatThrownBy(() -> scoped.session(SessionOptions.defaults()))
                .isInstanceOf(InvalidRequestException.class);
        User pending = new User("pending");
        first.add(pending);
        key[0] = "b";
        assertThat(scoped.has()).isFalse();
        AsyncSession second = scoped.session();
        assertThat(second).isNotSameAs(first);
        User another = new User("another");
        second.add(another);
        Await.value(scoped.closeAll());
        assertThat(scoped.has()).isFalse();
        key[0] = "a";
        assertThat(scoped.has()).isFalse();
        Await.failure(first.flush(), ResourceClosedException.class);
        Await.failure(second.flush(), ResourceClosedException.class);
        stored(bench, pending, another);
        assertThat(bench.sql().column("select name from orm_users")).containsExactlyInAnyOrder("pending", "another");
    }

    /** What is asked behind a close is refused, and nothing waits for ever. */
    @Test
    default void aClosedSessionRefuses(Bench bench) {
        AsyncSession session = sessions(bench).open();
        CompletionStage<?> closing = session.close();
        CompletionStage<?> late = session.flush();
        Await.value(closing);
        Await.failure(late, ResourceClosedException.class);
        Await.value(session.close());
        Await.failure(
                session.get(User.class, 1)
                        .toCompletableFuture()
                        .orTimeout(Duration.ofSeconds(20).toMillis(), TimeUnit.MILLISECONDS),
                ResourceClosedException.class);
    }
}

package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.ResourceClosedException;
import io.granary.error.StatementTimeoutException;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.SessionContext;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Completed;
import io.granary.orm.SessionProtocol.Execute;
import io.granary.orm.SessionProtocol.Executed;
import io.granary.orm.SessionProtocol.Extent;
import io.granary.orm.SessionProtocol.Failed;
import io.granary.orm.SessionProtocol.Reply;
import io.granary.orm.SessionProtocol.Within;
import io.granary.sql.Query;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.orm.OnSessions;
import io.granary.type.Types;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a command whose time is over. Time passes by the test's hand only. */
@Actors(manualTime = true)
class SessionTimeTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final ActorTestKit kit;
    private final ManualTime time;
    private final ScriptedDriver driver = ScriptedDriver.named("PostgreSQL");
    private final AsyncEngine engine;
    private final List<Reply> replies = new CopyOnWriteArrayList<>();
    private final ActorRef<Reply> listener;

    SessionTimeTest(ActorTestKit kit, ManualTime time) {
        this.kit = kit;
        this.time = time;
        this.engine = AsyncEngine.create(
                kit.system(),
                "postgresql://host/times",
                EngineOptions.defaults()
                        .withTicker(ManualTicker.of(kit.system()))
                        .withPoolSize(1)
                        .withMaxOverflow(0)
                        .withPoolTimeout(Duration.ofHours(5))
                        .withStatementTimeout(Duration.ofHours(5))
                        .withoutServerLinkCheck(),
                driver);
        this.listener = kit.spawn(Behaviors.receive(Reply.class)
                .onAnyMessage(reply -> {
                    replies.add(reply);
                    return Behaviors.same();
                })
                .build());
    }

    @BeforeEach
    void greets() {
        driver.greetsAs("17", "public", "READ COMMITTED");
        driver.on("select 1").rows(List.of("one"), List.of(1));
    }

    @AfterEach
    void closes() {
        CompletionStage<?> closed = engine.close();
        passesUntil("it is closed", () -> closed.toCompletableFuture().isDone());
    }

    private AsyncSessionMaker maker() {
        return AsyncSessionMaker.of(engine, OnSessions.MAPPINGS);
    }

    private ActorRef<Command> session() {
        return kit.spawn(maker().behavior());
    }

    private Execute execute(long number, String sql) {
        return new Execute(number, text(sql), List.of(), listener);
    }

    private void passesUntil(String what, BooleanSupplier holds) {
        Eventually.holds(what, Await.PATIENCE, () -> {
            time.timePasses(SECOND);
            return holds.getAsBoolean();
        });
    }

    private void awaitSent(String sql) {
        Eventually.holds(
                sql + " runs", Await.PATIENCE, () -> driver.statements().contains(sql));
    }

    /** The replies, as soon as there are so many; more must not come. */
    private List<Reply> replies(int count) {
        Eventually.holds(count + " replies", Await.PATIENCE, () -> replies.size() >= count);
        assertThat(replies).hasSize(count);
        return List.copyOf(replies);
    }

    private void assertLate(Reply reply, long number, String words) {
        assertThat(reply.correlation()).isEqualTo(number);
        assertThat(((Failed) reply).cause())
                .isInstanceOf(StatementTimeoutException.class)
                .hasMessageContaining(words);
    }

    @Test
    void whatWaitsIsNotDoneAndTheOthersAre() {
        LateAnswer slow = driver.on("select 2").late(ScriptedAnswer.rows(List.of("n"), List.of(List.of(2))));
        ActorRef<Command> session = session();
        session.tell(execute(1, "select 2"));
        session.tell(new Within(MINUTE, execute(2, "select 1")));
        session.tell(new Within(Duration.ofDays(1), execute(3, "select 1")));
        awaitSent("select 2");

        passesUntil("the second is answered", () -> !replies.isEmpty());

        assertLate(replies(1).get(0), 2, "before its turn");
        slow.release();
        List<Reply> all = replies(3);
        assertThat(all.subList(1, 3)).allMatch(Executed.class::isInstance);
        assertThat(all).extracting(Reply::correlation).containsExactly(2L, 1L, 3L);
        assertThat(driver.statements().stream().filter("select 1"::equals)).hasSize(1);
        close(session, 4);
    }

    private void close(ActorRef<Command> session, int count) {
        session.tell(new SessionProtocol.Close(99, listener));
        assertThat(replies(count).get(count - 1)).isEqualTo(new Completed(99));
        time.timePasses(Duration.ofDays(2));
        assertThat(driver.openTransactions()).isZero();
        assertThat(replies).hasSize(count);
    }

    @Test
    void aStatementThatRunsIsStopped() {
        driver.on("select 2").never();
        ActorRef<Command> session = session();
        session.tell(new Within(MINUTE, execute(1, "select 2")));
        awaitSent("select 2");
        time.timePasses(Duration.ofSeconds(59));
        session.tell(new SessionProtocol.GetState(2, listener));
        assertThat(replies).isEmpty();

        passesUntil("it is answered", () -> !replies.isEmpty());

        session.tell(new SessionProtocol.Rollback(3, Extent.TRANSACTION, listener));
        session.tell(execute(4, "select 1"));
        List<Reply> all = replies(4);
        assertLate(all.get(0), 1, "was stopped");
        assertThat(all.get(2)).isInstanceOf(Completed.class);
        assertThat(all.get(3)).isInstanceOf(Executed.class);
        assertThat(driver.count(DriverCall.CANCEL)).isEqualTo(1);
        close(session, 5);
    }

    /** The database may have done it all the same, and a commit told behind must not make half of a command durable. */
    @Test
    void whatWasStoppedIsNotCommitted() {
        LateAnswer slow = driver.on("update a").late(ScriptedAnswer.updated(1));
        ActorRef<Command> session = session();
        session.tell(new Within(MINUTE, execute(1, "update a")));
        session.tell(new SessionProtocol.Commit(2, Extent.TRANSACTION, listener));
        awaitSent("update a");
        passesUntil("it is answered", () -> !replies.isEmpty());
        slow.release();
        List<Reply> all = replies(2);
        assertLate(all.get(0), 1, "was stopped");
        assertThat(((Failed) all.get(1)).cause()).isInstanceOf(PendingRollbackException.class);
        assertThat(driver.count(DriverCall.COMMIT)).isZero();
        session.tell(new SessionProtocol.Rollback(3, Extent.TRANSACTION, listener));
        session.tell(execute(4, "select 1"));
        assertThat(replies(4).get(3)).isInstanceOf(Executed.class);
        close(session, 5);
    }

    @Test
    void ofSeveralTheOthersAreStoppedWhenOneFails() {
        driver.on("select 2 as n").never();
        ActorRef<Command> session = session();
        session.tell(new Within(
                Duration.ofHours(1),
                new SessionProtocol.Parallel(
                        1, List.of(number("select 2 as n"), number("select :missing as n")), listener)));
        assertThat(((Failed) replies(1).get(0)).cause()).isInstanceOf(InvalidRequestException.class);
        Eventually.holds(
                "the other has given its connection back",
                Await.PATIENCE,
                () -> Await.value(engine.pool().status()).checkedOut() == 0);
        close(session, 2);
    }

    private static Query number(String sql) {
        return text(sql).columns(Sql.column("n", Types.INTEGER));
    }

    @Test
    void whoWaitsForAConnectionWaitsNoMore() {
        AsyncConnection lent = Await.value(engine.connect());
        ActorRef<Command> session = session();
        session.tell(new Within(Duration.ofHours(1), new Within(MINUTE, execute(1, "select 1"))));
        Eventually.holds(
                "it waits",
                Await.PATIENCE,
                () -> Await.value(engine.pool().status()).waiting() == 1);

        passesUntil("it is answered", () -> !replies.isEmpty());

        assertLate(replies(1).get(0), 1, "was stopped");
        assertThat(Await.value(engine.pool().status()).waiting()).isZero();
        Await.value(lent.close());
        session.tell(execute(2, "select 1"));
        assertThat(replies(2).get(1)).isInstanceOf(Executed.class);
        close(session, 3);
    }

    @Test
    void aCommitIsNotSentWhenItsTimeIsOver() {
        CompletableFuture<Done> heard = new CompletableFuture<>();
        ActorRef<Command> session = kit.spawn(maker().withListener(new SessionListener() {
                    @Override
                    public CompletionStage<Done> beforeCommit(SessionContext asked) {
                        return heard;
                    }
                })
                .behavior());
        session.tell(execute(1, "select 1"));
        session.tell(new Within(MINUTE, new SessionProtocol.Commit(2, Extent.TRANSACTION, listener)));
        assertThat(replies(1).get(0)).isInstanceOf(Executed.class);
        session.tell(new Within(SECOND, new SessionProtocol.GetState(3, listener)));

        // By then its own clock has struck before, and the listener still keeps it.
        passesUntil("the one behind it is answered", () -> replies.size() > 1);
        time.timePasses(MINUTE);
        heard.complete(Done.getInstance());

        List<Reply> all = replies(3);
        assertLate(all.get(1), 3, "before its turn");
        assertLate(all.get(2), 2, "the commit was not sent");
        assertThat(driver.count(DriverCall.COMMIT)).isZero();
        close(session, 4);
    }

    /** A commit that has been sent is waited for: nobody would know what became of it. */
    @Test
    void aCommitThatWasSentIsWaitedFor() {
        LateAnswer slow = driver.next(DriverCall.COMMIT).late();
        ActorRef<Command> session = session();
        session.tell(execute(1, "select 1"));
        session.tell(new Within(MINUTE, new SessionProtocol.Commit(2, Extent.TRANSACTION, listener)));
        Eventually.holds("it is sent", Await.PATIENCE, () -> driver.count(DriverCall.COMMIT) == 1);
        time.timePasses(MINUTE.multipliedBy(2));
        slow.release();
        assertThat(replies(2).get(1)).isInstanceOf(Completed.class);
        close(session, 3);
    }

    @Test
    void whatHasATimeAndASessionThatEndsIsAnsweredOnce() {
        driver.on("select 2").never();
        ActorRef<Command> session = session();
        session.tell(new Within(MINUTE, execute(1, "select 2")));
        session.tell(new Within(MINUTE, execute(2, "select 1")));
        awaitSent("select 2");
        kit.stop(session);
        time.timePasses(MINUTE.multipliedBy(2));
        assertThat(replies(2))
                .allSatisfy(reply -> assertThat(((Failed) reply).cause()).isInstanceOf(ResourceClosedException.class));
    }

    @Test
    void aTimeIsOneThatATimerCanRun() {
        for (Duration wrong : List.of(Duration.ZERO, SECOND.negated(), Duration.ofDays(25))) {
            assertThatExceptionOfType(ArgumentException.class)
                    .isThrownBy(() -> new Within(wrong, execute(1, "select 1")));
        }
    }
}

package io.granary.engine.internal.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ConnectionProtocol;
import io.granary.engine.EngineProtocol;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.PoolTimeoutException;
import io.granary.error.ProgrammingException;
import io.granary.error.UniqueViolationException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Actors;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An actor that speaks both protocols by telling alone, with one adapter for each. */
@Actors
class ProtocolsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** What the actor is told to send on, and what it got. */
    private sealed interface Said {}

    private record ToEngine(java.util.function.Function<ActorRef<EngineProtocol.Reply>, EngineProtocol.Command> command)
            implements Said {}

    private record ToLease(
            java.util.function.Function<ActorRef<ConnectionProtocol.Reply>, ConnectionProtocol.Command> command)
            implements Said {}

    private record EngineReplied(EngineProtocol.Reply reply) implements Said {}

    private record LeaseReplied(ConnectionProtocol.Reply reply) implements Said {}

    private final ActorTestKit kit;
    private final AsyncEngine engine;
    private final TestProbe<Object> seen;
    private final ActorRef<Said> speaker;

    ProtocolsTest(ActorTestKit kit) {
        this.kit = kit;
        this.engine = AsyncEngine.create(
                kit.system(),
                "h2:mem:///protocols_" + UUID.randomUUID().toString().replace("-", ""),
                io.granary.engine.EngineOptions.defaults()
                        .withPoolSize(1)
                        .withMaxOverflow(0)
                        .withCloseTimeout(Duration.ofMillis(100)));
        this.seen = kit.createTestProbe();
        this.speaker = kit.spawn(speaker(engine.ref(), seen.getRef()));
    }

    private static Behavior<Said> speaker(ActorRef<EngineProtocol.Command> engine, ActorRef<Object> seen) {
        return Behaviors.setup(context -> {
            ActorRef<EngineProtocol.Reply> fromEngine =
                    context.messageAdapter(EngineProtocol.Reply.class, EngineReplied::new);
            ActorRef<ConnectionProtocol.Reply> fromLease =
                    context.messageAdapter(ConnectionProtocol.Reply.class, LeaseReplied::new);
            return speaking(engine, Optional.empty(), fromEngine, fromLease, seen);
        });
    }

    private static Behavior<Said> speaking(
            ActorRef<EngineProtocol.Command> engine,
            Optional<ActorRef<ConnectionProtocol.Command>> lease,
            ActorRef<EngineProtocol.Reply> fromEngine,
            ActorRef<ConnectionProtocol.Reply> fromLease,
            ActorRef<Object> seen) {
        return Behaviors.receive(Said.class)
                .onMessage(ToEngine.class, said -> {
                    engine.tell(said.command().apply(fromEngine));
                    return Behaviors.same();
                })
                .onMessage(ToLease.class, said -> {
                    lease.orElseThrow().tell(said.command().apply(fromLease));
                    return Behaviors.same();
                })
                .onMessage(EngineReplied.class, replied -> {
                    seen.tell(replied.reply());
                    return replied.reply() instanceof EngineProtocol.Acquired acquired
                            ? speaking(engine, Optional.of(acquired.lease().ref()), fromEngine, fromLease, seen)
                            : Behaviors.same();
                })
                .onMessage(LeaseReplied.class, replied -> {
                    seen.tell(replied.reply());
                    return Behaviors.same();
                })
                .build();
    }

    @BeforeEach
    void createTable() {
        run(1, "create table t (id int primary key)");
        seen.expectMessageClass(EngineProtocol.Executed.class, SOON);
    }

    @AfterEach
    void closeEngine() {
        assertThat(engine.close().toCompletableFuture()).succeedsWithin(SOON);
    }

    // ---- the engine

    @Test
    void runsOneStatementAndRepeatsItsNumber() {
        run(42, "insert into t values (1)");

        assertThat(seen.expectMessageClass(EngineProtocol.Executed.class, SOON).correlation())
                .isEqualTo(42);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void runsAStatementManyTimes() {
        speaker.tell(new ToEngine(replyTo -> new EngineProtocol.Execute(
                3,
                Sql.text("insert into t values (:id)"),
                List.of(Map.of("id", 1), Map.of("id", 2)),
                Optional.empty(),
                replyTo)));

        seen.expectMessageClass(EngineProtocol.Executed.class, SOON);
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void failsWithTheNumberOfTheCommand() {
        run(5, "select nonsense from t");
        EngineProtocol.Failed failed = seen.expectMessageClass(EngineProtocol.Failed.class, SOON);
        assertThat(failed.correlation()).isEqualTo(5);
        assertThat(failed.cause()).isInstanceOf(ProgrammingException.class);

        run(6, "select :missing");
        failed = seen.expectMessageClass(EngineProtocol.Failed.class, SOON);
        assertThat(failed.correlation()).isEqualTo(6);
        assertThat(failed.cause()).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void tellsNumbersAndHoldersAndDisposes() {
        acquire();
        speaker.tell(new ToEngine(replyTo -> new EngineProtocol.GetStatus(11, replyTo)));
        speaker.tell(new ToEngine(replyTo -> new EngineProtocol.GetHolders(12, replyTo)));

        EngineProtocol.Status status = seen.expectMessageClass(EngineProtocol.Status.class, SOON);
        assertThat(status.correlation()).isEqualTo(11);
        assertThat(status.status().checkedOut()).isEqualTo(1);
        EngineProtocol.Holders holders = seen.expectMessageClass(EngineProtocol.Holders.class, SOON);
        assertThat(holders.correlation()).isEqualTo(12);
        assertThat(holders.holders()).hasSize(1);
        speaker.tell(new ToEngine(replyTo -> new EngineProtocol.Dispose(13, replyTo)));
        assertThat(seen.expectMessageClass(EngineProtocol.Disposed.class, SOON).correlation())
                .isEqualTo(13);
    }

    @Test
    void timesOutWithTheNumberOfTheCommand() {
        acquire();
        speaker.tell(new ToEngine(replyTo ->
                new EngineProtocol.Acquire(21, Optional.empty(), Optional.of(Duration.ofMillis(20)), replyTo)));

        EngineProtocol.Failed failed = seen.expectMessageClass(EngineProtocol.Failed.class, SOON);
        assertThat(failed.correlation()).isEqualTo(21);
        assertThat(failed.cause()).isInstanceOf(PoolTimeoutException.class);
    }

    @Test
    void endsItsRefWithTheEngine() {
        ActorRef<EngineProtocol.Command> ref = engine.ref();

        assertThat(engine.close().toCompletableFuture()).succeedsWithin(SOON);

        seen.expectTerminated(ref, SOON);
    }

    @Test
    void takesBackTheLeaseOfAnActorThatEnds() {
        ActorRef<ConnectionProtocol.Command> lease = acquire();
        say(1, "insert into t values (1)");
        seen.expectMessageClass(ConnectionProtocol.Executed.class, SOON);

        kit.stop(speaker);

        seen.expectTerminated(lease, SOON);
        assertThat(rows()).isZero();
    }

    // ---- the lease

    @Test
    void commitsWhatItIsToldInOrderWithoutWaiting() {
        acquire();
        say(1, "insert into t values (1)");
        end(2, true);
        say(3, "insert into t values (2)");
        end(4, false);
        release(5);

        assertThat(seen.expectMessageClass(ConnectionProtocol.Executed.class, SOON)
                        .correlation())
                .isEqualTo(1);
        assertThat(seen.expectMessageClass(ConnectionProtocol.Ended.class, SOON))
                .isEqualTo(new ConnectionProtocol.Ended(2, ConnectionProtocol.Outcome.COMMITTED));
        assertThat(seen.expectMessageClass(ConnectionProtocol.Executed.class, SOON)
                        .correlation())
                .isEqualTo(3);
        assertThat(seen.expectMessageClass(ConnectionProtocol.Ended.class, SOON))
                .isEqualTo(new ConnectionProtocol.Ended(4, ConnectionProtocol.Outcome.ROLLED_BACK));
        assertThat(seen.expectMessageClass(ConnectionProtocol.Released.class, SOON)
                        .correlation())
                .isEqualTo(5);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void beginsAndNestsAndRollsBackTheInnermost() {
        acquire();
        speaker.tell(new ToLease(replyTo -> new ConnectionProtocol.Begin(1, replyTo)));
        say(2, "insert into t values (1)");
        speaker.tell(new ToLease(replyTo -> new ConnectionProtocol.BeginNested(3, replyTo)));
        say(4, "insert into t values (2)");

        assertThat(seen.expectMessageClass(ConnectionProtocol.Begun.class, SOON).correlation())
                .isEqualTo(1);
        seen.expectMessageClass(ConnectionProtocol.Executed.class, SOON);
        ConnectionProtocol.Begun nested = seen.expectMessageClass(ConnectionProtocol.Begun.class, SOON);
        assertThat(nested.correlation()).isEqualTo(3);
        seen.expectMessageClass(ConnectionProtocol.Executed.class, SOON);
        speaker.tell(new ToLease(replyTo -> new ConnectionProtocol.Rollback(5, nested.transaction(), replyTo)));
        end(6, true);
        end(7, true);
        seen.expectMessage(SOON, new ConnectionProtocol.Ended(5, ConnectionProtocol.Outcome.ROLLED_BACK));
        seen.expectMessage(SOON, new ConnectionProtocol.Ended(6, ConnectionProtocol.Outcome.COMMITTED));
        seen.expectMessage(SOON, new ConnectionProtocol.Ended(7, ConnectionProtocol.Outcome.NOTHING));
        release(8);
        seen.expectMessageClass(ConnectionProtocol.Released.class, SOON);
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void failsEachCommandOfAFailedTransactionUntilItIsRolledBack() {
        acquire();
        say(1, "insert into t values (1)");
        say(2, "insert into t values (1)");
        say(3, "select 1");
        end(4, true);
        end(5, false);

        seen.expectMessageClass(ConnectionProtocol.Executed.class, SOON);
        assertFailed(2, UniqueViolationException.class);
        assertFailed(3, PendingRollbackException.class);
        assertFailed(4, PendingRollbackException.class);
        seen.expectMessage(SOON, new ConnectionProtocol.Ended(5, ConnectionProtocol.Outcome.ROLLED_BACK));
    }

    @Test
    void refusesAStatementThatCannotBeCompiledAndGoesOn() {
        acquire();
        say(1, "select :missing");
        assertFailed(1, InvalidRequestException.class);
        say(2, "select 1");
        seen.expectMessageClass(ConnectionProtocol.Executed.class, SOON);
    }

    @Test
    void endsItsRefWithTheRelease() {
        ActorRef<ConnectionProtocol.Command> lease = acquire();
        release(1);

        seen.expectMessageClass(ConnectionProtocol.Released.class, SOON);
        seen.expectTerminated(lease, SOON);
        assertThat(rows()).isZero();
    }

    @Test
    void endsItsRefWithAnInvalidation() {
        ActorRef<ConnectionProtocol.Command> lease = acquire();
        speaker.tell(new ToLease(replyTo -> new ConnectionProtocol.Invalidate(9, replyTo)));

        assertThat(seen.expectMessageClass(ConnectionProtocol.Released.class, SOON)
                        .correlation())
                .isEqualTo(9);
        seen.expectTerminated(lease, SOON);
    }

    private void run(long correlation, String sql) {
        speaker.tell(
                new ToEngine(replyTo -> new EngineProtocol.Execute(correlation, Sql.text(sql), Map.of(), replyTo)));
    }

    private ActorRef<ConnectionProtocol.Command> acquire() {
        speaker.tell(new ToEngine(replyTo -> new EngineProtocol.Acquire(100, replyTo, replyTo)));
        EngineProtocol.Acquired acquired = seen.expectMessageClass(EngineProtocol.Acquired.class, SOON);
        assertThat(acquired.correlation()).isEqualTo(100);
        return acquired.lease().ref();
    }

    private void say(long correlation, String sql) {
        speaker.tell(
                new ToLease(replyTo -> new ConnectionProtocol.Execute(correlation, Sql.text(sql), Map.of(), replyTo)));
    }

    private void end(long correlation, boolean commit) {
        speaker.tell(new ToLease(replyTo -> commit
                ? new ConnectionProtocol.Commit(correlation, replyTo)
                : new ConnectionProtocol.Rollback(correlation, replyTo)));
    }

    private void release(long correlation) {
        speaker.tell(new ToLease(replyTo -> new ConnectionProtocol.Release(correlation, replyTo)));
    }

    private void assertFailed(long correlation, Class<? extends GranaryException> kind) {
        ConnectionProtocol.Failed failed = seen.expectMessageClass(ConnectionProtocol.Failed.class, SOON);
        assertThat(failed.correlation()).isEqualTo(correlation);
        assertThat(failed.cause()).isInstanceOf(kind);
    }

    private long count() {
        run(200, "select count(*) from t");
        return number(
                seen.expectMessageClass(EngineProtocol.Executed.class, SOON).result());
    }

    private long rows() {
        assertThat(engine.execute(Sql.text("select count(*) from t")).toCompletableFuture())
                .succeedsWithin(SOON);
        return number(engine.execute(Sql.text("select count(*) from t"))
                .toCompletableFuture()
                .join());
    }

    private static long number(io.granary.engine.Result result) {
        return result.scalar(Long.class).orElseThrow();
    }
}

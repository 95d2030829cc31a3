package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.engine.ConnectionProtocol.Outcome;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.PoolTimeoutException;
import io.granary.error.ResourceClosedException;
import io.granary.error.StatementTimeoutException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.Test;

/** A lease that is told what to do: which transaction a command ends, and how long it may take. */
@Actors
final class LeaseByMessageTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ActorTestKit kit;
    private final TestProbe<ConnectionProtocol.Reply> probe;

    LeaseByMessageTest(ActorTestKit kit) {
        this.kit = kit;
        this.probe = kit.createTestProbe();
    }

    private AsyncEngine h2() {
        AsyncEngine engine = AsyncEngine.create(
                kit.system(),
                "h2:mem:///lease_" + UUID.randomUUID().toString().replace("-", "") + "?DB_CLOSE_DELAY=-1");
        outcomeOf(engine.execute(text("create table t (id int primary key)")));
        return engine;
    }

    private static void end(AsyncEngine engine, AsyncConnection lease) {
        outcomeOf(lease.close());
        outcomeOf(engine.close());
    }

    private ConnectionProtocol.Reply reply() {
        return probe.receiveMessage(SOON);
    }

    private ConnectionProtocol.Reply say(AsyncConnection lease, ConnectionProtocol.Command command) {
        lease.ref().tell(command);
        return reply();
    }

    private void insert(AsyncConnection lease, int id) {
        assertThat(say(
                                lease,
                                new ConnectionProtocol.Execute(
                                        9, text("insert into t values (:id)"), Map.of("id", id), probe.getRef()))
                        .result()
                        .rowCount())
                .isEqualTo(1);
    }

    private static List<Integer> rows(AsyncEngine engine) {
        return outcomeOf(engine.execute(text("select id from t order by id")))
                .scalars(Integer.class)
                .all();
    }

    // ---- rows as they come

    @Test
    void givesRowsAsTheyComeToWhoSubscribes() {
        AsyncEngine engine = h2();
        AsyncConnection lease =
                outcomeOf(engine.connect()).withOptions(ExecutionOptions.none().withFetchSize(1));
        insert(lease, 1);
        insert(lease, 2);

        RowStream rows = say(
                        lease,
                        new ConnectionProtocol.Stream(
                                7, text("select id from t order by id"), Map.of(), probe.getRef()))
                .rows();

        assertThat(SubscriberProbe.on(rows).all())
                .flatExtracting(RowChunk::rows)
                .extracting(row -> row.get(0))
                .containsExactly(1, 2);
        SubscriberProbe<RowChunk> open = SubscriberProbe.on(rows);
        open.requestNext();
        assertThat(say(lease, new ConnectionProtocol.Commit(8, probe.getRef())))
                .isInstanceOf(ConnectionProtocol.Failed.class);
        say(lease, new ConnectionProtocol.Rollback(9, probe.getRef())).outcome();
        open.failure(ResourceClosedException.class);
        end(engine, lease);
        SubscriberProbe.on(rows).request(1).failure(InvalidRequestException.class);
    }

    // ---- which transaction

    @Test
    void commitsTheTransactionSavepointsIncluded() {
        AsyncEngine engine = h2();
        AsyncConnection lease = outcomeOf(engine.connect());
        say(lease, new ConnectionProtocol.Begin(1, probe.getRef())).transaction();
        insert(lease, 1);
        say(lease, new ConnectionProtocol.BeginNested(2, probe.getRef()));
        insert(lease, 2);

        assertThat(say(lease, new ConnectionProtocol.Commit(3, probe.getRef())).outcome())
                .isEqualTo(Outcome.COMMITTED);

        assertThat(lease.inTransaction()).isFalse();
        assertThat(rows(engine)).containsExactly(1, 2);
        end(engine, lease);
    }

    @Test
    void rollsBackTheTransactionSavepointsIncluded() {
        AsyncEngine engine = h2();
        AsyncConnection lease = outcomeOf(engine.connect());
        insert(lease, 1);
        say(lease, new ConnectionProtocol.BeginNested(2, probe.getRef()));

        assertThat(say(lease, new ConnectionProtocol.Rollback(3, probe.getRef()))
                        .outcome())
                .isEqualTo(Outcome.ROLLED_BACK);

        assertThat(lease.inTransaction()).isFalse();
        assertThat(say(lease, new ConnectionProtocol.Rollback(4, probe.getRef()))
                        .outcome())
                .isEqualTo(Outcome.NOTHING);
        assertThat(rows(engine)).isEmpty();
        end(engine, lease);
    }

    @Test
    void endsTheSavepointThatIsNamed() {
        AsyncEngine engine = h2();
        AsyncConnection lease = outcomeOf(engine.connect());
        long root = say(lease, new ConnectionProtocol.Begin(1, probe.getRef())).transaction();
        insert(lease, 1);
        long undone = say(lease, new ConnectionProtocol.BeginNested(2, probe.getRef()))
                .transaction();
        insert(lease, 2);
        assertThat(say(lease, new ConnectionProtocol.Rollback(3, undone, probe.getRef()))
                        .outcome())
                .isEqualTo(Outcome.ROLLED_BACK);
        long kept = say(lease, new ConnectionProtocol.BeginNested(4, probe.getRef()))
                .transaction();
        insert(lease, 3);
        assertThat(say(lease, new ConnectionProtocol.Commit(5, kept, probe.getRef()))
                        .outcome())
                .isEqualTo(Outcome.COMMITTED);
        assertThat(lease.inTransaction()).isTrue();
        ConnectionProtocol.Reply again = say(lease, new ConnectionProtocol.Commit(6, kept, probe.getRef()));
        assertThatThrownBy(again::outcome).isInstanceOf(InvalidRequestException.class);

        assertThat(say(lease, new ConnectionProtocol.Commit(7, root, probe.getRef()))
                        .outcome())
                .isEqualTo(Outcome.COMMITTED);

        assertThat(rows(engine)).containsExactly(1, 3);
        end(engine, lease);
    }

    @Test
    void refusesANumberThatNoTransactionHas() {
        assertThatThrownBy(() -> new ConnectionProtocol.Commit(1, 0, probe.getRef()))
                .isInstanceOf(ArgumentException.class);
        assertThatThrownBy(() -> new ConnectionProtocol.Rollback(1, -1, probe.getRef()))
                .isInstanceOf(ArgumentException.class);
    }

    @Test
    void aReplySaysWhatItIsWhenItIsTakenForAnother() {
        AsyncEngine engine = h2();
        AsyncConnection lease = outcomeOf(engine.connect());
        ConnectionProtocol.Reply begun = say(lease, new ConnectionProtocol.Begin(1, probe.getRef()));

        assertThatThrownBy(begun::result)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("The reply 1 is Begun and has no result()");
        assertThatThrownBy(begun::outcome).hasMessageContaining("only Ended has");
        end(engine, lease);
    }

    // ---- how long

    private static ConnectionProtocol.Execute within(
            long correlation, String sql, Duration limit, TestProbe<ConnectionProtocol.Reply> probe) {
        return new ConnectionProtocol.Execute(correlation, text(sql), List.of(), Optional.of(limit), probe.getRef());
    }

    @Test
    void stopsAStatementThatTakesLongerThanItMay() {
        ScriptedConnectionFactory driver = ScriptedEngine.driver();
        AsyncEngine engine = ScriptedEngine.on(driver, kit.system(), EngineOptions.defaults());
        AsyncConnection lease = outcomeOf(engine.connect());
        driver.onNext("slow").late(ScriptedAnswer.updated(0));

        assertThatThrownBy(say(lease, within(1, "slow", Duration.ofMillis(50), probe))::result)
                .isInstanceOf(StatementTimeoutException.class);
        end(engine, lease);
    }

    @Test
    void doesNotSendWhatIsLateAtItsTurnAndCommitsNothingWithoutIt() {
        ScriptedConnectionFactory driver = ScriptedEngine.driver();
        AsyncEngine engine = ScriptedEngine.on(
                driver, kit.system(), EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0));
        AsyncConnection lease = outcomeOf(engine.connect());
        LateAnswer slow = driver.onNext("slow").late(ScriptedAnswer.updated(0));
        lease.ref().tell(new ConnectionProtocol.Execute(1, text("slow"), Map.of(), probe.getRef()));
        Eventually.holds("it works", SOON, () -> slow.waiting() == 1);

        lease.ref().tell(within(2, "late", Duration.ofMillis(1), probe));
        lease.ref().tell(new ConnectionProtocol.Execute(3, text("more"), Map.of(), probe.getRef()));
        lease.ref().tell(new ConnectionProtocol.Commit(4, probe.getRef()));
        // Longer than a millisecond has gone by when somebody has waited for longer.
        assertThat(failureOf(engine.within(Duration.ofMillis(20)).connect())).isInstanceOf(PoolTimeoutException.class);
        slow.release();

        reply().result();
        assertThatThrownBy(reply()::result)
                .isInstanceOf(StatementTimeoutException.class)
                .hasMessageContaining("it was not sent");
        assertThatThrownBy(reply()::result).isInstanceOf(PendingRollbackException.class);
        assertThatThrownBy(reply()::outcome).isInstanceOf(PendingRollbackException.class);
        assertThat(driver.statements()).doesNotContain("late", "more");
        end(engine, lease);
    }
}

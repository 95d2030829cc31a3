package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.DatabaseException;
import io.granary.error.DisconnectedException;
import io.granary.error.IntegrityException;
import io.granary.error.PendingRollbackException;
import io.granary.error.ProgrammingException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ScriptedCall;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a connection, and of those beside it in the pool, when its link is lost or a call fails that loses no link. */
@Actors
final class ReconnectTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final ScriptedConnectionFactory driver = ScriptedEngine.driver();
    private final AsyncEngine engine;

    ReconnectTest(ActorTestKit kit) {
        this.engine = ScriptedEngine.on(
                driver, kit.system(), EngineOptions.defaults().withPoolSize(3).withMaxOverflow(0));
    }

    @AfterEach
    void closeEngine() {
        outcomeOf(engine.close());
    }

    /** The connection with the number 1, while the one with the number 2 is idle. */
    private AsyncConnection firstBesideAnIdleOne() {
        AsyncConnection first = outcomeOf(engine.connect());
        outcomeOf(outcomeOf(engine.connect()).close());
        assertThat(outcomeOf(engine.pool().status()).checkedIn()).isEqualTo(1);
        return first;
    }

    private void isClosed(int connection) {
        Eventually.holds(connection + " is closed", SOON, () -> driver.journal().contains("close#" + connection));
    }

    // ---- a lost link

    @Test
    @Tag("RC01")
    void connectsAnewWhenTheServerHasGone() {
        AsyncConnection first = firstBesideAnIdleOne();
        driver.severAll();

        DatabaseException lost = (DatabaseException) failureOf(first.execute(text("lost")));

        assertThat(lost).isInstanceOf(DisconnectedException.class);
        assertThat(lost.connectionInvalidated()).isTrue();
        assertThat(first.isInvalidated()).isTrue();
        assertThat(first.isClosed()).isFalse();
        isClosed(1);
        outcomeOf(engine.execute(text("another")));
        isClosed(2);
        assertThat(driver.journal()).contains("execute#3 another");
        outcomeOf(first.rollback());
        outcomeOf(first.execute(text("again")));
        assertThat(first.isInvalidated()).isFalse();
        assertThat(driver.statements()).endsWith("again");
        outcomeOf(first.close());
    }

    @Test
    @Tag("RC13")
    void trustsNoConnectionThatWasOpenedBeforeALinkWasLost() {
        driver.onNext("break").fails("08006", 0, "gone");
        AsyncConnection first = firstBesideAnIdleOne();
        AsyncConnection third = outcomeOf(engine.connect());
        AsyncConnection beside = outcomeOf(engine.connect());

        assertThat(failureOf(first.execute(text("break")))).isInstanceOf(DisconnectedException.class);

        outcomeOf(third.execute(text("still there")));
        outcomeOf(third.close());
        outcomeOf(beside.close());
        isClosed(1);
        isClosed(2);
        isClosed(3);
        outcomeOf(first.close());
        outcomeOf(engine.execute(text("fresh")));
        assertThat(driver.journal()).contains("execute#4 fresh");
    }

    @Test
    @Tag("RC19")
    void tellsOfALinkWhoseEndNobodyNoticedAtTheFirstStatementOnly() {
        outcomeOf(engine.execute(text("before")));
        driver.onNext("unlucky").fails("08006", 0, "gone");

        AsyncConnection connection = outcomeOf(engine.connect());
        assertThat(connection.isInvalidated()).isFalse();
        assertThat(failureOf(connection.execute(text("unlucky")))).isInstanceOf(DisconnectedException.class);

        assertThat(driver.journal()).contains("execute#1 unlucky");
        outcomeOf(connection.rollback());
        outcomeOf(connection.execute(text("lucky")));
        assertThat(driver.journal()).contains("execute#2 lucky");
        outcomeOf(connection.close());
    }

    // ---- no lost link

    @Test
    @Tag("RC04")
    void keepsTheConnectionOfACommitThatWasRefusedAndWaitsForItsRollback() {
        AsyncConnection connection = outcomeOf(engine.connect());
        AsyncTransaction transaction = outcomeOf(connection.begin());
        driver.next(ScriptedCall.COMMIT).fails("23503", 0, "a constraint was deferred");

        assertThat(failureOf(transaction.commit())).isInstanceOf(IntegrityException.class);

        assertThat(connection.isInvalidated()).isFalse();
        assertThat(transaction.isActive()).isFalse();
        assertThat(failureOf(connection.execute(text("early")))).isInstanceOf(PendingRollbackException.class);
        assertThat(failureOf(connection.commit())).isInstanceOf(PendingRollbackException.class);
        outcomeOf(transaction.rollback());
        outcomeOf(connection.execute(text("late")));
        assertThat(driver.journal()).contains("rollback#1", "execute#1 late");
        assertThat(driver.statements()).doesNotContain("early");
        outcomeOf(connection.close());
    }

    @Test
    @Tag("RC08")
    void tellsOfARollbackThatWasRefusedAndCanBeClosedAfterIt() {
        AsyncConnection connection = outcomeOf(engine.connect());
        AsyncTransaction transaction = outcomeOf(connection.begin());
        driver.next(ScriptedCall.ROLLBACK).fails("42601", 0, "refused");

        DatabaseException refused = (DatabaseException) failureOf(transaction.rollback());

        assertThat(refused).isInstanceOf(ProgrammingException.class);
        assertThat(refused.connectionInvalidated())
                .as("nobody knows what is still open on it")
                .isTrue();
        assertThat(connection.isInvalidated()).isTrue();
        outcomeOf(connection.close());
        assertThat(connection.isClosed()).isTrue();
        outcomeOf(engine.execute(text("next")));
        assertThat(driver.journal()).contains("execute#2 next");
        // Nobody waits for the close of what was given up.
        Eventually.holds(
                "it is closed", Duration.ofSeconds(10), () -> driver.journal().contains("close#1"));
    }
}

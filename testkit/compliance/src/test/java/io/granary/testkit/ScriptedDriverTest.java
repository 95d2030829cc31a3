package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.driver.DriverConnection;
import io.granary.driver.DriverException;
import io.granary.driver.DriverExecution;
import io.granary.driver.DriverStatement;
import io.granary.driver.DriverStatement.Returns;
import io.granary.driver.TransactionMode;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Blocking;
import io.granary.engine.EngineOptions;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedAnswer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

@Actors
class ScriptedDriverTest {

    private final ScriptedDriver driver = ScriptedDriver.named("PostgreSQL");
    private final PortSession session = PortSession.on(driver);

    private ReceiverLog run(DriverConnection connection, String sql) {
        return session.run(connection, PortSession.statement(sql, Returns.UNKNOWN, 2));
    }

    @Test
    void runsAnEngine(ActorTestKit kit) {
        driver.greetsAs("17.0", "public", "READ COMMITTED");
        driver.on("select 42").rows(List.of("answer"), List.of(42));
        AsyncEngine engine =
                AsyncEngine.create(kit.system(), "postgresql://nowhere/x", EngineOptions.defaults(), driver);

        assertThat(Blocking.await(engine.execute(text("select 42"))).scalar(Integer.class))
                .contains(42);

        assertThat(driver.statements()).contains("select 42");
        Blocking.await(engine.close());
        assertThat(driver.openConnections()).isZero();
        assertThat(driver.isClosed()).isTrue();
    }

    @Test
    void writesDownWhatWasCalled() {
        DriverConnection connection = session.open();
        PortSession.await(connection.begin(new TransactionMode(Optional.of("SERIALIZABLE"), Optional.of(true))));
        assertThat(driver.openTransactions()).isEqualTo(1);
        session.run(
                connection,
                new DriverStatement("update t", List.of(new Object[] {1}, new Object[] {2}), Returns.COUNT, 0, 1));
        PortSession.await(connection.commit());
        PortSession.await(connection.close());

        assertThat(driver.journal())
                .containsExactly(
                        "open#1", "begin#1 SERIALIZABLE, read only", "execute#1 update t x2", "commit#1", "close#1");
        assertThat(driver.count(DriverCall.EXECUTE)).isEqualTo(1);
        assertThat(driver.openConnections()).isZero();
        assertThat(driver.openTransactions()).isZero();
    }

    @Test
    void usesUpStepsForOneCallBeforeLastingOnes() {
        driver.on("q").updated(7);
        driver.onNext("q").fails("40001", 1, "again");
        driver.onNext("q").updated(8);
        DriverConnection connection = session.open();

        assertThat(Objects.requireNonNull(run(connection, "q").failure()).sqlState())
                .isEqualTo("40001");
        assertThat(run(connection, "q").counts()).containsExactly(8L);
        assertThat(run(connection, "q").counts()).containsExactly(7L);
    }

    @Test
    void failsAfterRowsAsTold() {
        driver.on("q")
                .gives(ScriptedAnswer.rows(List.of("a"), List.of(List.of(1), List.of(2), List.of(3)))
                        .thenFails(ScriptedDriver.reported("22012", 0, "division by zero")));

        ReceiverLog log = run(session.open(), "q");

        assertThat(log.numbers()).containsExactly(1L, 2L, 3L);
        assertThat(Objects.requireNonNull(log.failure()).sqlState()).isEqualTo("22012");
    }

    @Test
    void opensLateWhenLetGo() {
        LateAnswer late = driver.next(DriverCall.OPEN).late();
        CompletableFuture<DriverConnection> opening = driver.open().toCompletableFuture();
        assertThat(opening).isNotDone();
        assertThat(late.waiting()).isEqualTo(1);

        late.release();

        assertThat(PortSession.await(opening).alive()).isTrue();
    }

    @Test
    void failsCallsAsTold() {
        IllegalStateException defect = new IllegalStateException("boom");
        DriverConnection connection = session.open();
        driver.next(DriverCall.COMMIT).fails(defect);
        driver.next(DriverCall.ROLLBACK).throwsNow(defect);
        driver.next(DriverCall.PING).answersFalse();
        driver.next(DriverCall.BEGIN).never();

        assertThatThrownBy(() -> PortSession.await(connection.commit()))
                .isInstanceOf(DriverException.class)
                .hasCause(defect);
        assertThatThrownBy(connection::rollback).isSameAs(defect);
        assertThat(PortSession.await(connection.ping())).isFalse();
        assertThat(PortSession.await(connection.ping())).isTrue();
        assertThat(connection.begin(TransactionMode.DEFAULT).toCompletableFuture())
                .isNotDone();
    }

    @Test
    void endsAHangingStatementWhenCancelledOrSevered() {
        driver.on("hang").never();
        DriverConnection connection = session.open();
        ReceiverLog cancelled = session.start(connection, PortSession.statement("hang", Returns.ROWS, 1));
        cancelled.request(DriverExecution.ALL);
        assertThat(cancelled.isOver()).isFalse();
        assertThat(PortSession.await(connection.cancel())).isTrue();
        assertThat(Objects.requireNonNull(cancelled.ended().failure()).sqlState())
                .isEqualTo("57014");

        ReceiverLog severed = session.start(connection, PortSession.statement("hang", Returns.ROWS, 1));
        severed.request(DriverExecution.ALL);
        driver.sever(1);

        assertThat(Objects.requireNonNull(severed.ended().failure()).sqlState()).isEqualTo("08006");
        assertThat(connection.alive()).isFalse();
        assertThat(driver.openConnections()).isZero();
    }
}

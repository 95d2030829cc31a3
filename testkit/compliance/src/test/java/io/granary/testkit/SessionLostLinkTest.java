package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.error.DisconnectedException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.AsyncSessionTransaction;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.orm.OnSessions;
import io.granary.testkit.orm.Seat;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A transaction that was lost with its link was ended by nobody, and has to be rolled back: a session that does not mind the failure is told so at its commit. */
@Actors
class SessionLostLinkTest {

    private final ScriptedDriver driver = ScriptedDriver.named("PostgreSQL");
    private AsyncEngine engine;
    private AsyncSession session;

    @BeforeEach
    void write(ActorTestKit kit) {
        driver.greetsAs("17.0", "public", "READ COMMITTED");
        driver.on("select 1").rows(List.of("one"), List.of(1));
        driver.onContaining("INSERT INTO orm_seats").updated(1);
        engine = AsyncEngine.create(kit.system(), "postgresql://nowhere/x", EngineOptions.defaults(), driver);
        session = AsyncSessionMaker.of(engine, OnSessions.MAPPINGS).open();
        session.add(new Seat("h", 1));
        Await.value(session.flush());
    }

    @AfterEach
    void end() {
        Await.value(session.rollback());
        assertThat(Await.value(session.execute(text("select 1"))).scalar(Integer.class))
                .contains(1);
        Await.value(session.close());
        Await.value(engine.close());
    }

    private void lose(DriverCall call) {
        driver.next(call).fails("08006", 0, "lost");
    }

    private void assertLost() {
        assertThat(Await.failure(session.commit(), PendingRollbackException.class))
                .hasMessageContaining("The connection was lost within a transaction");
    }

    @Test
    @Tag("RC02")
    void aSwallowedStatementIsToldAtTheCommit() {
        lose(DriverCall.EXECUTE);
        Await.failure(session.execute(text("select 1")), DisconnectedException.class);
        assertLost();
    }

    @Test
    @Tag("RC02")
    void aSwallowedReleaseIsToldAtTheCommit() {
        AsyncSessionTransaction nested = Await.value(session.beginNested());
        lose(DriverCall.RELEASE_SAVEPOINT);
        Await.failure(nested.commit(), DisconnectedException.class);
        assertLost();
    }

    @Test
    @Tag("RC02")
    void aSwallowedRollbackToASavepointIsToldAtTheCommit() {
        AsyncSessionTransaction nested = Await.value(session.beginNested());
        session.add(new Seat("h", 2));
        Await.value(session.flush());
        lose(DriverCall.ROLLBACK_TO_SAVEPOINT);
        Await.failure(nested.rollback(), DisconnectedException.class);
        assertLost();
    }

    @Test
    @Tag("RC02")
    void aFlushOnAConnectionThatIsLentIsToldOfTheLossToo() {
        AsyncConnection connection = Await.value(session.connection());
        lose(DriverCall.EXECUTE);
        Await.failure(connection.execute(text("select 1")), DisconnectedException.class);
        session.add(new Seat("h", 2));
        assertThat(Await.failure(session.flush(), PendingRollbackException.class))
                .hasMessageContaining("The connection was lost within a transaction");
    }

    @Test
    void whatSomebodyRolledBackBehindTheLossWasEndedByThem() {
        AsyncConnection connection = Await.value(session.connection());
        lose(DriverCall.EXECUTE);
        Await.failure(connection.execute(text("select 1")), DisconnectedException.class);
        Await.value(connection.rollback());
        assertThat(Await.failure(session.commit(), InvalidRequestException.class))
                .hasMessageContaining("ended on the connection by somebody else");
    }
}

package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.error.GranaryException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.orm.OnSessions;
import io.granary.testkit.orm.User;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Actors
class SessionBeginFailureTest {

    private final ScriptedDriver driver = ScriptedDriver.named("PostgreSQL");

    private AsyncEngine engine(ActorTestKit kit) {
        driver.greetsAs("17.0", "public", "READ COMMITTED");
        driver.on("select 1").rows(List.of("one"), List.of(1));
        return AsyncEngine.create(kit.system(), "postgresql://nowhere/x", EngineOptions.defaults(), driver);
    }

    @Test
    @Tag("ST27")
    void aBeginThatFailsGivesTheConnectionBack(ActorTestKit kit) {
        AsyncEngine engine = engine(kit);
        AsyncSession session = AsyncSessionMaker.of(engine, OnSessions.MAPPINGS).open();
        driver.next(DriverCall.BEGIN).fails("57P03", 0, "cannot begin now");
        Await.failure(session.execute(text("select 1")), GranaryException.class);
        Await.value(session.rollback());
        assertThat(Await.value(engine.pool().status()).checkedOut()).isZero();
        assertThat(Await.value(session.execute(text("select 1"))).scalar(Integer.class))
                .contains(1);
        Await.value(session.close());
        assertThat(driver.openTransactions()).isZero();
        Await.value(engine.close());
    }

    @Test
    @Tag("ST27")
    void aSavepointThatFailsLeavesTheConnectionToTheTransaction(ActorTestKit kit) {
        AsyncEngine engine = engine(kit);
        AsyncSession session = AsyncSessionMaker.of(engine, OnSessions.MAPPINGS).open();
        Await.value(session.execute(text("select 1")));
        driver.next(DriverCall.SAVEPOINT).fails("42501", 0, "no savepoint");
        Await.failure(session.beginNested(), GranaryException.class);
        assertThat(Await.value(session.state()).holdsConnection()).isTrue();
        assertThat(Await.value(session.state()).inNestedTransaction()).isFalse();
        assertThat(driver.openTransactions()).isEqualTo(1);
        Await.value(session.rollback());
        assertThat(driver.count(DriverCall.BEGIN)).isEqualTo(1);
        assertThat(driver.count(DriverCall.ROLLBACK)).isEqualTo(1);
        assertThat(Await.value(session.execute(text("select 1"))).scalar(Integer.class))
                .contains(1);
        Await.value(session.close());
        assertThat(driver.openTransactions()).isZero();
        Await.value(engine.close());
    }

    /** Its database may give a transaction one snapshot, as MySQL's does. */
    @Test
    void whatIsReadFirstOnADialectOfSomebodyElseIsReadInTheTransaction(ActorTestKit kit) {
        ScriptedDriver foreign = ScriptedDriver.named("H2");
        foreign.greetsAs("2.3.232", "PUBLIC", "READ COMMITTED");
        foreign.onContaining("orm_users").rows(List.of("id"));
        AsyncEngine engine = AsyncEngine.create(kit.system(), "lame:///x", EngineOptions.defaults(), foreign);
        AsyncSession session = AsyncSessionMaker.of(engine, OnSessions.MAPPINGS).open();
        assertThat(Await.value(session.get(User.class, 1L))).isEmpty();
        assertThat(foreign.count(DriverCall.BEGIN)).isEqualTo(1);
        Await.value(session.close());
        Await.value(engine.close());
    }
}

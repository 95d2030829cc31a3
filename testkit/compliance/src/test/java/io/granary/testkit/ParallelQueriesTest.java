package io.granary.testkit;

import static io.granary.sql.Sql.literalSql;
import static io.granary.sql.Sql.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.Result;
import io.granary.error.ProgrammingException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.sql.Query;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.orm.OnSessions;
import io.granary.type.Types;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Test;

/** Row 38 of what users of others suffer: queries that do not need each other wait for each other. */
@Actors
class ParallelQueriesTest {

    private final ScriptedDriver driver = ScriptedDriver.named("PostgreSQL");

    private static Query query(String number) {
        return select(literalSql(number, Types.INTEGER).as("n"));
    }

    @Test
    void allAreSentBeforeOneIsAnswered(ActorTestKit kit) {
        driver.greetsAs("17.0", "public", "READ COMMITTED");
        LateAnswer first = driver.onContaining("1 AS n").late(ScriptedAnswer.rows(List.of("n"), List.of(List.of(1))));
        LateAnswer second = driver.onContaining("2 AS n").late(ScriptedAnswer.rows(List.of("n"), List.of(List.of(2))));
        AsyncEngine engine =
                AsyncEngine.create(kit.system(), "postgresql://nowhere/x", EngineOptions.defaults(), driver);
        AsyncSession session = AsyncSessionMaker.of(engine, OnSessions.MAPPINGS).open();

        CompletionStage<List<Result>> both = session.parallel(List.of(query("1"), query("2")));
        Eventually.holds(
                "both are sent",
                Await.PATIENCE,
                () -> driver.statements().stream()
                                .filter(sql -> sql.contains("AS n"))
                                .count()
                        == 2);
        second.release();
        first.release();

        assertThat(Await.value(both))
                .extracting(result -> result.scalar(Integer.class).orElseThrow())
                .containsExactly(1, 2);
        assertThat(driver.count(DriverCall.BEGIN)).isZero();
        Await.value(session.close());
        Await.value(engine.close());
    }

    @Test
    void whenOneFailsTheOthersAreStopped(ActorTestKit kit) {
        driver.greetsAs("17.0", "public", "READ COMMITTED");
        driver.onContaining("1 AS n").never();
        LateAnswer second =
                driver.onContaining("2 AS n").late(ScriptedAnswer.rows(List.of("n"), List.of(List.of("x"))));
        driver.onContaining("3 AS n").fails("42P01", 0, "no such table");
        AsyncEngine engine =
                AsyncEngine.create(kit.system(), "postgresql://nowhere/x", EngineOptions.defaults(), driver);
        AsyncSession session = AsyncSessionMaker.of(engine, OnSessions.MAPPINGS).open();

        assertThat(Await.failure(
                        session.parallel(List.of(query("1"), query("2"), query("3"))), ProgrammingException.class))
                .hasMessageContaining("no such table");
        Eventually.holds("both are cancelled", Await.PATIENCE, () -> driver.count(DriverCall.CANCEL) == 2);
        second.release();
        assertThat(Await.value(session.parallel(List.of())))
                .as("the session goes on")
                .isEmpty();
        Await.value(session.close());
        Await.value(engine.close());
    }
}

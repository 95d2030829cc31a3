package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.error.DeadlockException;
import io.granary.error.PendingRollbackException;
import io.granary.error.StreamOpenException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import io.granary.testkit.fixtures.SubscriberProbe;
import io.r2dbc.spi.R2dbcRollbackException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of the rows that are on their way when a stream is given up, where the server has to be told from aside. */
@Actors
final class UnwantedRowsTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<List<Integer>> ROWS =
            IntStream.range(0, 100).mapToObj(List::of).toList();

    private final ScriptedConnectionFactory driver = ScriptedConnectionFactory.named("MySQL");
    private final AsyncEngine engine;

    UnwantedRowsTest(ActorTestKit kit) {
        driver.onContaining("version()")
                .rows(List.of("version", "schema", "isolation"), List.of("8.4.0", "test", "REPEATABLE READ"));
        driver.onContaining("connection_id()").rows(List.of("id"), List.of(7L));
        engine = AsyncEngine.create(
                kit.system(),
                "mysql://scripted/test",
                EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0).withCancelGrace(PATIENCE),
                R2dbcDriver.of(driver, 0, Duration.ofSeconds(5)));
    }

    private SubscriberProbe<RowChunk> stream() {
        driver.on("select n").gives(ScriptedAnswer.rows(List.of("n"), ROWS).thenNever());
        return SubscriberProbe.on(
                engine.withOptions(ExecutionOptions.none().withFetchSize(1)).stream(text("select n")));
    }

    /** The sign of life comes behind both. */
    @Test
    @Tag("F31")
    @Tag("F32")
    void areDroppedByTheDriverOnceTheServerHasTheOrder() {
        LateAnswer order = driver.on("kill query 7").late();
        SubscriberProbe<RowChunk> reader = stream().request(1);
        reader.next();

        reader.cancel();
        Eventually.holds("the order is given", PATIENCE, () -> order.waiting() == 1);
        assertThat(driver.journal()).noneMatch(line -> line.contains("cancelled"));
        order.release();

        outcomeOf(engine.execute(text("select 1")));
        List<String> told = driver.journal();
        assertThat(first("kill query", told)).isLessThan(first("cancelled", told));
        assertThat(first("cancelled", told)).isLessThan(first("validate", told));
        assertThat(outcomeOf(engine.pool().status()).opened()).isEqualTo(1);
        outcomeOf(engine.close());
    }

    /** Behind them stands that the transaction is rolled back: what ran next would be committed by itself. */
    @Test
    @Tag("F31")
    @Tag("F32")
    void areReadInATransactionThatMayHaveEndedBehindThem() {
        driver.on("select n")
                .gives(ScriptedAnswer.rows(List.of("n"), ROWS)
                        .thenFails(new R2dbcRollbackException("Deadlock found", "40001", 1213)));
        AsyncConnection connection = outcomeOf(engine.connect());
        outcomeOf(connection.execute(text("work")));
        SubscriberProbe<RowChunk> reader = SubscriberProbe.on(
                        connection.withOptions(ExecutionOptions.none().withFetchSize(1)).stream(text("select n")))
                .request(1);
        reader.next();

        reader.cancel();

        assertThat(failureOf(connection.execute(text("more work"))))
                .isInstanceOf(PendingRollbackException.class)
                .hasCauseInstanceOf(DeadlockException.class);
        assertThat(driver.journal()).noneMatch(line -> line.contains("cancelled") || line.contains("more work"));
        outcomeOf(connection.rollback());
        outcomeOf(connection.close());
        outcomeOf(engine.close());
    }

    @Test
    void areNotThereWhenNothingWasAskedFor() {
        AsyncConnection connection = outcomeOf(engine.connect());
        outcomeOf(connection.execute(text("work")));
        SubscriberProbe<RowChunk> reader = SubscriberProbe.on(connection.stream(text("select n")));
        // Told behind the beginning of the stream.
        assertThat(failureOf(connection.execute(text("select 1")))).isInstanceOf(StreamOpenException.class);

        reader.cancel();

        outcomeOf(connection.execute(text("select 1")));
        outcomeOf(connection.close());
        assertThat(driver.statements()).doesNotContain("select n", "kill query 7");
        outcomeOf(engine.close());
    }

    /** Nobody can tell the server: the statement goes on to its end, for nobody, as on every database that takes no order. */
    @Test
    void areTakenToTheirEndWhereTheServerCannotBeTold() {
        driver.on("kill query 7").fails("42000", 1095, "You are not owner of thread 7");
        driver.on("select n").gives(ScriptedAnswer.rows(List.of("n"), ROWS));
        SubscriberProbe<RowChunk> reader = SubscriberProbe.on(
                        engine.withOptions(ExecutionOptions.none().withFetchSize(1)).stream(text("select n")))
                .request(1);
        reader.next();

        reader.cancel();

        outcomeOf(engine.execute(text("select 1")));
        assertThat(driver.journal()).noneMatch(line -> line.contains("cancelled"));
        assertThat(reader.untaken()).isZero();
        outcomeOf(engine.close());
    }

    private static int first(String what, List<String> lines) {
        OptionalInt line = IntStream.range(0, lines.size())
                .filter(index -> lines.get(index).contains(what))
                .findFirst();
        assertThat(line).as("%s in %s", what, lines).isPresent();
        return line.orElseThrow();
    }
}

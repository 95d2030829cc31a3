package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Result;
import io.granary.error.DatabaseException;
import io.granary.error.DisconnectedException;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ToxicProxy;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Database(DatabaseKind.POSTGRESQL)
class PostgresFaultsIT implements FaultCompliance, ExitFacts, PostgresValueFacts {

    /** The server looks for the client of a running statement as often as the engine has told it. */
    @Test
    @Tag("F58")
    void aStatementOfAKilledJvmIsEndedByTheServer(Bench bench, @TempDir Path directory) throws IOException {
        Process jvm = ExitFacts.holder(
                bench.database().url(), directory, bench.capabilities().slow());
        try {
            Eventually.holds(
                    "the statement runs",
                    Await.PATIENCE,
                    () -> bench.sql().number(bench.capabilities().countSlow()) == 1);

            jvm.destroyForcibly();

            ExitFacts.awaitEnd(bench, jvm);
        } finally {
            jvm.destroyForcibly();
        }
    }

    /**
     * PostgreSQL hangs up at a message of a GiB or more, as soon as its length has come. The driver builds a message as a whole before it sends it, which
     * a test cannot afford; so the link is cut in the midst of a smaller one.
     */
    @Test
    @Tag("F50")
    void aValueAtWhichTheServerHangsUpCostsAtMostItsOwnLink(Bench bench) {
        String half = "x".repeat(1024 * 1024);
        String middle = "as far as this";
        String large = half + middle + half;
        try (ToxicProxy proxy = ToxicProxy.to(bench.database())) {
            AsyncEngine engine = bench.engine(bench.options(), proxy.front(bench.database()));
            Await.value(engine.execute(COUNT));
            proxy.cutWhen(ToxicProxy.Way.UP, middle, ToxicProxy.Cut.RESET_BEFORE);

            Await.failure(
                    engine.execute(Sql.text("select length(:large)"), Params.of("large", large)),
                    DisconnectedException.class);

            assertThat(proxy.cuts()).isEqualTo(1);
            for (int time = 0; time < 10; time++) {
                assertThat(Await.value(engine.execute(COUNT)).scalarOne(Long.class))
                        .isZero();
            }
            assertThat(Await.value(engine.execute(Sql.text("select length(:large)"), Params.of("large", large)))
                            .scalarOne(Integer.class))
                    .isEqualTo(large.length());
            assertThat(Await.value(engine.pool().status()).opened()).isEqualTo(2);
            Await.value(engine.close());
        }
    }

    /** What it was sent meanwhile it did not read, and says so. The statement is on its way for longer than the server waits for one. */
    @Test
    @Tag("F43")
    @Tag("F6")
    void aStatementOfASessionThatWasIdleForTooLongIsKnownNotToHaveRun(Bench bench) {
        try (FaultyLink link =
                FaultyLink.of(bench, bench.options().withPoolSize(1).withMaxOverflow(0))) {
            AsyncConnection connection = Await.value(link.engine().connect())
                    .withOptions(ExecutionOptions.none().autocommit());
            Await.value(connection.execute(COUNT));
            link.proxy().latency(ToxicProxy.Way.UP, Duration.ofSeconds(1));
            CompletionStage<Result> patience = connection.execute(Sql.text("set idle_session_timeout = '200ms'"));

            DisconnectedException unread = Await.failure(
                    connection.execute(INSERT, Params.of("id", 1, "name", "unread")), DisconnectedException.class);

            Await.value(patience);
            assertThat(unread.sqlState()).contains("57P05");
            assertThat(unread.retryable()).isTrue();
            assertThat(unread.connectionInvalidated()).isTrue();
            Await.value(connection.close());
            link.proxy().heal();
            Await.value(link.engine().execute(INSERT, Params.of("id", 1, "name", "once more")));
            assertThat(bench.committed()).isEqualTo(1);
        }
    }

    /** The server has no more room for the sort of one statement. */
    @Test
    @Tag("F46")
    void aStatementForWhichTheServerHasNoRoomFailsAndItsConnectionLivesOn(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.execute(Sql.text("set local temp_file_limit = '64kB'")));
        Await.value(connection.execute(Sql.text("set local work_mem = '64kB'")));

        DatabaseException failure = Await.failure(
                connection.execute(
                        Sql.text(
                                "select count(*) from (select i from generate_series(1, 200000) g (i) order by -i offset 1) s")),
                DatabaseException.class);

        assertThat(failure.sqlState()).contains("53400");
        assertThat(failure.connectionInvalidated()).isFalse();
        Await.value(connection.rollback());
        assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class)).isZero();
    }
}

package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.engine.Result;
import io.granary.engine.RetryPolicy;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Database(DatabaseKind.POSTGRESQL)
class PostgresCommitOutcomeIT implements CommitOutcomeFacts {

    /** Writes how many rows there are, which the other one changes. */
    private static CompletionStage<Result> count(AsyncConnection connection, int id) {
        return connection
                .scalar(Bench.COUNT, Long.class)
                .thenCompose(rows -> connection.execute(
                        Sql.text("insert into items values (" + id + ", '" + rows.orElseThrow() + " before')")));
    }

    /** Write skew: both read before either writes, and the first to commit makes the other's COMMIT fail. */
    @Test
    @Tag("F8")
    @Tag("F40")
    void aSerializationFailureOfTheCommitItselfIsRunAgain(Bench bench) {
        AsyncEngine strict =
                bench.engine().withOptions(ExecutionOptions.none().withIsolationLevel(IsolationLevel.SERIALIZABLE));
        AtomicInteger runs = new AtomicInteger();
        CompletableFuture<Done> bothHaveWritten = new CompletableFuture<>();
        AsyncConnection first = Await.value(strict.connect());
        Await.value(first.scalar(Bench.COUNT, Long.class));

        CompletionStage<Result> second = strict.retrying(RetryPolicy.attempts(3), connection -> {
            runs.incrementAndGet();
            return count(connection, 2).thenCompose(written -> {
                CompletionStage<Done> met = bothHaveWritten.isDone()
                        ? bothHaveWritten
                        : count(first, 1).thenCompose(other -> first.commit());
                return met.thenApply(done -> {
                    bothHaveWritten.complete(done);
                    return written;
                });
            });
        });

        Await.value(second);
        Await.value(first.close());
        assertThat(runs).hasValue(2);
        assertThat(bench.sql().column("select name from items order by id"))
                .isEqualTo(java.util.List.of("0 before", "1 before"));
    }
}

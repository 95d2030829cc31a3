package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Row;
import io.granary.error.PendingRollbackException;
import io.granary.error.ProgrammingException;
import io.granary.error.ResourceClosedException;
import io.granary.stream.AsyncResult;
import io.granary.stream.AsyncScalarResult;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a streamed result begins and ends. */
public interface AsyncResultLifeCompliance extends OnNumbered {

    @Test
    @Tag("F35")
    default void aResultThatNobodyReadsExecutesNothing(Bench bench) {
        AsyncConnection connection = bench.connection();
        for (int i = 0; i < 1000; i++) {
            AsyncResult<Row> unread = AsyncResult.of(connection, text("delete from items"));
            assertThat(unread.source()).isNotNull();
            assertThat(unread.scalars().partitions(10)).isNotNull();
        }

        assertThat(connection.inTransaction()).isFalse();
        Numbered.assertUsable(connection);
        assertThat(bench.committed()).isEqualTo(Numbered.MANY + 1);
    }

    @Test
    @Tag("RS28")
    default void closingGivesUpTheRestForGood(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncResult<Row> result = Numbered.stream(connection, Numbered.CUBE);
        Await.value(result.fetchMany(3));
        CompletionStage<List<Row>> much = result.fetchMany(6000);

        CompletionStage<Done> closed = result.close();

        Await.value(closed);
        Await.value(much.handle((rows, failure) -> true));
        Await.failure(result.fetchOne(), ResourceClosedException.class);
        Await.failure(result.mappings().all(), ResourceClosedException.class);
        Await.failure(Numbered.seq(bench, result.source()), ResourceClosedException.class);
        Await.value(result.close());
        Numbered.assertUsable(connection);
    }

    @Test
    @Tag("AE24")
    default void aViewOfScalarsClosesTheWholeWithinAScope(Bench bench) {
        AsyncEngine engine = bench.engine();

        Long found = Await.value(engine.connect(connection -> {
            AsyncScalarResult<Integer> ids =
                    Numbered.stream(connection, Numbered.CUBE).scalars(Integer.class);
            return ids.fetchMany(2)
                    .thenCompose(two -> ids.close())
                    .thenCompose(closed -> connection.execute(COUNT))
                    .thenApply(result -> result.scalarOne(Long.class));
        }));

        assertThat(found).isEqualTo(Numbered.MANY);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void closingBeforeAnythingWasReadExecutesNothing(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncResult<Row> result = AsyncResult.of(connection, text("delete from items"));

        Await.value(result.scalars().close());

        Await.failure(result.all(), ResourceClosedException.class);
        Await.failure(result.keys(), ResourceClosedException.class);
        Await.failure(Numbered.seq(bench, result.source()), ResourceClosedException.class);
        assertThat(connection.inTransaction()).isFalse();
        assertThat(bench.committed()).isEqualTo(Numbered.MANY);
    }

    /**
     * The connection must take statements when the close is told, whether the statement has begun by then or not. Where an error aborts the transaction, one that gave no row for a while may have
     * been stopped by the server, which is such an error.
     */
    @Test
    default void closingAtOnceAfterTheFirstFetchLeavesTheConnectionUsable(Bench bench) {
        AsyncConnection connection = bench.connection();
        for (int round = 0; round < 50; round++) {
            AsyncResult<Row> result = Numbered.stream(connection, Numbered.CUBE);
            CompletionStage<?> fetched = result.fetchOne().handle((row, failure) -> true);
            Await.value(result.close());
            CompletionStage<?> counted = connection.execute(COUNT);
            Await.value(fetched);
            if (Await.value(counted.<Boolean>handle((rows, failure) -> failure != null))) {
                assertThat(bench.capabilities().dialect().supports(Feature.ERROR_ABORTS_TRANSACTION))
                        .isTrue();
                Await.failure(counted, PendingRollbackException.class);
                Await.value(connection.rollback());
                Await.value(connection.execute(COUNT));
            }
        }
    }

    @Test
    default void closingEndsASourceThatRuns(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncResult<Row> result =
                AsyncResult.of(connection, text(bench.capabilities().slow()));
        CompletionStage<List<Row>> running = Numbered.seq(bench, result.source());

        Await.value(result.close());

        Await.failure(running, ResourceClosedException.class);
        Await.value(connection.rollback());
        Numbered.assertUsable(connection);
    }

    @Test
    default void aStatementThatFailsFailsEveryReadOfItsResult(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncResult<Row> result = AsyncResult.of(connection, text("select nothing from items"));

        Await.failure(result.fetchOne(), ProgrammingException.class);
        Await.failure(result.all(), ProgrammingException.class);
        Await.failure(result.keys(), ProgrammingException.class);
        Await.failure(Numbered.seq(bench, result.source()), ProgrammingException.class);
        Await.value(connection.rollback());
        Await.failure(
                Numbered.seq(
                        bench,
                        AsyncResult.of(connection, text("select nothing from items"))
                                .source()),
                ProgrammingException.class);
        Await.value(connection.rollback());
        Numbered.assertUsable(connection);
    }

    @Test
    default void aResultEndsWithItsTransactionAndWithItsConnection(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncResult<Row> rolledBack = Numbered.stream(connection, Numbered.CUBE);
        Await.value(rolledBack.fetchOne());
        Await.value(connection.rollback());
        Await.failure(rolledBack.fetchMany(6000), ResourceClosedException.class);

        AsyncResult<Row> closed = Numbered.stream(connection, Numbered.CUBE);
        Await.value(closed.fetchOne());
        Await.value(connection.close());
        Await.failure(closed.fetchMany(6000), ResourceClosedException.class);
        Await.failure(AsyncResult.of(connection, Numbered.ITEMS).all(), ResourceClosedException.class);
        Numbered.assertNothingIsLent(bench);
    }
}

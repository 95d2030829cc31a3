package io.granary.testkit;

import static io.granary.testkit.Transactions.insert;
import static io.granary.testkit.Transactions.seen;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncConnection;
import io.granary.error.IntegrityException;
import io.granary.error.PendingRollbackException;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.SubscriberProbe;
import io.r2dbc.spi.Connection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Whatever comes first in a transaction, and even if nothing does: it is within it. */
public interface FirstStepCompliance extends OnBench {

    private static Map<String, Function<AsyncConnection, CompletionStage<?>>> firstSteps(Bench bench) {
        Map<String, Function<AsyncConnection, CompletionStage<?>>> steps = new LinkedHashMap<>();
        steps.put("a statement with values", connection -> insert(connection, 1));
        steps.put(
                "a statement without values",
                connection -> connection.execute(Sql.text("insert into items (id, name) values (1, 'one')")));
        steps.put(
                "many sets of values",
                connection -> connection.execute(
                        Bench.INSERT,
                        java.util.List.of(Params.of("id", 1, "name", "one"), Params.of("id", 2, "name", "two"))));
        steps.put("a savepoint", connection -> connection.beginNested().thenCompose(nested -> insert(connection, 1)));
        steps.put("a stream", connection -> {
            SubscriberProbe.on(connection.stream(Sql.text("select id from items where id > :id"), Map.of("id", 0)))
                    .all();
            return insert(connection, 1);
        });
        steps.put("a stream that is given up before it is asked for anything", connection -> {
            SubscriberProbe.on(connection.stream(Sql.text("select id from items where id > :id"), Map.of("id", 0)))
                    .cancel();
            return insert(connection, 1);
        });
        if (bench.engine().dialect().supports(Feature.INSERT_RETURNING)) {
            steps.put("a stream of what it inserts", connection -> {
                SubscriberProbe.on(connection.stream(Sql.insert(CopyCompliance.ITEMS)
                                .values(Map.of("id", 1, "name", "one"))
                                .returning(CopyCompliance.ITEMS.column("id"))))
                        .all();
                return CompletableFuture.completedFuture("read");
            });
        }
        return steps;
    }

    @Test
    default void whateverComesFirstIsRolledBack(Bench bench) {
        AsyncConnection connection = bench.connection();
        firstSteps(bench).forEach((what, step) -> {
            Await.value(connection.begin());
            Await.value(step.apply(connection));
            assertThat(bench.isInMemory() ? 0 : bench.committed()).as(what).isZero();
            Await.value(connection.rollback());
            assertThat(seen(connection)).as(what).isZero();
            Await.value(connection.rollback());

            Await.value(step.apply(connection));
            Await.value(connection.rollback());
            assertThat(seen(connection)).as(what + ", which begins it").isZero();
            Await.value(connection.rollback());
        });
    }

    @Test
    default void whateverComesFirstIsCommitted(Bench bench) {
        AsyncConnection connection = bench.connection();
        firstSteps(bench).forEach((what, step) -> {
            Await.value(connection.begin());
            Await.value(step.apply(connection));
            Await.value(connection.commit());
            assertThat(bench.committed()).as(what).isPositive();
            Await.value(connection.execute(Sql.text("delete from items")));
            Await.value(connection.commit());
        });
    }

    @Test
    default void oneInWhichNothingIsDoneEndsAndLeavesNothing(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(Await.value(connection.begin()).commit());
        Await.value(insert(connection, 1));
        Await.value(connection.rollback());
        Await.value(Await.value(connection.begin()).rollback());
        Await.value(insert(connection, 2));
        Await.value(connection.rollback());
        Await.value(connection.begin());
        Await.value(connection.close());
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aFirstStatementThatFailsFailsItsTransaction(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(insert(connection, 1));
        Await.value(connection.commit());
        Await.value(connection.begin());
        Await.failure(insert(connection, 1), IntegrityException.class);
        Await.failure(insert(connection, 2), PendingRollbackException.class);
        Await.failure(connection.commit(), PendingRollbackException.class);
        Await.value(connection.rollback());
        Await.value(insert(connection, 3));
        Await.value(connection.commit());
        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    default void theDriversConnectionIsWithinWhatWasBegun(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.begin());
        Object driver = Await.value(connection.driverConnection());
        assumeTrue(driver instanceof Connection, "a driver of R2DBC");
        Connection own = (Connection) driver;
        assertThat(own.isAutoCommit()).isFalse();
        Flux.from(own.createStatement("insert into items (id, name) values (1, 'one')")
                        .execute())
                .concatMap(result -> result.getRowsUpdated())
                .blockLast();
        Await.value(connection.rollback());
        assertThat(bench.committed()).isZero();

        Await.value(connection.begin());
        assertThat(own.isAutoCommit()).as("of the next one, too").isFalse();
        Await.value(connection.rollback());
    }
}

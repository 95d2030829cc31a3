package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.error.DisconnectedException;
import io.granary.error.PendingRollbackException;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ServerCounts;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Servers that end single connections: busy, idle, in a transaction. */
public interface BackendFaultCompliance extends OnBench {

    private static List<AsyncConnection> connections(AsyncEngine engine, int many) {
        return Stream.generate(engine::connect).limit(many).map(Await::value).toList();
    }

    private static void close(List<AsyncConnection> connections) {
        connections.forEach(connection -> Await.value(connection.close()));
    }

    private static CompletionStage<Done> insert(AsyncConnection connection, int id) {
        return connection.execute(INSERT, Params.of("id", id, "name", "row")).thenApply(result -> Done.getInstance());
    }

    @Test
    @Tag("F3")
    default void aConnectionKilledInAStatementFailsThatStatementAndNoOther(Bench bench) {
        AsyncEngine engine = bench.engine();
        List<AsyncConnection> all = connections(engine, 3);
        AsyncConnection hit = all.get(0);
        List<AsyncConnection> others = all.subList(1, 3);
        List<Long> backends =
                others.stream().map(connection -> bench.session(connection)).toList();
        long victim = bench.session(hit);
        CompletionStage<Result> running =
                hit.execute(Sql.text(bench.capabilities().slow()));
        Eventually.holds("the statement runs", Await.PATIENCE, () -> bench.runningSlow() == 1);

        ServerCounts.killConnection(bench.database(), victim);

        DisconnectedException lost = Await.failure(running, DisconnectedException.class);
        assertThat(lost.connectionInvalidated()).isTrue();
        assertThat(others.stream().map(connection -> bench.session(connection))).isEqualTo(backends);
        close(others);
        Await.value(hit.rollback());
        Await.value(hit.close());
        assertThat(Await.value(engine.pool().status()).invalidated()).isEqualTo(1);
    }

    @Test
    @Tag("F4")
    default void aConnectionKilledWhileIdleIsNeverOffered(Bench bench) {
        try (FaultyLink link = FaultyLink.of(bench, bench.options())) {
            List<AsyncConnection> all = connections(link.engine(), 3);
            long victim = bench.session(all.get(2));
            // It comes back last, so it would be the first to be lent.
            close(all);
            int links = link.proxy().open();

            ServerCounts.killConnection(bench.database(), victim);
            link.awaitLinks(links - 1);
            PoolProbe.of(link.engine())
                    .await(
                            "the end of the link is noticed before anybody asks",
                            Await.PATIENCE,
                            status -> status.checkedIn() == 2);

            List<AsyncConnection> again = connections(link.engine(), 3);
            assertThat(again)
                    .allSatisfy(
                            connection -> assertThat(bench.session(connection)).isNotEqualTo(victim));
            assertThat(again).noneMatch(AsyncConnection::isInvalidated);
            close(again);
        }
    }

    @Test
    @Tag("F5")
    default void aTransactionKilledBetweenTwoStatementsIsRolledBackAndMayBeRunAgain(Bench bench) {
        AsyncEngine engine = bench.engine();
        CompletionStage<Done> transaction = engine.begin(connection -> insert(connection, 1)
                .thenCompose(done -> connection.execute(
                        Sql.text(bench.capabilities().backendId().orElseThrow())))
                .thenCompose(id -> {
                    ServerCounts.killConnection(
                            bench.database(), id.scalar(Long.class).orElseThrow());
                    return insert(connection, 2);
                }));

        DisconnectedException lost = Await.failure(transaction, DisconnectedException.class);

        assertThat(lost.retryable()).isTrue();
        assertThat(bench.committed()).isZero();
        Await.value(engine.begin(connection -> insert(connection, 1).thenCompose(done -> insert(connection, 2))));
        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    @Tag("F43")
    default void aTransactionThatIsIdleForLongerThanTheServerAllowsIsLostAndRolledBack(Bench bench) {
        String patience = switch (bench.database().kind()) {
            case H2, SQLITE -> throw new AssertionError("It lets transactions be idle.");
            case POSTGRESQL -> "set local idle_in_transaction_session_timeout = '200ms'";
            case MARIADB -> "set session idle_transaction_timeout = 1";
            case MYSQL -> "set session wait_timeout = 1";
        };
        AsyncEngine engine = bench.engine();
        AsyncConnection connection = Await.value(engine.connect());
        Await.value(insert(connection, 1));
        long backend = bench.session(connection);
        assertThat(ServerCounts.transactions(bench.database())).isEqualTo(1);

        Await.value(connection.execute(Sql.text(patience)));
        ServerCounts.awaitNoTransactions(bench.database(), Await.PATIENCE);

        Await.failure(connection.execute(COUNT), DisconnectedException.class);
        Await.failure(connection.execute(COUNT), PendingRollbackException.class);
        Await.value(connection.rollback());
        assertThat(bench.session(connection)).isNotEqualTo(backend);
        Await.value(connection.close());
        assertThat(bench.committed()).isZero();
    }
}

package io.granary.testkit;

import static io.granary.testkit.Transactions.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncTransaction;
import io.granary.engine.ConnectionListener.Event;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.UniqueViolationException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions and savepoints that a function's stage ends. */
public interface ScopeCompliance extends OnBench {

    @Test
    @Tag("TX10")
    default void aScopeCommitsAtItsEndAndReturnsItsConnection(Bench bench) {
        SentTransactions heard = new SentTransactions();
        var engine = heard.engine(bench);

        AsyncConnection used =
                Await.value(engine.begin(connection -> insert(connection, 1).thenApply(result -> connection)));

        assertThat(used.isClosed()).isTrue();
        assertThat(Await.value(engine.pool().status()).checkedOut()).isZero();
        assertThat(heard.events()).containsExactly(Event.BEGIN, Event.COMMIT);
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    @Tag("TX11")
    default void aScopeThatFailsRollsBackOnce(Bench bench) {
        SentTransactions heard = new SentTransactions();
        IllegalStateException thrown = new IllegalStateException("not now");

        IllegalStateException failure = Await.failure(
                heard.engine(bench)
                        .begin(connection -> insert(connection, 1).<Long>thenApply(result -> {
                            throw thrown;
                        })),
                IllegalStateException.class);

        assertThat(failure).isSameAs(thrown);
        assertThat(heard.events()).containsExactly(Event.BEGIN, Event.ROLLBACK);
        assertThat(bench.committed()).isZero();
    }

    @Test
    @Tag("TX11")
    default void aScopeRolledBackByHandThatFailsRollsBackOnce(Bench bench) {
        SentTransactions heard = new SentTransactions();

        Await.failure(
                heard.engine(bench)
                        .begin(connection -> insert(connection, 1)
                                .thenCompose(result -> connection.rollback())
                                .<Long>thenApply(done -> {
                                    throw new IllegalStateException("after the rollback");
                                })),
                IllegalStateException.class);

        assertThat(heard.events()).containsExactly(Event.BEGIN, Event.ROLLBACK);
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aScopeThatHidesAnErrorIsRolledBackAndSaysSo(Bench bench) {
        SentTransactions heard = new SentTransactions();

        PendingRollbackException failure = Await.failure(
                heard.engine(bench)
                        .begin(connection -> insert(connection, 1)
                                .thenCompose(result -> insert(connection, 1).handle((again, hidden) -> "hidden"))),
                PendingRollbackException.class);

        assertThat(failure).hasCauseInstanceOf(UniqueViolationException.class);
        assertThat(heard.events()).containsExactly(Event.BEGIN, Event.ROLLBACK);
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aSavepointScopeThatHidesAnErrorIsUndoneAndSaysSo(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(insert(connection, 1));

        Await.failure(
                connection.beginNested(within -> insert(within, 2)
                        .thenCompose(result -> insert(within, 1).handle((again, hidden) -> "hidden"))),
                PendingRollbackException.class);

        Await.value(insert(connection, 3));
        Await.value(connection.commit());
        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    @Tag("AE01")
    default void nothingRunsInAScopeWhoseTransactionWasCommittedByHand(Bench bench) {
        interrupted(bench, AsyncConnection::commit);

        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    @Tag("AE01")
    default void nothingRunsInAScopeWhoseTransactionWasRolledBackByHand(Bench bench) {
        interrupted(bench, AsyncConnection::rollback);

        assertThat(bench.committed()).isZero();
    }

    private static void interrupted(Bench bench, Function<AsyncConnection, CompletionStage<Done>> byHand) {
        AsyncConnection connection = bench.connection();

        InvalidRequestException refused = Await.failure(
                connection.begin(within -> insert(within, 10)
                        .thenCompose(result -> byHand.apply(within))
                        .thenCompose(done -> insert(within, 11))),
                InvalidRequestException.class);

        assertThat(refused).hasMessageContaining("closed transaction").hasMessageContaining("scope");
        Await.value(connection.execute(Bench.COUNT));
        Await.value(connection.close());
    }

    @Test
    @Tag("AE01")
    default void nothingRunsInASavepointScopeEndedByHandButAfterItAgain(Bench bench) {
        AsyncConnection connection = bench.connection();

        Await.value(connection.begin(root -> insert(root, 10)
                .thenCompose(result -> root.beginNested(within -> insert(within, 11)
                                .thenCompose(inserted -> savepoint(within).rollback())
                                .thenCompose(done -> insert(within, 12)))
                        .handle((result12, failure) -> failure))
                .thenCompose(failure -> {
                    assertThat(failure).hasMessageContaining("closed transaction");
                    return insert(root, 14);
                })));

        assertThat(bench.sql().column("select id from items order by id"))
                .extracting(id -> ((Number) id).intValue())
                .containsExactly(10, 14);
    }

    private static AsyncTransaction savepoint(AsyncConnection connection) {
        return connection.nestedTransaction().orElseThrow();
    }

    @Test
    default void theUnscopedFormGivesTheTransactionAndItsConnection(Bench bench) {
        AsyncTransaction transaction = Await.value(bench.engine().begin());
        Await.value(insert(transaction.connection(), 1));

        Await.value(transaction.commit());
        Await.value(transaction.connection().close());

        assertThat(bench.committed()).isEqualTo(1);
    }
}

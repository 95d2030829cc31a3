package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Transactions.insert;
import static io.granary.testkit.Transactions.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncTransaction;
import io.granary.error.PendingRollbackException;
import io.granary.error.ProgrammingException;
import io.granary.error.UniqueViolationException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A statement that the database refused makes its transaction one that can only be rolled back, on every database: some would commit the
 * half of it that went well.
 */
public interface FailedTransactionCompliance extends OnBench {

    @Test
    @Tag("TX02")
    default void aDuplicateKeyThenARollbackLeavesNothing(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction transaction = Await.value(connection.begin());
        Await.value(insert(connection, 1));
        Await.value(insert(connection, 2));

        Await.failure(insert(connection, 1), UniqueViolationException.class);
        Await.value(transaction.rollback());

        assertThat(seen(connection)).isZero();
    }

    @Test
    default void afterARefusalNothingRunsUntilTheRollback(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(insert(connection, 1));
        UniqueViolationException refused = Await.failure(insert(connection, 1), UniqueViolationException.class);

        PendingRollbackException pending = Await.failure(insert(connection, 2), PendingRollbackException.class);
        Await.failure(connection.execute(Bench.COUNT), PendingRollbackException.class);
        Await.failure(connection.beginNested(), PendingRollbackException.class);

        assertThat(pending).hasCause(refused).hasMessageContaining("beginNested");
        Await.value(connection.rollback());
        Await.value(insert(connection, 2));
        Await.value(connection.commit());
        assertThat(bench.sql().column("select id from items")).hasSize(1);
    }

    @Test
    default void aStatementWithAnErrorInItsTextCountsAsWell(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(insert(connection, 1));
        Await.failure(connection.execute(text("selekt 1")), ProgrammingException.class);

        Await.failure(insert(connection, 2), PendingRollbackException.class);

        Await.value(connection.close());
        assertThat(bench.committed()).isZero();
    }

    @Test
    @Tag("F9")
    default void theCommitOfAFailedTransactionIsRefusedAndCommitsNothing(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction transaction = Await.value(connection.begin());
        Await.value(insert(connection, 1));
        Await.failure(insert(connection, 1), UniqueViolationException.class);

        Await.failure(connection.commit(), PendingRollbackException.class);
        Await.failure(transaction.commit(), PendingRollbackException.class);

        Await.value(transaction.rollback());
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aSavepointScopeIsTheWayToGoOnAfterAnError(Bench bench) {
        Await.value(bench.engine()
                .begin(connection -> insert(connection, 1)
                        .thenCompose(inserted -> connection
                                .beginNested(within -> insert(within, 1))
                                .handle((result, failure) -> failure))
                        .thenCompose(failure -> {
                            assertThat(failure).isNotNull();
                            return insert(connection, 2);
                        })));

        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    default void anErrorWithinASavepointIsUndoneByItsRollback(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction root = Await.value(connection.begin());
        Await.value(insert(connection, 1));
        AsyncTransaction savepoint = Await.value(connection.beginNested());
        Await.value(insert(connection, 2));
        Await.failure(insert(connection, 1), UniqueViolationException.class);
        Await.failure(insert(connection, 3), PendingRollbackException.class);
        Await.failure(savepoint.commit(), PendingRollbackException.class);

        Await.value(savepoint.rollback());

        Await.value(insert(connection, 3));
        Await.value(root.commit());
        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    @Tag("F9")
    default void aCommitAroundAFailedSavepointIsRefused(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction root = Await.value(connection.begin());
        Await.value(insert(connection, 1));
        Await.value(connection.beginNested());
        Await.failure(insert(connection, 1), UniqueViolationException.class);

        Await.failure(root.commit(), PendingRollbackException.class);

        Await.value(root.rollback());
        assertThat(connection.inTransaction()).isFalse();
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aRefusalUnderAutocommitConcernsItsStatementOnly(Bench bench) {
        AsyncConnection connection = bench.connection()
                .withOptions(io.granary.engine.ExecutionOptions.none().autocommit());
        Await.value(insert(connection, 1));

        Await.failure(insert(connection, 1), UniqueViolationException.class);

        Await.value(insert(connection, 2));
        assertThat(bench.committed()).isEqualTo(2);
        Await.value(connection.close());
    }
}

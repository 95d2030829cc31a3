package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncTransaction;
import io.granary.error.PendingRollbackException;
import io.granary.error.ResourceClosedException;
import io.granary.sql.Params;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a connection shows of itself, and how it is closed and given up. */
public interface ConnectionCompliance extends OnBench {

    @Test
    @Tag("AE04")
    default void theAccessorsFollowTheTransaction(Bench bench) {
        AsyncConnection connection = bench.connection();
        assertThat(connection.inTransaction()).isFalse();
        assertThat(connection.inNestedTransaction()).isFalse();
        assertThat(connection.transaction()).isEmpty();

        AsyncTransaction root = Await.value(connection.begin());
        assertThat(connection.inTransaction()).isTrue();
        assertThat(connection.inNestedTransaction()).isFalse();
        assertThat(connection.transaction()).hasValue(root);

        AsyncTransaction nested = Await.value(connection.beginNested());
        assertThat(connection.inTransaction()).isTrue();
        assertThat(connection.inNestedTransaction()).isTrue();
        assertThat(connection.transaction()).hasValue(root);
        assertThat(connection.nestedTransaction()).hasValue(nested);

        Await.value(nested.commit());
        assertThat(connection.inTransaction()).isTrue();
        assertThat(connection.inNestedTransaction()).isFalse();
        assertThat(connection.transaction()).hasValue(root);

        Await.value(root.rollback());
        assertThat(connection.inTransaction()).isFalse();
        assertThat(connection.inNestedTransaction()).isFalse();
        assertThat(connection.transaction()).isEmpty();
    }

    @Test
    @Tag("RC25")
    default void aClosedConnectionRefusesEverythingAndClosingTwiceIsNoError(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.execute(COUNT));
        Await.value(connection.close());
        Await.value(connection.close());

        assertThat(connection.isClosed()).isTrue();
        assertThat(connection.inTransaction()).isFalse();
        Await.failure(connection.execute(COUNT), ResourceClosedException.class);
        Await.failure(connection.begin(), ResourceClosedException.class);
        Await.failure(connection.invalidate(), ResourceClosedException.class);
        Await.failure(connection.detach(), ResourceClosedException.class);
    }

    @Test
    @Tag("AE06")
    default void anInvalidatedConnectionIsClosedAndTheNextUseTakesAnother(Bench bench) {
        AsyncConnection connection = bench.connection();
        Object before = bench.session(connection);
        Await.value(connection.rollback());
        connection.info().put("note", "of the first");
        assertThat(connection.isInvalidated()).isFalse();

        Await.value(connection.invalidate());
        assertThat(connection.isInvalidated()).isTrue();
        Await.value(connection.invalidate());

        assertThat(bench.session(connection)).isNotEqualTo(before);
        assertThat(connection.isInvalidated()).isFalse();
        assertThat(connection.info()).isEmpty();
        assertThat(Await.value(bench.engine().pool().status()).invalidated()).isEqualTo(1);
    }

    @Test
    @Tag("AE06")
    default void theDriversOwnConnectionIsAnotherAfterInvalidation(Bench bench) {
        AsyncConnection connection = bench.connection();
        Object before = Await.value(connection.driverConnection());

        Await.value(connection.invalidate());

        assertThat(Await.value(connection.driverConnection())).isNotSameAs(before);
    }

    @Test
    @Tag("RC23")
    @Tag("RC26")
    default void aTransactionLostByInvalidationHasToBeRolledBackFirst(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction transaction = Await.value(connection.begin());
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "lost")));

        Await.value(connection.invalidate());

        assertThat(transaction.isActive()).isFalse();
        assertThat(transaction.isValid()).isFalse();
        Await.failure(connection.execute(COUNT), PendingRollbackException.class);
        Await.failure(transaction.commit(), PendingRollbackException.class);
        Await.value(transaction.rollback());
        assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class)).isZero();
    }

    @Test
    @Tag("AE52")
    default void rollingBackTheTransactionAndThenTheConnectionIsNoError(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction transaction = Await.value(connection.begin());
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "one")));

        Await.value(transaction.rollback());
        Await.value(connection.rollback());

        assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class)).isZero();
    }

    @Test
    default void codeThatBlocksRunsOnTheSameConnection(Bench bench) {
        Long count = Await.value(bench.engine()
                .begin(connection -> connection.runSync(blocking -> {
                    blocking.execute(INSERT, Params.of("id", 1, "name", "one"));
                    return blocking.execute(COUNT).scalarOne(Long.class);
                })));

        assertThat(count).isEqualTo(1);
        assertThat(bench.committed()).isEqualTo(1);
    }
}

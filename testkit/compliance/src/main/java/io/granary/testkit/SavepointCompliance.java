package io.granary.testkit;

import static io.granary.testkit.Transactions.insert;
import static io.granary.testkit.Transactions.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncTransaction;
import io.granary.engine.ConnectionListener.Event;
import io.granary.error.DatabaseException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.CapturedLogs;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Savepoints. */
public interface SavepointCompliance extends OnBench {

    @Test
    @Tag("AE46")
    default void rollingBackToASavepointKeepsWhatWasBefore(Bench bench) {
        fill(bench);
        AsyncConnection connection = bench.connection();
        AsyncTransaction transaction = Await.value(connection.begin());
        AsyncTransaction savepoint = Await.value(connection.beginNested());
        Await.value(connection.execute(Sql.text("delete from items")));
        assertThat(savepoint.isNested()).isTrue();

        Await.value(savepoint.rollback());
        Await.value(transaction.commit());

        assertThat(bench.committed()).isEqualTo(3);
    }

    @Test
    @Tag("AE46")
    default void committingASavepointMakesItPartOfTheTransaction(Bench bench) {
        fill(bench);
        AsyncConnection connection = bench.connection();
        AsyncTransaction transaction = Await.value(connection.begin());
        AsyncTransaction savepoint = Await.value(connection.beginNested());
        Await.value(connection.execute(Sql.text("delete from items")));

        Await.value(savepoint.commit());
        assertThat(bench.committed()).isEqualTo(3);
        Await.value(transaction.commit());

        assertThat(bench.committed()).isZero();
    }

    private static void fill(Bench bench) {
        bench.sql().run("insert into items values (1, 'a'), (2, 'b'), (3, 'c')");
    }

    @Test
    @Tag("TX17")
    default void oneSavepointCanBeUndone(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction root = Await.value(connection.begin());
        Await.value(insert(connection, 1));
        AsyncTransaction savepoint = Await.value(connection.beginNested());
        Await.value(insert(connection, 2));
        assertThat(seen(connection)).isEqualTo(2);

        Await.value(savepoint.rollback());

        assertThat(seen(connection)).isEqualTo(1);
        assertThat(savepoint.isActive()).isFalse();
        assertThat(root.isActive()).isTrue();
        Await.value(root.commit());
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    @Tag("TX19")
    default void rollingTheConnectionBackEndsSavepointsToo(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction root = Await.value(connection.begin());
        Await.value(insert(connection, 1));
        AsyncTransaction savepoint = Await.value(connection.beginNested());
        Await.value(insert(connection, 2));

        Await.value(connection.rollback());

        assertThat(connection.inTransaction()).isFalse();
        assertThat(root.isActive()).isFalse();
        assertThat(savepoint.isActive()).isFalse();
        assertThat(seen(connection)).isZero();
    }

    @Test
    @Tag("TX20")
    default void theInnerOfTwoSavepointsCanBeUndone(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction root = Await.value(connection.begin());
        Await.value(insert(connection, 1));
        AsyncTransaction outer = Await.value(connection.beginNested());
        Await.value(insert(connection, 2));
        AsyncTransaction inner = Await.value(connection.beginNested());
        Await.value(insert(connection, 3));

        Await.value(inner.rollback());
        assertThat(inner.isActive()).isFalse();
        assertThat(outer.isActive()).isTrue();
        Await.value(root.commit());

        assertThat(outer.isActive()).isFalse();
        assertThat(bench.committed()).isEqualTo(2);
    }

    @Test
    @Tag("TX22")
    default void undoingTheOuterSavepointUndoesTheCommittedInnerOne(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction root = Await.value(connection.begin());
        Await.value(insert(connection, 1));
        AsyncTransaction outer = Await.value(connection.beginNested());
        Await.value(insert(connection, 2));
        AsyncTransaction inner = Await.value(connection.beginNested());
        Await.value(insert(connection, 3));
        assertThat(connection.nestedTransaction()).hasValue(inner);

        Await.value(inner.commit());
        assertThat(connection.nestedTransaction()).hasValue(outer);
        Await.value(outer.rollback());
        assertThat(connection.nestedTransaction()).isEmpty();
        Await.value(root.commit());

        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    @Tag("TX23")
    default void closingTheRootEndsEverySavepoint(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction root = Await.value(connection.begin());
        AsyncTransaction outer = Await.value(connection.beginNested());
        AsyncTransaction inner = Await.value(connection.beginNested());
        Await.value(insert(connection, 1));

        Await.value(root.close());

        assertThat(List.of(root.isActive(), outer.isActive(), inner.isActive())).containsOnly(false);
        assertThat(seen(connection)).isZero();
    }

    @Test
    @Tag("TX25")
    default void aSavepointScopeBeginsTheTransactionAndLeavesItOpen(Bench bench) {
        SentTransactions heard = new SentTransactions();
        heard.engine(bench);
        AsyncConnection connection = bench.connection();

        Await.value(connection.beginNested(within -> insert(within, 1)));

        assertThat(heard.events()).containsExactly(Event.BEGIN, Event.SAVEPOINT, Event.RELEASE_SAVEPOINT);
        assertThat(connection.inTransaction()).isTrue();
        assertThat(bench.committed()).isZero();
        Await.value(connection.commit());
        assertThat(bench.committed()).isEqualTo(1);
        Await.value(connection.close());
    }

    @Test
    @Tag("TX26")
    default void aReleaseThatFailsEndsTheSavepointAndLeavesTheRootToRollBack(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction root = Await.value(connection.begin());
        Await.value(insert(connection, 1));
        AsyncTransaction savepoint = Await.value(connection.beginNested());
        Await.value(connection.executeDriverSql("release savepoint " + savepointName(), List.of()));

        if (bench.capabilities().claims(Claim.FORGETS_SAVEPOINTS)) {
            DatabaseException failure = Await.failure(savepoint.commit(), DatabaseException.class);
            assertThat(failure.statement().orElseThrow()).contains("RELEASE");
        } else {
            Await.value(savepoint.commit());
        }

        assertThat(savepoint.isActive()).isFalse();
        Await.value(savepoint.rollback());
        Await.value(root.rollback());
        assertThat(connection.inTransaction()).isFalse();
        assertThat(seen(connection)).isZero();
    }

    @Test
    @Tag("TX28")
    default void aRollbackToASavepointThatFailsEndsItAndLeavesTheRootToRollBack(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction root = Await.value(connection.begin());
        AsyncTransaction savepoint = Await.value(connection.beginNested());
        Await.value(connection.executeDriverSql("release savepoint " + savepointName(), List.of()));

        if (bench.capabilities().claims(Claim.FORGETS_SAVEPOINTS)) {
            Await.failure(savepoint.rollback(), DatabaseException.class);
        } else {
            Await.value(savepoint.rollback());
        }

        assertThat(savepoint.isActive()).isFalse();
        Await.value(savepoint.rollback());
        Await.value(root.rollback());
    }

    /** The first savepoint of a connection's lease. */
    private static String savepointName() {
        return "granary_sp_1";
    }

    @Test
    @Tag("TX29")
    default void rollingASavepointBackTwiceIsLoggedAndNoError(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.begin());
        AsyncTransaction savepoint = Await.value(connection.beginNested());
        Await.value(savepoint.rollback());

        try (CapturedLogs logs = CapturedLogs.of(AsyncTransaction.class)) {
            Await.value(savepoint.rollback());

            assertThat(logs.messages()).anyMatch(message -> message.contains("has ended already"));
        }
        Await.value(insert(connection, 1));
        Await.value(connection.commit());
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    @Tag("TX43")
    default void closingWithASavepointOpenRollsTheRootBackOnly(Bench bench) {
        SentTransactions heard = new SentTransactions();
        heard.engine(bench);
        AsyncConnection connection = bench.connection();
        Await.value(connection.begin());
        Await.value(connection.beginNested());
        Await.value(insert(connection, 1));

        Await.value(connection.close());

        assertThat(heard.events()).containsExactly(Event.BEGIN, Event.SAVEPOINT, Event.ROLLBACK);
        assertThat(bench.committed()).isZero();
    }
}

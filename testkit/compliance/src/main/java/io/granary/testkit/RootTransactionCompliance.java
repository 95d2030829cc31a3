package io.granary.testkit;

import static io.granary.testkit.Transactions.insert;
import static io.granary.testkit.Transactions.seen;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncTransaction;
import io.granary.engine.ConnectionListener.Event;
import io.granary.engine.ExecutionOptions;
import io.granary.error.DatabaseException;
import io.granary.error.ForeignKeyViolationException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.CapturedLogs;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions begun by hand and by the first statement, without savepoints. */
public interface RootTransactionCompliance extends OnBench {

    @Test
    @Tag("TX01")
    default void eachCommitIsVisibleAfterwards(Bench bench) {
        AsyncConnection connection = bench.connection();
        for (int id = 1; id <= 3; id++) {
            AsyncTransaction transaction = Await.value(connection.begin());
            Await.value(insert(connection, id));
            Await.value(transaction.commit());
            assertThat(transaction.isActive()).isFalse();
            assertThat(bench.committed()).isEqualTo(id);
        }
    }

    @Test
    @Tag("TX04")
    default void whatTheFirstStatementBeganIsRolledBack(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(insert(connection, 1));

        Await.value(connection.rollback());

        assertThat(seen(connection)).isZero();
    }

    @Test
    @Tag("TX05")
    default void nothingIsCommittedByClosing(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(insert(connection, 1));

        Await.value(connection.close());

        assertThat(Await.value(bench.engine().execute(Bench.COUNT)).scalarOne(Long.class))
                .isZero();
    }

    @Test
    @Tag("TX07")
    default void beginningTwiceIsRefused(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.begin());

        InvalidRequestException refused = Await.failure(connection.begin(), InvalidRequestException.class);

        assertThat(refused).hasMessageContaining("already").hasMessageContaining("begin()");
        Await.value(insert(connection, 1));
        Await.value(connection.commit());
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    @Tag("TX07")
    default void beginningAfterTheFirstStatementIsRefused(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(insert(connection, 1));

        assertThat(Await.failure(connection.begin(), InvalidRequestException.class))
                .hasMessageContaining("autobegin");
    }

    @Test
    @Tag("TX08")
    default void leavingTheScopeRollsBackOnce(Bench bench) {
        SentTransactions heard = new SentTransactions();

        Await.value(heard.engine(bench).connect(connection -> connection.execute(Bench.COUNT)));

        assertThat(heard.events()).containsExactly(Event.BEGIN, Event.ROLLBACK);
    }

    @Test
    @Tag("TX08")
    default void leavingTheScopeWithoutATransactionRollsNothingBack(Bench bench) {
        SentTransactions heard = new SentTransactions();

        Await.value(heard.engine(bench)
                .connect(connection -> connection.execute(Bench.COUNT).thenCompose(result -> connection.rollback())));

        assertThat(heard.events()).containsExactly(Event.BEGIN, Event.ROLLBACK);
    }

    @Test
    @Tag("TX13")
    default void rollingBackTwiceIsLoggedAndNoError(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction transaction = Await.value(connection.begin());
        Await.value(transaction.rollback());

        try (CapturedLogs logs = CapturedLogs.of(AsyncTransaction.class)) {
            Await.value(transaction.rollback());

            assertThat(logs.messages()).anyMatch(message -> message.contains("has ended already"));
        }
    }

    @Test
    default void endingTwiceByCommitIsRefused(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction transaction = Await.value(connection.begin());
        Await.value(transaction.commit());

        assertThat(Await.failure(transaction.commit(), InvalidRequestException.class))
                .hasMessageContaining("inactive");
    }

    @Test
    @Tag("TX14")
    @Tag("F8")
    default void aCommitThatFailsLeavesAnInactiveTransactionToRollBack(Bench bench) {
        boolean checkedAtTheCommit = makeChildren(bench);
        AsyncConnection connection = bench.connection();
        AsyncTransaction transaction = Await.value(connection.begin());
        var inserted = connection.execute(Sql.text("insert into children values (1, 7)"));
        if (checkedAtTheCommit) {
            Await.value(inserted);
            Await.failure(transaction.commit(), ForeignKeyViolationException.class);
        } else {
            Await.failure(inserted, ForeignKeyViolationException.class);
        }
        Await.failure(transaction.commit(), PendingRollbackException.class);
        assertThat(transaction.isActive()).isFalse();
        Await.failure(insert(connection, 1), PendingRollbackException.class);

        Await.value(transaction.rollback());

        assertThat(connection.inTransaction()).isFalse();
        Await.value(insert(connection, 1));
        Await.value(connection.commit());
        Await.value(connection.close());
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    @Tag("TX16")
    @Tag("F8")
    default void aScopeWhoseCommitFailsGivesTheFirstError(Bench bench) {
        makeChildren(bench);

        DatabaseException failure = Await.failure(
                bench.engine().begin(connection -> connection.execute(Sql.text("insert into children values (1, 7)"))),
                ForeignKeyViolationException.class);

        assertThat(failure.getSuppressed()).isEmpty();
    }

    /** Makes the table {@code children}, whose rows need a parent. {@return whether at the commit, not at the statement} */
    private static boolean makeChildren(Bench bench) {
        boolean deferrable = bench.capabilities().supports(Feature.DEFERRABLE_CONSTRAINTS);
        bench.table("parents", "id int primary key");
        bench.table(
                "children",
                "id int primary key, parent int, foreign key (parent) references parents (id)"
                        + (deferrable ? " deferrable initially deferred" : ""));
        return deferrable;
    }

    @Test
    @Tag("TX44")
    default void aViewWithOtherOptionsIsInTheSameTransaction(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncTransaction transaction = Await.value(connection.begin());
        Await.value(insert(connection, 1));

        AsyncConnection view = connection.withOptions(ExecutionOptions.none().withTag("part", "second"));
        Await.value(insert(view, 2));

        assertThat(view.transaction()).hasValue(transaction);
        Await.value(transaction.rollback());
        assertThat(seen(connection)).isZero();
    }

    @Test
    default void endingNothingIsNoErrorAndNoEvent(Bench bench) {
        SentTransactions heard = new SentTransactions();
        heard.engine(bench);
        AsyncConnection connection = bench.connection();

        Await.value(connection.commit());
        Await.value(connection.rollback());
        Await.value(connection.close());

        assertThat(heard.events()).isEqualTo(List.of());
    }
}

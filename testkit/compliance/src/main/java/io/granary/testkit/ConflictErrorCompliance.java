package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.engine.AsyncEngine;
import io.granary.engine.AsyncTransaction;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.engine.Result;
import io.granary.error.DatabaseException;
import io.granary.error.DeadlockException;
import io.granary.error.LockTimeoutException;
import io.granary.error.SerializationFailureException;
import io.granary.sql.Sql;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions that get into each other's way, as every database has to tell of them: all may be run again from their start. */
public interface ConflictErrorCompliance {

    private static Trial accounts(TestDatabase database, ActorSystem<?> system) {
        assumeTrue(
                Capabilities.of(database).claims(Claim.MANY_CONNECTIONS), "two transactions are open at the same time");
        return Trial.on(database, system)
                .given(
                        "drop table if exists account",
                        "create table account (id int primary key, amount int)",
                        "insert into account values (1, 100)",
                        "insert into account values (2, 100)");
    }

    private static CompletionStage<Result> run(AsyncTransaction transaction, String sql) {
        return transaction.connection().execute(Sql.text(sql));
    }

    private static void end(Trial trial, AsyncTransaction transaction) {
        trial.get(transaction.connection().close());
    }

    private static List<DatabaseException> failures(Trial trial, CompletionStage<?> one, CompletionStage<?> other) {
        return Stream.of(trial.outcome(one), trial.outcome(other))
                .flatMap(Optional::stream)
                .map(DatabaseException.class::cast)
                .toList();
    }

    /** A lock that is not waited for. */
    @Test
    @Tag("F41")
    default void tellsThatALockWasNotGranted(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = accounts(database, system)) {
            AsyncTransaction holder = trial.get(trial.engine().begin());
            boolean rows = trial.capabilities().claims(Claim.LOCKS_ROWS);
            trial.get(run(holder, rows ? "select id from account where id = 1 for update" : "delete from account"));
            // What SQLite does not wait for is said when it is opened.
            AsyncEngine hasty = AsyncEngine.create(system, database.url() + (rows ? "" : "&busy_timeout=1"));
            LockTimeoutException failure = trial.failure(
                    LockTimeoutException.class,
                    hasty.execute(Sql.text(
                            rows ? "select id from account where id = 1 for update nowait" : "delete from account")));
            trial.get(hasty.close());
            trial.assertCodes(failure, "HYT00", "55P03", 1205, 3572);
            assertThat(failure.retryable()).isTrue();
            assertThat(failure.connectionInvalidated()).isFalse();
            end(trial, holder);
            trial.assertNothingIsLost();
        }
    }

    /** Two transactions each wait for what the other holds: the database ends one, and the other goes on. */
    @Test
    default void tellsOneOfTwoThatTheyWereDeadlocked(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = accounts(database, system)) {
            AsyncTransaction first = trial.get(trial.engine().begin());
            AsyncTransaction second = trial.get(trial.engine().begin());
            if (trial.capabilities().claims(Claim.MANY_WRITERS)) {
                trial.get(run(first, "update account set amount = 1 where id = 1"));
                trial.get(run(second, "update account set amount = 2 where id = 2"));
            } else {
                // The other one has read, and will not wait for what could not be true any more.
                trial.get(run(second, "select amount from account"));
                trial.get(run(first, "update account set amount = 1 where id = 1"));
            }
            CompletionStage<Result> crossing = run(first, "update account set amount = 1 where id = 2");
            CompletionStage<Result> meeting = run(second, "update account set amount = 2 where id = 1");
            List<DatabaseException> failures = failures(trial, crossing, meeting);
            assertThat(failures).hasSize(1).first().isExactlyInstanceOf(DeadlockException.class);
            trial.assertCodes(failures.get(0), "40001", "40P01", 1213, 1213);
            assertThat(failures.get(0).retryable()).isTrue();
            assertThat(failures.get(0).connectionInvalidated()).isFalse();
            end(trial, first);
            end(trial, second);
            trial.assertNothingIsLost();
        }
    }

    /**
     * Two serializable transactions of which only one can have happened. PostgreSQL calls it a serialization failure; the others lock
     * and call it a deadlock, H2 under the same state.
     */
    @Test
    default void tellsThatATransactionCannotBeSerialized(TestDatabase database, ActorSystem<?> system) {
        try (Trial trial = accounts(database, system)) {
            AsyncEngine strict =
                    trial.engine().withOptions(ExecutionOptions.none().withIsolationLevel(IsolationLevel.SERIALIZABLE));
            AsyncTransaction first = trial.get(strict.begin());
            AsyncTransaction second = trial.get(strict.begin());
            trial.get(run(first, "select amount from account where id = 1"));
            trial.get(run(second, "select amount from account where id = 1"));
            CompletionStage<Result> one = run(first, "update account set amount = amount + 1 where id = 1");
            boolean locks = trial.pick(false, false, true, true, false);
            if (!locks) {
                trial.get(one);
                trial.get(first.commit());
            }
            CompletionStage<Result> other = run(second, "update account set amount = amount + 1 where id = 1");
            List<DatabaseException> failures = failures(trial, one, other);
            assertThat(failures).hasSize(1);
            DatabaseException failure = failures.get(0);
            assertThat(failure)
                    .isExactlyInstanceOf(trial.pick(
                            DeadlockException.class,
                            SerializationFailureException.class,
                            DeadlockException.class,
                            DeadlockException.class,
                            SerializationFailureException.class));
            trial.assertCodes(failure, "40001", "40001", 1213, 1213);
            assertThat(failure.retryable()).isTrue();
            end(trial, first);
            end(trial, second);
            trial.assertNothingIsLost();
        }
    }
}

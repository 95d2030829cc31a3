package io.granary.testkit;

import static io.granary.testkit.Transactions.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.engine.Result;
import io.granary.engine.RetryPolicy;
import io.granary.error.DatabaseException;
import io.granary.error.DeadlockException;
import io.granary.error.SerializationFailureException;
import io.granary.error.UniqueViolationException;
import io.granary.sql.Sql;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Transactions that get into each other's way and are run again until each has happened once. */
public interface RetryingCompliance extends OnBench {

    /** Where two meet once, before either goes on. */
    final class Meeting {

        private final AtomicInteger arrived = new AtomicInteger();
        private final CompletableFuture<Done> complete = new CompletableFuture<>();

        CompletionStage<Done> arrive() {
            if (arrived.incrementAndGet() == 2) {
                complete.complete(Done.getInstance());
            }
            return complete;
        }

        /** How often somebody came, after the meeting too. */
        int arrivals() {
            return arrived.get();
        }
    }

    private static RetryPolicy policy() {
        return RetryPolicy.attempts(20).withBackoff(Duration.ofMillis(5), Duration.ofMillis(100));
    }

    /** For two transactions that get into each other's way. */
    private static void makeAccounts(Bench bench) {
        bench.assumeMoreConnections("two transactions are open at the same time");
        bench.table("accounts", "id int primary key, amount int");
        bench.sql().run("insert into accounts values (1, 0)", "insert into accounts values (2, 0)");
    }

    /**
     * Adds 1 to an account.
     *
     * @param connection where
     * @param account which
     * @return completes when it is done
     */
    static CompletionStage<Result> add(AsyncConnection connection, int account) {
        return connection.execute(Sql.text("update accounts set amount = amount + 1 where id = " + account));
    }

    /**
     * Adds to one account, meets the other transaction, and adds to the other account, which that has changed.
     *
     * @param bench where
     * @param connection of the transaction
     * @param meeting where the other one comes
     * @param first the one account
     * @param second the other one
     * @return completes when it is done
     */
    static CompletionStage<Result> cross(
            Bench bench, AsyncConnection connection, Meeting meeting, int first, int second) {
        if (bench.capabilities().claims(Claim.MANY_WRITERS)) {
            return add(connection, first)
                    .thenCompose(added -> meeting.arrive())
                    .thenCompose(met -> add(connection, second));
        }
        // Who writes is alone; but both may have read.
        return connection
                .execute(Sql.text("select amount from accounts"))
                .thenCompose(read -> meeting.arrive())
                .thenCompose(met -> add(connection, first))
                .thenCompose(added -> add(connection, second));
    }

    private static CompletionStage<Result> crossing(
            Bench bench, RetryPolicy policy, Meeting meeting, int first, int second) {
        return bench.engine().retrying(policy, connection -> cross(bench, connection, meeting, first, second));
    }

    @Test
    @Tag("F40")
    default void twoRacingIncrementsEndAtTwo(Bench bench) {
        makeAccounts(bench);
        AsyncEngine strict =
                bench.engine().withOptions(ExecutionOptions.none().withIsolationLevel(IsolationLevel.SERIALIZABLE));
        Meeting meeting = new Meeting();
        Function<AsyncConnection, CompletionStage<Result>> increment = connection -> connection
                .scalar(Sql.text("select amount from accounts where id = 1"), Integer.class)
                .thenCompose(amount -> meeting.arrive()
                        .thenCompose(met -> connection.execute(Sql.text(
                                "update accounts set amount = " + (amount.orElseThrow() + 1) + " where id = 1"))));

        CompletionStage<Result> one = strict.retrying(policy(), increment);
        CompletionStage<Result> other = strict.retrying(policy(), increment);

        Await.value(one);
        Await.value(other);
        assertThat(bench.sql().number("select amount from accounts where id = 1"))
                .isEqualTo(2);
        assertThat(meeting.arrivals()).as("runs").isGreaterThan(2);
    }

    @Test
    @Tag("F39")
    default void aDeadlockOfTwoRowsEndsWell(Bench bench) {
        makeAccounts(bench);
        Meeting meeting = new Meeting();

        CompletionStage<Result> one = crossing(bench, policy(), meeting, 1, 2);
        CompletionStage<Result> other = crossing(bench, policy(), meeting, 2, 1);

        Await.value(one);
        Await.value(other);
        assertThat(bench.sql().number("select min(amount) from accounts")).isEqualTo(2);
        assertThat(bench.sql().number("select max(amount) from accounts")).isEqualTo(2);
        assertThat(meeting.arrivals()).as("runs").isGreaterThan(2);
    }

    @Test
    @Tag("F39")
    default void aPolicyOfOneAttemptGivesUpAfterIt(Bench bench) {
        makeAccounts(bench);
        Meeting meeting = new Meeting();

        CompletionStage<Result> one = crossing(bench, RetryPolicy.attempts(1), meeting, 1, 2);
        CompletionStage<Result> other = crossing(bench, RetryPolicy.attempts(1), meeting, 2, 1);

        Optional<Throwable> failure = Await.value(one.handle((done, failed) -> Optional.<Throwable>ofNullable(failed))
                .thenCombine(
                        other.handle((done, failed) -> Optional.<Throwable>ofNullable(failed)),
                        (first, second) -> first.or(() -> second)));
        DatabaseException conflict = (DatabaseException) failure.orElseThrow();
        if (bench.capabilities().claims(Claim.MANY_WRITERS) || !(conflict instanceof SerializationFailureException)) {
            assertThat(conflict).isInstanceOf(DeadlockException.class);
        }
        assertThat(conflict.attempts()).isEqualTo(1);
        assertThat(bench.sql().number("select sum(amount) from accounts")).isEqualTo(2);
    }

    @Test
    default void whatIsNoConflictIsNotRunAgain(Bench bench) {
        AtomicInteger runs = new AtomicInteger();

        UniqueViolationException failure = Await.failure(
                bench.engine().retrying(policy(), connection -> {
                    runs.incrementAndGet();
                    return insert(connection, 1).thenCompose(first -> insert(connection, 1));
                }),
                UniqueViolationException.class);

        assertThat(failure.attempts()).isEqualTo(1);
        assertThat(runs).hasValue(1);
        assertThat(bench.committed()).isZero();
    }
}

package io.granary.engine.internal.connection;

import io.granary.driver.DriverConnection;
import io.granary.engine.EngineOptions;
import io.granary.engine.internal.Answer;
import io.granary.error.GranaryException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.Done;

/** Operations that a lease begins and ends with, one class each. */
final class LeaseOperations {

    private LeaseOperations() {}

    /**
     * The end of a lease: what is open is rolled back.
     *
     * @param answer completes when the connection is clean
     * @param reset what is done where no transaction is known but one may have been begun through the driver's own connection
     */
    record ReleaseLease(Answer<Done> answer, Optional<Step> reset) implements Operation {

        @Override
        public List<Step> plan(TransactionState transactions) {
            return transactions.onServer()
                    ? List.of(new Step.Rollback())
                    : reset.map(List::of).orElse(List.of());
        }

        /** A commit that fails leaves what it should have ended. */
        @Override
        public List<Step> stepFailed(Step step, GranaryException failure, TransactionState transactions) {
            return step instanceof Step.Commit ? List.of(new Step.Rollback()) : List.of();
        }

        @Override
        public void settle(TransactionState transactions) {
            transactions.clear();
        }

        /** Nobody chose how long a clean-up may take, so it always has a clock. */
        @Override
        public Optional<Duration> timeout(EngineOptions engine) {
            return Optional.of(engine.closeTimeout());
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            answer.succeed(Done.getInstance());
        }

        /** The lease is over either way; a connection that could not be cleaned is given up, which is not the caller's concern. */
        @Override
        public void fail(GranaryException failure) {
            answer.succeed(Done.getInstance());
        }

        @Override
        public boolean endsLease() {
            return true;
        }
    }

    /**
     * Makes the session what it was after login, at the end of a lease that may have changed it.
     *
     * @param statements as the dialect has them
     * @param told what the session was told after login, which it has forgotten by them
     * @param over answers the operation that ended the lease; it had its end before, whatever comes of this
     */
    record ResetSession(List<String> statements, List<String> told, Runnable over) implements Operation {

        @Override
        public Answer<Done> answer() {
            return Answer.unheard();
        }

        @Override
        public List<Step> plan(TransactionState transactions) {
            return Stream.concat(statements.stream(), told.stream())
                    .<Step>map(Step.Reset::new)
                    .toList();
        }

        /** What a statement gives are statements too. */
        @Override
        public List<Step> stepped(Step step, StatementRows rows, TransactionState transactions) {
            if (step instanceof Step.Reset reset && told.contains(reset.sql())) {
                return List.of();
            }
            return rows.rows().stream()
                    .filter(row -> row.length > 0 && row[0] instanceof String sql && !sql.isBlank())
                    .<Step>map(row -> new Step.Reset((String) row[0]))
                    .toList();
        }

        @Override
        public Optional<Duration> timeout(EngineOptions engine) {
            return Optional.of(engine.closeTimeout());
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            over.run();
        }

        /** The connection is given up, which is not the caller's concern. */
        @Override
        public void fail(GranaryException failure) {
            over.run();
        }

        @Override
        public boolean endsLease() {
            return true;
        }
    }

    /**
     * The driver's own connection, once the transaction is open that was said to begin.
     *
     * @param answer who asked for it
     * @param driver whose
     */
    record Unwrapping(Answer<Object> answer, DriverConnection driver) implements Operation {

        @Override
        public List<Step> plan(TransactionState transactions) {
            return List.of(new Step.Open());
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            answer.succeed(driver.unwrap());
        }
    }

    /**
     * A sign of life before the lease is granted.
     *
     * @param answer who asked
     * @param grant hands the lease over
     */
    record Check(Answer<Lease> answer, Runnable grant) implements Operation {

        @Override
        public List<Step> plan(TransactionState transactions) {
            return List.of(new Step.Ping());
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            grant.run();
        }

        // A ping without an answer does not come here: the supervisor gives the asker another connection.
    }

    /** A sign of life while nobody needs the connection. */
    record Probe() implements Operation {

        @Override
        public Answer<Done> answer() {
            return Answer.unheard();
        }

        @Override
        public List<Step> plan(TransactionState transactions) {
            return List.of(new Step.Ping());
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            // The supervisor hears that the loan is over.
        }

        @Override
        public boolean endsLease() {
            return true;
        }
    }
}

package io.granary.engine.internal.connection;

import io.granary.driver.TransactionMode;
import io.granary.engine.ConnectionProtocol.Outcome;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.connection.ConnectionCommand.Ending;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.GranaryException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Operations that begin and end transactions and savepoints, one class each. */
final class TransactionOperations {

    private TransactionOperations() {}

    /** A transaction or a savepoint begun by hand or by a scope. */
    record BeginTransaction(ConnectionCommand.Begin request) implements Operation {

        @Override
        public Answer<?> answer() {
            return request.answer();
        }

        @Override
        public List<Step> plan(TransactionState transactions) {
            TransactionMode mode = TransactionModes.mode(request.options());
            boolean autocommit = TransactionModes.autocommit(request.options());
            return request.nested()
                    ? transactions.beginNested(mode, autocommit, request.scoped())
                    : transactions.begin(mode, autocommit, request.scoped());
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            request.answer().succeed(transactions.innermost());
        }
    }

    /** The end of a transaction or savepoint. */
    static final class EndTransaction implements Operation {

        private final ConnectionCommand.End request;
        private final long id;
        private final Optional<Step> identify;
        private Outcome outcome = Outcome.NOTHING;
        private @Nullable String transactionId;

        /** The second argument is what is done before a COMMIT, so that its outcome can be asked for if the answer is lost. */
        EndTransaction(ConnectionCommand.End request, Optional<Step> identify) {
            this.request = request;
            this.id = request.transaction();
            this.identify = identify;
        }

        @Override
        public Answer<?> answer() {
            return request.answer();
        }

        @Override
        public List<Step> plan(TransactionState transactions) {
            if (request.byScope() && transactions.leaveScope(id)) {
                return List.of();
            }
            boolean commit = request.ending() == Ending.COMMIT;
            List<Step> steps = commit ? transactions.commit(id) : transactions.rollback(id);
            if (transactions.isOpen(id)) {
                outcome = commit ? Outcome.COMMITTED : Outcome.ROLLED_BACK;
            }
            return identify.isPresent() && steps.contains(new Step.Commit())
                    ? List.of(identify.get(), new Step.Commit())
                    : steps;
        }

        @Override
        public List<Step> stepped(Step step, StatementRows rows, TransactionState transactions) {
            if (step instanceof Step.Identify && !rows.rows().isEmpty()) {
                Object given = rows.rows().get(0)[0];
                transactionId = given == null ? null : given.toString();
            }
            return List.of();
        }

        @Override
        public void fail(GranaryException failure) {
            String known = transactionId;
            request.answer()
                    .fail(
                            known != null && failure instanceof CommitOutcomeUnknownException unknown
                                    ? new CommitOutcomeUnknownException(known, unknown)
                                    : failure);
        }

        @Override
        public List<Step> stepFailed(Step step, GranaryException failure, TransactionState transactions) {
            transactions.endFailed(id, failure);
            return List.of();
        }

        @Override
        public void settle(TransactionState transactions) {
            if (outcome == Outcome.COMMITTED) {
                transactions.committed(id, request.byScope());
            } else if (outcome != Outcome.NOTHING) {
                transactions.ended(id, request.byScope());
            }
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            request.answer().succeed(outcome);
        }
    }
}

package io.granary.engine.internal.connection;

import io.granary.driver.TransactionMode;
import io.granary.engine.ConnectionProtocol.Outcome;
import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.connection.ConnectionCommand.Ending;
import io.granary.error.CommitOutcomeUnknownException;
import io.granary.error.DatabaseError;
import io.granary.error.GranaryException;
import io.granary.error.StatementTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** The operations, one class each. */
final class Operations {

    private Operations() {}

    /** Whether transactions are the caller's word only, and every statement is committed by itself. */
    static boolean autocommit(ExecutionOptions options) {
        return options.isolationLevel()
                .filter(level -> level == IsolationLevel.AUTOCOMMIT)
                .isPresent();
    }

    static TransactionMode mode(ExecutionOptions options) {
        Optional<String> isolation = options.isolationLevel()
                .filter(level -> level != IsolationLevel.AUTOCOMMIT)
                .map(IsolationLevel::sql);
        return isolation.isEmpty() && options.readOnly().isEmpty()
                ? TransactionMode.DEFAULT
                : new TransactionMode(isolation, options.readOnly());
    }

    /** A statement and what is run behind it. */
    private static List<Step> runs(BoundStatement statement, ExecutionOptions options) {
        int fetchSize = options.fetchSize().orElse(0);
        List<Step> runs = new ArrayList<>(1 + statement.further().size());
        runs.add(new Step.Run(statement, fetchSize));
        statement.further().forEach(next -> runs.add(new Step.Run(next, fetchSize)));
        return runs;
    }

    /** A statement in the open transaction, or in one that it begins. */
    record RunStatement(ConnectionCommand.Execute request) implements Operation {

        @Override
        public Answer<?> answer() {
            return request.answer();
        }

        @Override
        public List<Step> plan(TransactionState transactions) {
            List<Step> steps = new ArrayList<>(
                    transactions.beforeStatement(mode(request.options()), autocommit(request.options())));
            if (request.deadline().filter(Deadline::isOver).isPresent()) {
                // What is said to follow it must not be committed without it.
                GranaryException late = late();
                transactions.statementFailed(late);
                throw late;
            }
            if (request.early().isPresent()) {
                int fetchSize = request.options().fetchSize().orElse(0);
                steps.add(new Step.Run(request.statement(), fetchSize, Optional.empty(), request.early()));
            } else {
                steps.addAll(runs(request.statement(), request.options()));
            }
            return steps;
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            Optional<GranaryException> spoiled = request.early().flatMap(EarlyRows::failure);
            if (spoiled.isPresent()) {
                request.answer().fail(spoiled.orElseThrow());
            } else {
                ResultAssembly.answer(request.statement(), rows, request.answer());
            }
        }

        private GranaryException late() {
            return new StatementTimeoutException(
                    new DatabaseError(
                            "its time was over before its turn; it was not sent",
                            null,
                            0,
                            null,
                            request.statement().sql(),
                            null,
                            request.statement().origin(),
                            false),
                    null);
        }

        @Override
        public Optional<Duration> timeout(EngineOptions engine) {
            Optional<Duration> limit = request.options().statementTimeout(engine);
            Optional<Duration> left = request.deadline().map(Deadline::left);
            return left.filter(rest ->
                            limit.filter(most -> most.compareTo(rest) < 0).isEmpty())
                    .or(() -> limit);
        }
    }

    /** A statement whose rows are given on as they come. */
    record StreamRows(ConnectionCommand.Stream request) implements Operation {

        @Override
        public Answer<?> answer() {
            return request.answer();
        }

        @Override
        public List<Step> plan(TransactionState transactions) {
            if (!request.relay().isOpen()) {
                // Nobody wants it any more.
                return List.of();
            }
            ExecutionOptions options = request.options();
            List<Step> steps = new ArrayList<>(transactions.beforeStatement(mode(options), autocommit(options)));
            int fetchSize = options.fetchSize().orElse(request.relay().chunkRows());
            steps.add(new Step.Run(request.statement(), fetchSize, request.relay()));
            return steps;
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            request.answer().succeed(Done.getInstance());
        }

        /** The time that the database may take for a chunk; how long the whole takes is up to who reads it. */
        @Override
        public Optional<Duration> timeout(EngineOptions engine) {
            return request.options().statementTimeout(engine);
        }
    }

    /** A statement that takes its rows from who asked for it. */
    record CopyRows(ConnectionCommand.CopyIn request) implements Operation {

        @Override
        public Answer<?> answer() {
            return request.answer();
        }

        @Override
        public List<Step> plan(TransactionState transactions) {
            ExecutionOptions options = request.options();
            request.relay().refuseIfClosed();
            List<Step> steps = new ArrayList<>(transactions.beforeStatement(mode(options), autocommit(options)));
            steps.add(new Step.Run(request.statement(), 0, request.relay()));
            return steps;
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            request.answer().succeed(Math.max(rows.updated(), 0));
        }

        /** The time that the database may take for what it was given; how long the data takes is up to who gives it. */
        @Override
        public Optional<Duration> timeout(EngineOptions engine) {
            return request.options().statementTimeout(engine);
        }
    }

    /** One statement, committed, on a lease that ends with it. */
    record RunOnce(ConnectionCommand.RunOnce request) implements Operation {

        @Override
        public Answer<?> answer() {
            return request.answer();
        }

        @Override
        public List<Step> plan(TransactionState transactions) {
            ExecutionOptions options = request.options();
            List<Step> runs = runs(request.statement(), options);
            boolean alone = request.statement().isAlone() && mode(options).equals(TransactionMode.DEFAULT);
            List<Step> steps = new ArrayList<>(4);
            if (request.ping()) {
                steps.add(new Step.Ping());
            }
            if (alone || autocommit(options)) {
                // The server commits it by itself: all or nothing, in one round trip.
                steps.addAll(runs);
            } else {
                steps.addAll(transactions.begin(mode(options), false, false));
                steps.addAll(runs);
                steps.add(new Step.Commit());
            }
            return steps;
        }

        @Override
        public List<Step> stepFailed(Step step, GranaryException failure, TransactionState transactions) {
            boolean begun = transactions.onServer() && !(step instanceof Step.Begin);
            transactions.clear();
            return begun ? List.of(new Step.Rollback()) : List.of();
        }

        @Override
        public void settle(TransactionState transactions) {
            transactions.clear();
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            ResultAssembly.answer(request.statement(), rows, request.answer());
        }

        @Override
        public Optional<Duration> timeout(EngineOptions engine) {
            return request.options().statementTimeout(engine);
        }

        @Override
        public boolean endsLease() {
            return true;
        }
    }

    /** A transaction or a savepoint begun by hand or by a scope. */
    record BeginTransaction(ConnectionCommand.Begin request) implements Operation {

        @Override
        public Answer<?> answer() {
            return request.answer();
        }

        @Override
        public List<Step> plan(TransactionState transactions) {
            TransactionMode mode = mode(request.options());
            boolean autocommit = autocommit(request.options());
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
            if (outcome != Outcome.NOTHING) {
                transactions.ended(id, request.byScope());
            }
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            request.answer().succeed(outcome);
        }
    }

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

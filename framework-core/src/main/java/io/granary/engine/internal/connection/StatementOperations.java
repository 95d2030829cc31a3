package io.granary.engine.internal.connection;

import io.granary.driver.TransactionMode;
import io.granary.engine.EngineOptions;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.error.DatabaseError;
import io.granary.error.GranaryException;
import io.granary.error.StatementTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.Done;

/** Operations that run a statement, one class each. */
final class StatementOperations {

    private StatementOperations() {}

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
            List<Step> steps = new ArrayList<>(transactions.beforeStatement(
                    TransactionModes.mode(request.options()), TransactionModes.autocommit(request.options())));
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
            List<Step> steps = new ArrayList<>(
                    transactions.beforeStatement(TransactionModes.mode(options), TransactionModes.autocommit(options)));
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
            List<Step> steps = new ArrayList<>(
                    transactions.beforeStatement(TransactionModes.mode(options), TransactionModes.autocommit(options)));
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
            boolean alone = request.statement().isAlone()
                    && TransactionModes.mode(options).equals(TransactionMode.DEFAULT);
            List<Step> steps = new ArrayList<>(4);
            if (request.ping()) {
                steps.add(new Step.Ping());
            }
            if (alone || TransactionModes.autocommit(options)) {
                // The server commits it by itself: all or nothing, in one round trip.
                steps.addAll(runs);
            } else {
                steps.addAll(transactions.begin(TransactionModes.mode(options), false, false));
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
}

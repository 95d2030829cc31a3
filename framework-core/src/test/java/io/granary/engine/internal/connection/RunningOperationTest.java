package io.granary.engine.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.driver.TransactionMode;
import io.granary.engine.internal.Answer;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningOperationTest {

    private static final Step BEGIN = new Step.Begin(TransactionMode.DEFAULT);
    private static final Step COMMIT = new Step.Commit();
    private static final Step CLEAN_UP = new Step.Rollback();

    private final TransactionState transactions = new TransactionState();
    private final Notes notes = new Notes();

    @Test
    void goesThroughItsStepsInOrder() {
        RunningOperation operation = new RunningOperation(7, notes, List.of(BEGIN, COMMIT));

        assertThat(operation.id()).isEqualTo(7);
        assertThat(operation.current()).isNull();
        assertThat(operation.next()).isEqualTo(BEGIN);
        assertThat(operation.current()).isEqualTo(BEGIN);
        assertThat(operation.next()).isEqualTo(COMMIT);
        assertThat(operation.next()).isNull();
    }

    @Test
    void tellsItsOperationOfEachStepThatEnded() {
        RunningOperation operation = new RunningOperation(1, notes, List.of(BEGIN, COMMIT));
        operation.next();
        operation.ended(StatementRows.NOTHING, transactions);
        operation.next();
        operation.ended(StatementRows.NOTHING, transactions);

        assertThat(notes.stepped).containsExactly(BEGIN, COMMIT);
        assertThat(operation.failure()).isNull();
    }

    @Test
    void dropsTheStepsLeftAndCleansUpAfterAFailure() {
        RunningOperation operation = new RunningOperation(1, notes, List.of(BEGIN, COMMIT));
        operation.next();
        GranaryException failure = failure("the first");

        operation.failed(failure, transactions);

        assertThat(operation.failure()).isSameAs(failure);
        assertThat(operation.next()).isEqualTo(CLEAN_UP);
        assertThat(operation.next()).isNull();
    }

    @Test
    void keepsTheFirstFailureAndCleansUpOnce() {
        RunningOperation operation = new RunningOperation(1, notes, List.of(BEGIN));
        operation.next();
        GranaryException first = failure("the first");
        operation.failed(first, transactions);
        operation.next();

        operation.failed(failure("of the clean-up"), transactions);

        assertThat(operation.failure()).isSameAs(first);
        assertThat(operation.next()).isNull();
        assertThat(notes.failed).containsExactly(BEGIN);
    }

    @Test
    void doesNotCountAStepOfTheCleanUpAsProgress() {
        RunningOperation operation = new RunningOperation(1, notes, List.of(BEGIN));
        operation.next();
        operation.failed(failure("the first"), transactions);
        operation.next();

        operation.ended(StatementRows.NOTHING, transactions);

        assertThat(notes.stepped).isEmpty();
    }

    @Test
    void keepsWhatOnlyAStatementGave() {
        StatementRows rows = new StatementRows(List.of("a"), List.of(), -1);
        RunningOperation operation = new RunningOperation(1, notes, List.of(BEGIN));
        operation.next();

        operation.ended(rows, transactions);

        assertThat(operation.rows()).isSameAs(StatementRows.NOTHING);
    }

    @Test
    void knowsWhetherAStatementOfItHasEnded() {
        Step run = new Step.Run(Texts.sql("insert into t values (1)"), 0);
        RunningOperation operation = new RunningOperation(1, notes, List.of(BEGIN, run, run));
        operation.next();
        operation.ended(StatementRows.NOTHING, transactions);
        operation.next();

        assertThat(operation.hasRun()).isFalse();

        operation.ended(StatementRows.NOTHING, transactions);
        operation.next();

        assertThat(operation.hasRun()).isTrue();
    }

    private static GranaryException failure(String text) {
        return InvalidRequestException.of(text, "none");
    }

    private static final class Notes implements Operation {

        private final List<Step> stepped = new ArrayList<>();
        private final List<Step> failed = new ArrayList<>();

        @Override
        public Answer<?> answer() {
            return Answer.unheard();
        }

        @Override
        public List<Step> plan(TransactionState transactions) {
            return List.of();
        }

        @Override
        public List<Step> stepped(Step step, StatementRows rows, TransactionState transactions) {
            stepped.add(step);
            return List.of();
        }

        @Override
        public List<Step> stepFailed(Step step, GranaryException failure, TransactionState transactions) {
            failed.add(step);
            return List.of(CLEAN_UP);
        }

        @Override
        public void succeed(StatementRows rows, TransactionState transactions) {
            // Not reached: the actor calls it.
        }
    }
}

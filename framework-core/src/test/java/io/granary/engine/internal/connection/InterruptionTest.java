package io.granary.engine.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import org.junit.jupiter.api.Test;

class InterruptionTest {

    private final GranaryException reason = InvalidRequestException.of("Its time is over.", "wait longer");
    private final GranaryException other = InvalidRequestException.of("It was wrong.", "correct it");

    @Test
    void isQuietWhenStatementAndOrderAreBothOverInEitherOrder() {
        Interruption first = new Interruption(reason, true);
        first.stepFailed(null);
        assertThat(first.isQuiet()).isFalse();
        first.requestEnded();
        assertThat(first.isQuiet()).isTrue();

        Interruption second = new Interruption(reason, true);
        second.requestEnded();
        assertThat(second.isQuiet()).isFalse();
        second.stepEnded(StatementRows.NOTHING);
        assertThat(second.isQuiet()).isTrue();
    }

    @Test
    void tellsItsReasonUnlessTheStatementFailedForAnother() {
        Interruption stopped = new Interruption(reason, true);
        stopped.stepFailed(null);
        assertThat(stopped.failure()).isSameAs(reason);
        assertThat(stopped.rows()).isNull();

        Interruption failed = new Interruption(reason, true);
        failed.stepFailed(other);
        assertThat(failed.failure()).isSameAs(other);
    }

    @Test
    void keepsWhatTheStatementGaveAfterAll() {
        Interruption late = new Interruption(reason, false);
        late.stepEnded(StatementRows.NOTHING);

        assertThat(late.rows()).isSameAs(StatementRows.NOTHING);
        assertThat(late.isStepOver()).isTrue();
    }

    @Test
    void becomesUrgentWhenItIsPressed() {
        Interruption patient = new Interruption(reason, false);
        assertThat(patient.isUrgent()).isFalse();

        patient.press();

        assertThat(patient.isUrgent()).isTrue();
    }
}

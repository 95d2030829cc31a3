package io.granary.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.internal.connection.ConnectionReport;
import io.granary.engine.internal.connection.Pulse;
import io.granary.engine.internal.pool.Suspicion.Verdict;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SuspicionTest {

    private static final long GRACE = 1_000;

    private final Suspicion suspicion = new Suspicion(List.of(1L, 2L), 0, 7);

    @Test
    void isConfirmedWhenNothingRanBetweenTwoQuestions() {
        assertThat(first(1, 10)).isEqualTo(Verdict.OPEN);
        assertThat(first(2, 20)).isEqualTo(Verdict.QUIET);
        assertThat(suspicion.isDue(GRACE - 1, GRACE)).isFalse();
        assertThat(suspicion.isDue(GRACE, GRACE)).isTrue();

        assertThat(suspicion.askAgain()).isEqualTo(8);

        assertThat(suspicion.isDue(9 * GRACE, GRACE))
                .as("it asks twice and no more")
                .isFalse();
        assertThat(second(2, 20)).isEqualTo(Verdict.OPEN);
        assertThat(second(1, 10)).isEqualTo(Verdict.CONFIRMED);
    }

    @Test
    void isUnfoundedWhenSomethingRuns() {
        assertThat(suspicion.hear(activity(7, 1, new Pulse(10, 0, true, false))))
                .isEqualTo(Verdict.UNFOUNDED);
    }

    @Test
    @Tag("F37")
    void isConfirmedWhenStreamsWaitForReadersWhoAskForNothing() {
        first(1, 10);
        suspicion.hear(activity(7, 2, new Pulse(20, 4, true, true)));
        suspicion.askAgain();
        second(1, 10);

        assertThat(suspicion.hear(activity(8, 2, new Pulse(20, 4, true, true)))).isEqualTo(Verdict.CONFIRMED);
    }

    @Test
    @Tag("F37")
    void isUnfoundedWhenAReaderTookSomethingInBetween() {
        first(1, 10);
        suspicion.hear(activity(7, 2, new Pulse(20, 4, true, true)));
        suspicion.askAgain();
        second(1, 10);

        assertThat(suspicion.hear(activity(8, 2, new Pulse(20, 6, true, true)))).isEqualTo(Verdict.UNFOUNDED);
    }

    @Test
    void isUnfoundedWhenSomethingRanInBetween() {
        first(1, 10);
        first(2, 20);
        suspicion.askAgain();
        second(1, 10);

        assertThat(second(2, 21)).isEqualTo(Verdict.UNFOUNDED);
    }

    @Test
    void isUnfoundedWhenALeaseIsOverMeanwhile() {
        assertThat(first(0, 10)).isEqualTo(Verdict.UNFOUNDED);
        assertThat(first(3, 10)).isEqualTo(Verdict.UNFOUNDED);
    }

    @Test
    void isNotDueBeforeAllHaveAnswered() {
        first(1, 10);

        assertThat(suspicion.isDue(GRACE, GRACE)).isFalse();
    }

    @Test
    void hearsNoAnswerToAnotherQuestion() {
        assertThat(suspicion.hear(activity(5, 1, new Pulse(10, 0, true, false))))
                .isEqualTo(Verdict.OPEN);
    }

    private static ConnectionReport.Activity activity(long question, long lease, Pulse pulse) {
        return new ConnectionReport.Activity(lease, question, lease, pulse);
    }

    private Verdict first(long lease, long operations) {
        return suspicion.hear(activity(7, lease, new Pulse(operations, 0, false, false)));
    }

    private Verdict second(long lease, long operations) {
        return suspicion.hear(activity(8, lease, new Pulse(operations, 0, false, false)));
    }
}

package io.granary.engine.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RelayPhasesTest {

    private final RelayPhases phases = new RelayPhases();

    @Test
    void givesRowsOnWhileSomebodyListensAndWantsThem() {
        assertThat(phases.isListening()).isTrue();
        assertThat(phases.come()).isTrue();

        phases.drain();

        assertThat(phases.come()).isFalse();
        assertThat(phases.isListening()).isTrue();
        assertThat(phases.isIncomplete()).as("they were wanted").isTrue();
    }

    @Test
    void aReaderWhoHasGoneMissesNothing() {
        assertThat(phases.leave()).isTrue();

        assertThat(phases.come()).isFalse();
        assertThat(phases.isIncomplete()).isFalse();
        assertThat(phases.isGone()).isTrue();
    }

    @Test
    void noPhaseOfTheReaderComesBack() {
        assertThat(phases.tell()).isTrue();
        assertThat(phases.leave()).isFalse();
        assertThat(phases.tell()).isFalse();
        assertThat(phases.isGone()).isFalse();

        RelayPhases other = new RelayPhases();
        assertThat(other.leave()).isTrue();
        assertThat(other.tell()).isFalse();
        assertThat(other.isGone()).isTrue();
    }

    /** Between the two a driver would not be told of the statement's end. */
    @Test
    void canBeStoppedAtOnceBeforeItIsSentAndWhenItFlows() {
        assertThat(phases.isFlowing()).isTrue();
        assertThat(phases.isSent()).isFalse();
        phases.ask();
        assertThat(phases.isFlowing()).isFalse();
        assertThat(phases.isSent()).isTrue();
        phases.come();
        assertThat(phases.isFlowing()).isTrue();
        phases.ask();
        assertThat(phases.isFlowing()).isTrue();
    }

    @Test
    void whatNobodyListensToIsNotDrainedAnyMore() {
        phases.drain();
        assertThat(phases.isUnheard()).isFalse();
        phases.stopListening();
        phases.drain();
        assertThat(phases.isUnheard()).isTrue();
        assertThat(phases.come()).isFalse();
    }
}

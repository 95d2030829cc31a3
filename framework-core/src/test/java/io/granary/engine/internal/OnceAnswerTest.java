package io.granary.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PoolClosedException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnceAnswerTest {

    /** Hears an answer, and does not say so before it has thought about it. */
    private static final class Thinking implements Answer<String> {

        private final List<String> heard = new ArrayList<>();
        private int abandoners;

        @Override
        public void offer(String value, Runnable refused) {
            heard.add(value);
        }

        @Override
        public void fail(GranaryException failure) {
            heard.add(failure.getClass().getSimpleName());
        }

        @Override
        public void whenAbandoned(Runnable action) {
            abandoners++;
        }
    }

    private final Thinking asker = new Thinking();
    private final OnceAnswer<String> answer = new OnceAnswer<>(asker);
    private final List<String> refused = new ArrayList<>();

    private static InvalidRequestException failure() {
        return InvalidRequestException.of("The second answer.", "none");
    }

    @Test
    void aFailureBehindAFailureIsNotHeard() {
        answer.fail(failure());
        answer.fail(PoolClosedException.of("The second.", "none"));

        assertThat(asker.heard).containsExactly("InvalidRequestException");
    }

    @Test
    void aValueBehindAFailureIsTakenBack() {
        answer.fail(failure());
        answer.offer("late", () -> refused.add("late"));

        assertThat(asker.heard).hasSize(1);
        assertThat(refused).containsExactly("late");
    }

    @Test
    void afterItsAnswerNobodyWaits() {
        answer.whenAbandoned(() -> refused.add("never"));
        assertThat(answer.abandoned()).isFalse();

        answer.succeed("first");
        answer.whenAbandoned(() -> refused.add("never"));

        assertThat(answer.abandoned()).isTrue();
        assertThat(asker.abandoners).isEqualTo(1);
        assertThat(refused).isEmpty();
    }
}

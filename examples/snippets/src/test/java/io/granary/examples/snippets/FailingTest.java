package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.error.DatabaseError;
import io.granary.error.DeadlockException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FailingTest extends OnLibrary {

    private final AtomicInteger runs = new AtomicInteger();

    @Test
    void answersTheKindOfErrorThatItKnows() {
        assertThat(await(Failing.borrow(engine, 1, 3))).isEqualTo("done");
        assertThat(await(Failing.borrow(engine, 2, 3))).isEqualTo("done");
        assertThat(await(Failing.borrow(engine, 2, 3)))
                .startsWith("no copy is left (")
                .containsIgnoringCase("book_copies_check");
    }

    @Test
    void runsATransactionAgainAfterADeadlock() {
        assertThat(await(Failing.retrying(3, () -> failUntilRun(3)))).isEqualTo(3);
    }

    @Test
    void givesUpAfterTheLastAttempt() {
        assertThatThrownBy(() -> await(Failing.retrying(2, () -> failUntilRun(3))))
                .hasCauseInstanceOf(DeadlockException.class);
        assertThat(runs).hasValue(2);
    }

    @Test
    void doesNotRepeatWhatCannotSucceed() {
        assertThatThrownBy(() -> await(Failing.retrying(3, () -> {
                    runs.incrementAndGet();
                    return CompletableFuture.failedStage(ArgumentException.of("Wrong.", "do it right"));
                })))
                .hasCauseInstanceOf(ArgumentException.class);
        assertThat(runs).hasValue(1);
    }

    private CompletionStage<Integer> failUntilRun(int last) {
        int run = runs.incrementAndGet();
        return run < last
                ? CompletableFuture.failedStage(new DeadlockException(DatabaseError.of("deadlock"), null))
                : CompletableFuture.completedStage(run);
    }
}

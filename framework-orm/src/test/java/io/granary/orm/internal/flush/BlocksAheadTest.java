package io.granary.orm.internal.flush;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.orm.internal.turn.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.apache.pekko.Done;
import org.junit.jupiter.api.Test;

class BlocksAheadTest {

    private final List<String> seen = new ArrayList<>();
    private final List<CompletableFuture<String>> answers = new ArrayList<>();
    private final BlocksAhead<Integer, String> blocks =
            new BlocksAhead<>(new Turn(Runnable::run, Runnable::run), this::send, this::settle);

    private CompletionStage<String> send(List<Integer> block) {
        seen.add("send " + block);
        CompletableFuture<String> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    private Done settle(List<Integer> block, String told) {
        seen.add(told + " " + block);
        return Done.getInstance();
    }

    private CompletableFuture<Done> write(int rows) {
        return blocks.write(IntStream.rangeClosed(1, rows).boxed().toList(), 2).toCompletableFuture();
    }

    @Test
    void threeAreAheadAndOneMoreForEachThatIsSettled() {
        CompletableFuture<Done> all = write(9);
        assertThat(seen).containsExactly("send [1, 2]", "send [3, 4]", "send [5, 6]");

        answers.get(0).complete("told");
        assertThat(seen).last().isEqualTo("send [7, 8]");
        assertThat(seen).contains("told [1, 2]");

        answers.get(1).complete("told");
        assertThat(seen).last().isEqualTo("send [9]");
        answers.subList(2, 5).forEach(answer -> answer.complete("told"));
        assertThat(all).isCompletedWithValue(Done.getInstance());
        assertThat(seen).last().isEqualTo("told [9]");
    }

    @Test
    void answersAreDealtWithInTheOrderOfRows() {
        CompletableFuture<Done> all = write(4);
        answers.get(1).complete("second");
        assertThat(seen).hasSize(2);
        answers.get(0).complete("first");
        assertThat(seen).endsWith("first [1, 2]", "second [3, 4]");
        assertThat(all).isCompleted();
    }

    /** Threads beside the turn overtake each other. */
    @Test
    void blocksAreSentInTheOrderOfRowsWhoeverIsFirstAside() {
        Deque<Runnable> threads = new ArrayDeque<>();
        new BlocksAhead<>(new Turn(Runnable::run, threads::push), this::send, this::settle)
                .write(List.of(1, 2, 3, 4, 5, 6), 2);
        while (!threads.isEmpty()) {
            threads.pop().run();
        }
        assertThat(seen).containsExactly("send [1, 2]", "send [3, 4]", "send [5, 6]");
    }

    /** Who is told goes on to roll back, and what came behind would be settled into objects that are new again. */
    @Test
    void theFirstFailureIsToldWhenNothingIsUnderWayAndNothingBehindItIsSettledOrSent() {
        CompletableFuture<Done> all = write(12);
        answers.get(0).complete("told");
        assertThat(answers).hasSize(4);

        answers.get(1).completeExceptionally(new IllegalStateException("second"));
        answers.get(2).complete("told");
        assertThat(all).isNotDone();

        answers.get(3).completeExceptionally(new IllegalStateException("fourth"));
        assertThatThrownBy(all::join).hasRootCauseMessage("second");
        assertThat(answers).hasSize(4);
        assertThat(seen).filteredOn(line -> line.startsWith("told")).containsExactly("told [1, 2]");
    }
}

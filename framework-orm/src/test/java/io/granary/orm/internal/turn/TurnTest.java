package io.granary.orm.internal.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TurnTest {

    private final Deque<Runnable> messages = new ArrayDeque<>();
    private final Turn turn = new Turn(messages::add, Runnable::run);

    @Test
    void goesOnAtOnceInTheTurnAndByMessageElsewhere() {
        List<String> done = new ArrayList<>();

        turn.take(() -> turn.execute(() -> done.add("in the turn")));
        assertThat(done).containsExactly("in the turn");

        turn.execute(() -> done.add("elsewhere"));
        assertThat(done).hasSize(1);
        assertThat(messages).hasSize(1);
    }

    @Test
    void isTakenOnTheThreadOfTheTurnOnly() {
        turn.take(() -> {
            assertThat(turn.isTaken()).isTrue();
            assertThat(CompletableFuture.supplyAsync(turn::isTaken).join()).isFalse();
        });
        assertThat(turn.isTaken()).isFalse();
    }

    @Test
    void takesOneMessageForAChainThatNeedNotWait() {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        CompletionStage<Integer> end = turn.map(turn.map(turn.then(answer, this::next), n -> n + 1), n -> n + 1);

        answer.complete(1);
        assertThat(messages).hasSize(1);
        turn.take(messages.remove());

        assertThat(messages).isEmpty();
        assertThat(end.toCompletableFuture()).isCompletedWithValue(4);
    }

    /** Each link would stand in the one before it. */
    @Test
    void doesNotGoDeeperWithTheLengthOfAChain() {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        CompletionStage<Integer> end = answer;
        for (int link = 0; link < 50_000; link++) {
            end = turn.then(end, this::next);
        }

        answer.complete(0);
        while (!messages.isEmpty()) {
            turn.take(messages.remove());
        }

        assertThat(end.toCompletableFuture()).isCompletedWithValue(50_000);
    }

    private CompletionStage<Integer> next(int number) {
        return CompletableFuture.completedFuture(number + 1);
    }
}

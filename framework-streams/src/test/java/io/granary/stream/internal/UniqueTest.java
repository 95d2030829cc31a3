package io.granary.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.RowChunk;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class UniqueTest {

    private static final RowChunk ANY = ScriptedChunks.numbers(1, 1);

    @Test
    void givesEachElementOnceOverAllChunks() {
        Function<RowChunk, List<Integer>> once = Unique.of(ScriptedChunks.READING, number -> number);

        assertThat(once.apply(ScriptedChunks.numbers(1, 3))).containsExactly(1, 2, 3);
        assertThat(once.apply(ScriptedChunks.numbers(2, 5))).containsExactly(4, 5);
        assertThat(once.apply(ScriptedChunks.numbers(1, 5))).isEmpty();
    }

    @Test
    void givesTheFirstOfThoseWithTheSameKey() {
        assertThat(Unique.of(ScriptedChunks.READING, number -> number % 3).apply(ScriptedChunks.numbers(4, 9)))
                .containsExactly(4, 5, 6);
    }

    @Test
    void countsNullAsAnElement() {
        assertThat(Unique.of(chunk -> Arrays.asList(null, 1, null), number -> number)
                        .apply(ANY))
                .containsExactly(null, 1);
    }

    @Test
    void countsArraysByContent() {
        byte[] first = {1, 2};
        byte[] second = {1, 3};

        assertThat(Unique.of(chunk -> List.of(first, second, new byte[] {1, 2}), bytes -> bytes)
                        .apply(ANY))
                .containsExactly(first, second);
    }

    @Test
    void remembersForItselfOnly() {
        Function<RowChunk, List<Integer>> one = Unique.of(ScriptedChunks.READING, number -> number);
        Function<RowChunk, List<Integer>> other = Unique.of(ScriptedChunks.READING, number -> number);
        assertThat(one.apply(ANY)).containsExactly(1);

        assertThat(other.apply(ANY)).containsExactly(1);
    }
}

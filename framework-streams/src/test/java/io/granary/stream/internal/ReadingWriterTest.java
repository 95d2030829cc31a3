package io.granary.stream.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.InvalidRequestException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingWriterTest {

    @Test
    void givesWhatTheReadingMakesOfEachChunk() {
        ReadingWriter<Integer> writer = new ReadingWriter<>(chunk ->
                ScriptedChunks.READING.apply(chunk).stream().filter(n -> n > 2).toList());
        assertThat(writer.next()).isNull();

        writer.take(ScriptedChunks.numbers(1, 2));
        assertThat(writer.next()).as("nothing of this chunk").isNull();
        writer.take(ScriptedChunks.numbers(3, 4));

        assertThat(List.of(writer.next(), writer.next())).containsExactly(3, 4);
        assertThat(writer.next()).isNull();
    }

    /** The rows behind it must not get lost in silence, as they would if null meant that another chunk is needed. */
    @Test
    void refusesNullAndSaysWhatToDo() {
        ReadingWriter<Integer> writer = new ReadingWriter<>(chunk -> Arrays.asList(1, null, 3));
        writer.take(ScriptedChunks.numbers(1, 3));
        assertThat(writer.next()).isEqualTo(1);

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(writer::next)
                .withMessageContaining("NULL")
                .withMessageContaining("IS NOT NULL");
    }
}

package io.granary.stream.internal;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionWriterTest {

    private static PartitionWriter<Integer> writer(int size) {
        return new PartitionWriter<>(size, ScriptedChunks.READING);
    }

    private static List<List<Integer>> rest(PartitionWriter<Integer> writer) {
        List<List<Integer>> lists = new ArrayList<>();
        for (List<Integer> next = writer.next(); next != null; next = writer.next()) {
            lists.add(next);
        }
        return lists;
    }

    @Test
    void cutsAChunkIntoListsAndKeepsWhatRemains() {
        PartitionWriter<Integer> writer = writer(2);
        writer.take(ScriptedChunks.numbers(1, 5));

        assertThat(rest(writer)).containsExactly(List.of(1, 2), List.of(3, 4));
        writer.end();
        assertThat(rest(writer)).containsExactly(List.of(5));
        assertThat(writer.next()).isNull();
    }

    @Test
    void putsListsTogetherFromManyChunks() {
        PartitionWriter<Integer> writer = writer(5);
        List<List<Integer>> lists = new ArrayList<>();
        for (int chunk = 0; chunk < 4; chunk++) {
            writer.take(ScriptedChunks.numbers(3 * chunk + 1, 3 * chunk + 3));
            lists.addAll(rest(writer));
        }
        writer.end();
        lists.addAll(rest(writer));

        assertThat(lists).containsExactly(List.of(1, 2, 3, 4, 5), List.of(6, 7, 8, 9, 10), List.of(11, 12));
    }

    @Test
    void givesNothingBehindAListThatWasFullAtTheEnd() {
        PartitionWriter<Integer> writer = writer(3);
        writer.take(ScriptedChunks.numbers(1, 3));
        writer.end();

        assertThat(rest(writer)).containsExactly(List.of(1, 2, 3));
    }

    @Test
    void takesNoRoomAheadForAListThatMayNeverBeFull() {
        PartitionWriter<Integer> writer = writer(Integer.MAX_VALUE);
        writer.take(ScriptedChunks.numbers(1, 3));
        assertThat(writer.next()).isNull();
        writer.take(ScriptedChunks.numbers(4, 5));
        assertThat(writer.next()).isNull();
        writer.end();

        assertThat(writer.next()).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void givesListsThatNobodyChanges() {
        PartitionWriter<Integer> writer = writer(2);
        writer.take(ScriptedChunks.numbers(1, 3));
        List<Integer> within = requireNonNull(writer.next());
        writer.end();
        List<Integer> last = requireNonNull(writer.next());

        assertThatThrownBy(() -> Collections.sort(within)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> last.add(4)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void hasNullInItsLists() {
        PartitionWriter<Integer> writer = new PartitionWriter<>(2, chunk -> Arrays.asList(1, null, 3));
        writer.take(ScriptedChunks.numbers(1, 3));

        assertThat(writer.next()).containsExactly(1, null);
    }
}

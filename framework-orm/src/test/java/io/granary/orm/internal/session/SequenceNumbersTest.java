package io.granary.orm.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.internal.session.SequenceNumbers.Source;
import io.granary.orm.mapping.KeyGeneration;
import io.granary.schema.Sequence;
import io.granary.sql.SchemaTranslation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SequenceNumbersTest {

    private static final int BLOCK = 7;

    private static final KeyGeneration.BySequence BY = new KeyGeneration.BySequence(Sequence.named("s"), BLOCK);
    private static final Source SOURCE = new Source(BY, SchemaTranslation.NONE);

    private final SequenceNumbers numbers = new SequenceNumbers();

    @Test
    void givesWhatWasPutInOnceAndInOrder() {
        assertThat(numbers.take(SOURCE, 1)).isEmpty();
        numbers.put(SOURCE, 11, 2);
        numbers.put(SOURCE, 5, 3);
        numbers.put(SOURCE, 1, 0);

        assertThat(numbers.take(SOURCE, 0)).isEmpty();
        assertThat(numbers.take(SOURCE, 1)).containsExactly(11L);
        assertThat(numbers.take(SOURCE, 3)).containsExactly(12L, 5L, 6L);
        assertThat(numbers.take(SOURCE, 3)).containsExactly(7L);
        assertThat(numbers.take(SOURCE, 3)).isEmpty();
    }

    @Test
    void goesToTheLastNumberThereIs() {
        numbers.put(SOURCE, Long.MAX_VALUE - 2, 2);

        assertThat(numbers.take(SOURCE, 5)).containsExactly(Long.MAX_VALUE - 2, Long.MAX_VALUE - 1);
    }

    @Test
    void keepsSequencesApartAndTheSameOneInOtherSchemas() {
        Source elsewhere = new Source(BY, new SchemaTranslation(Map.of("", "tenant")));
        Source another = new Source(new KeyGeneration.BySequence(Sequence.named("t"), BLOCK), SchemaTranslation.NONE);
        numbers.put(SOURCE, 1, 1);
        numbers.put(elsewhere, 2, 1);

        assertThat(numbers.take(another, 1)).isEmpty();
        assertThat(numbers.take(elsewhere, 9)).containsExactly(2L);
        assertThat(numbers.take(SOURCE, 9)).containsExactly(1L);
    }

    @Test
    void losesAndDoublesNoneForManyAtOnce() {
        AtomicLong sequence = new AtomicLong();
        CountDownLatch together = new CountDownLatch(1);
        List<CompletableFuture<List<Long>>> all = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> taken(together, sequence)))
                .toList();
        together.countDown();

        List<Long> given =
                all.stream().flatMap(each -> each.join().stream()).sorted().toList();
        List<Long> left = numbers.take(SOURCE, Integer.MAX_VALUE);
        assertThat(given).hasSize(4_000).doesNotHaveDuplicates();
        assertThat(LongStream.concat(
                                given.stream().mapToLong(Long::longValue),
                                left.stream().mapToLong(Long::longValue))
                        .sorted())
                .containsExactlyElementsOf(
                        LongStream.range(0, sequence.get()).boxed().toList());
    }

    /** As sessions do: what is there, else a block, of which the rest is put in. */
    private List<Long> taken(CountDownLatch together, AtomicLong sequence) {
        try {
            together.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        List<Long> mine = new ArrayList<>();
        while (mine.size() < 1_000) {
            List<Long> some = numbers.take(SOURCE, Math.min(1 + mine.size() % 3, 1_000 - mine.size()));
            mine.addAll(some);
            if (some.isEmpty()) {
                long first = sequence.getAndAdd(BLOCK);
                mine.add(first);
                numbers.put(SOURCE, first + 1, BLOCK - 1);
            }
        }
        return mine;
    }
}

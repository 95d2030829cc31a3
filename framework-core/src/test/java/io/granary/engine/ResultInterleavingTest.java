package io.granary.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever mixture of reads through whichever views: each row is given once, in order. */
class ResultInterleavingTest {

    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void anyMixtureOfReadsGivesEachRowOnceInOrder(int seed) {
        Random random = new Random(seed);
        int size = random.nextInt(60);
        Result result = Samples.numbers(size);
        List<ResultView<?>> views = List.of(
                result,
                result.scalars(Integer.class),
                result.mappings(),
                result.columns(-1).columns("n"),
                result.unique(),
                result.scalars().unique());
        List<Object> read = new ArrayList<>();
        while (!result.isSoftClosed()) {
            step(views.get(random.nextInt(views.size())), random, read);
        }
        assertThat(read).isEqualTo(IntStream.range(0, size).boxed().toList());
        assertThat(result.all()).isEmpty();
    }

    private static void step(ResultView<?> view, Random random, List<Object> read) {
        switch (random.nextInt(5)) {
            case 0 -> view.fetchMany(random.nextInt(6)).forEach(element -> read.add(number(element)));
            case 1 -> take(view.iterator(), random.nextInt(4), read);
            case 2 ->
                assertThat(view.iterator().hasNext()).isEqualTo(view.iterator().hasNext());
            case 3 -> {
                if (view instanceof Result rows) {
                    rows.fetchOne().ifPresent(row -> read.add(number(row)));
                }
            }
            default -> {
                for (List<?> part : view.partitions(1 + random.nextInt(5))) {
                    part.forEach(element -> read.add(number(element)));
                    if (random.nextBoolean()) {
                        break;
                    }
                }
            }
        }
    }

    private static void take(Iterator<?> elements, int count, List<Object> read) {
        for (int i = 0; i < count && elements.hasNext(); i++) {
            read.add(number(elements.next()));
        }
    }

    private static Object number(Object element) {
        if (element instanceof Row row) {
            return row.values().get(0);
        }
        return element instanceof Map<?, ?> map ? map.values().iterator().next() : element;
    }
}

package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out what was given before. Used by one reader at a time, as a result has one position.
 *
 * @param <T> the elements
 */
public final class Unique<T extends @Nullable Object> implements Function<RowChunk, List<T>> {

    private static final RowKeys ONE = RowKeys.of("value");

    private final Function<? super RowChunk, List<T>> reading;
    private final Function<? super T, ?> key;
    private final Set<@Nullable Object> seen = new HashSet<>();

    private Unique(Function<? super RowChunk, List<T>> reading, Function<? super T, ?> key) {
        this.reading = reading;
        this.key = key;
    }

    /**
     * {@return a reading that gives one element for each key, the first}
     *
     * @param <T> the elements
     * @param reading gives them, equal ones too
     * @param key what makes two elements the same; arrays count by content
     */
    public static <T extends @Nullable Object> Function<RowChunk, List<T>> of(
            Function<? super RowChunk, List<T>> reading, Function<? super T, ?> key) {
        return new Unique<>(reading, key);
    }

    @Override
    public List<T> apply(RowChunk chunk) {
        List<T> fresh = new ArrayList<>();
        for (T element : reading.apply(chunk)) {
            if (seen.add(mark(key.apply(element)))) {
                fresh.add(element);
            }
        }
        return fresh;
    }

    /** A row is equal to another by the content of its arrays, which arrays are not. */
    private static @Nullable Object mark(@Nullable Object key) {
        if (key == null || !key.getClass().isArray()) {
            return key;
        }
        List<@Nullable Object[]> values = new ArrayList<>();
        values.add(new Object[] {key});
        return new RowChunk(ONE, values).row(0);
    }
}

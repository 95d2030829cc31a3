package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Leaves out what was given before. Used by one reader at a time, as a result has one position.
 *
 * @param <T> the elements
 */
public final class Unique<T> implements Function<RowChunk, List<T>> {

    private final Function<RowChunk, List<T>> reading;
    private final Set<T> seen = new HashSet<>();

    private Unique(Function<RowChunk, List<T>> reading) {
        this.reading = reading;
    }

    /**
     * {@return a reading that gives each element once}
     *
     * @param <T> the elements
     * @param reading gives them, equal ones too
     */
    public static <T> Function<RowChunk, List<T>> of(Function<RowChunk, List<T>> reading) {
        return new Unique<>(reading);
    }

    @Override
    public List<T> apply(RowChunk chunk) {
        List<T> fresh = new ArrayList<>();
        for (T element : reading.apply(chunk)) {
            if (seen.add(element)) {
                fresh.add(element);
            }
        }
        return fresh;
    }
}

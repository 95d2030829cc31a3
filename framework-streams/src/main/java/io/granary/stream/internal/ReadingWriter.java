package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The elements that a reading makes of each chunk, perhaps fewer than it has rows.
 *
 * @param <T> the elements
 */
public final class ReadingWriter<T> implements ChunkWriter<T> {

    private final Function<? super RowChunk, List<T>> reading;
    private List<T> elements = List.of();
    private int next;

    /**
     * A writer that has taken nothing yet.
     *
     * @param reading what the rows of a chunk become
     */
    public ReadingWriter(Function<? super RowChunk, List<T>> reading) {
        this.reading = reading;
    }

    @Override
    public void take(RowChunk taken) {
        elements = reading.apply(taken);
        next = 0;
    }

    @Override
    public @Nullable T next() {
        return next == elements.size() ? null : elements.get(next++);
    }
}

package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lists of so many elements, the last one of what remains. One that lies within a chunk is a view of it; nothing is copied.
 *
 * @param <T> the elements
 */
public final class PartitionWriter<T> implements ChunkWriter<List<T>> {

    private final int size;
    private final Function<? super RowChunk, List<T>> reading;
    private @Nullable List<T> begun;
    private List<T> chunk = List.of();
    private int next;
    private boolean ended;

    /**
     * A writer that has taken nothing yet.
     *
     * @param size how many elements a list has, at least 1
     * @param reading what the rows of a chunk become
     */
    public PartitionWriter(int size, Function<? super RowChunk, List<T>> reading) {
        this.size = size;
        this.reading = reading;
    }

    @Override
    public void take(RowChunk taken) {
        chunk = reading.apply(taken);
        next = 0;
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public @Nullable List<T> next() {
        int kept = begun == null ? 0 : begun.size();
        int missing = Math.min(size - kept, chunk.size() - next);
        List<T> more = chunk.subList(next, next + missing);
        next += missing;
        if (missing == size) {
            return Collections.unmodifiableList(more);
        }
        if (missing > 0) {
            begun = begun == null ? new ArrayList<>() : begun;
            begun.addAll(more);
        }
        return begun != null && (ended || begun.size() == size) ? taken(begun) : null;
    }

    private List<T> taken(List<T> full) {
        begun = null;
        return Collections.unmodifiableList(full);
    }
}

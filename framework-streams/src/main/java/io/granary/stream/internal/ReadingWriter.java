package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import io.granary.error.InvalidRequestException;
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
        if (next == elements.size()) {
            return null;
        }
        T element = elements.get(next++);
        if (element == null) {
            throw noElement();
        }
        return element;
    }

    /**
     * {@return elements of which none is null}
     *
     * @param <T> the elements
     * @param read what was read
     */
    public static <T> List<T> elements(List<T> read) {
        for (T element : read) {
            if (element == null) {
                throw noElement();
            }
        }
        return read;
    }

    /** Why a stream whose next element would be null fails. */
    static InvalidRequestException noElement() {
        return InvalidRequestException.of(
                "A value is NULL, and a stream has no element that stands for it.",
                "leave such rows out with IS NOT NULL, read the rows themselves, or partitions(), whose lists have null");
    }
}

package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import org.jspecify.annotations.Nullable;

/**
 * Makes of chunks the elements of a stream. One for each materialization, called by its stage only.
 *
 * @param <T> the elements
 */
public interface ChunkWriter<T> {

    /**
     * Takes a chunk.
     *
     * @param chunk after all of the one before was given
     */
    void take(RowChunk chunk);

    /** No chunk follows. */
    default void end() {}

    /** {@return the next element; null when another chunk, or the end, is needed for one} */
    @Nullable T next();
}

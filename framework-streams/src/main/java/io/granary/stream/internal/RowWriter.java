package io.granary.stream.internal;

import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One element a row.
 *
 * @param <T> the elements
 */
public final class RowWriter<T> implements ChunkWriter<T> {

    private final Function<? super Row, ? extends T> change;
    private @Nullable RowChunk chunk;
    private int next;

    /**
     * A writer that has taken nothing yet.
     *
     * @param change what a row becomes
     */
    public RowWriter(Function<? super Row, ? extends T> change) {
        this.change = change;
    }

    @Override
    public void take(RowChunk taken) {
        chunk = taken;
        next = 0;
    }

    @Override
    public @Nullable T next() {
        RowChunk from = chunk;
        return from == null || next == from.size() ? null : change.apply(from.row(next++));
    }
}

package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A wish for the next rows of a result, gathered by its cursor. Only the cursor touches what was gathered.
 *
 * @param <T> what rows become
 */
public final class Fetch<T> implements CursorCommand {

    private final long most;
    private final boolean last;
    private final boolean whole;
    private final Function<? super RowChunk, List<T>> reading;
    private final CompletableFuture<List<T>> reply;
    private final List<T> gathered = new ArrayList<>();

    /**
     * A wish.
     *
     * @param most how many elements are wanted
     * @param last whether the result is closed behind it
     * @param whole whether rows are taken as they came, a piece for each element
     * @param reading what rows become; called by the cursor only
     * @param reply gets the elements, fewer than wanted at the end
     */
    Fetch(
            long most,
            boolean last,
            boolean whole,
            Function<? super RowChunk, List<T>> reading,
            CompletableFuture<List<T>> reply) {
        this.most = most;
        this.last = last;
        this.whole = whole;
        this.reading = reading;
        this.reply = reply;
    }

    boolean isLast() {
        return last;
    }

    /** Whether rows are taken as they came. */
    boolean isWhole() {
        return whole;
    }

    /** How many more elements are wanted. */
    long missing() {
        return most - gathered.size();
    }

    /** How many rows of one piece are wanted. */
    long rowsWanted() {
        return whole ? Long.MAX_VALUE : missing();
    }

    void take(RowChunk rows) {
        gathered.addAll(reading.apply(rows));
    }

    /** Answers with what was gathered, unless it was answered. */
    void answer() {
        reply.complete(gathered);
    }

    /** Answers for a cursor that is no more: nothing is left, or why that is so. */
    void answer(@Nullable Throwable failure) {
        if (failure == null) {
            reply.complete(List.of());
        } else {
            reply.completeExceptionally(failure);
        }
    }
}

package io.granary.stream.internal;

import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** What is known of a cursor without asking its actor, which alone writes it. Thread-safe. */
final class CursorStatus {

    /** How it ended: in failure, or with nothing left. */
    record End(Optional<Throwable> failure) {

        static final End EXHAUSTED = new End(Optional.empty());

        static End closed() {
            return new End(Optional.of(Cursor.closed()));
        }
    }

    private final Supplier<RowKeys> declared;
    private final CompletableFuture<RowKeys> keys = new CompletableFuture<>();
    private final CompletableFuture<Done> over = new CompletableFuture<>();
    private volatile @Nullable End end;

    /**
     * Nothing was read.
     *
     * @param declared the columns of a result that turns out to have no row
     */
    CursorStatus(Supplier<RowKeys> declared) {
        this.declared = declared;
    }

    /** The columns are known from the first rows on. */
    void arrived(RowChunk chunk) {
        keys.complete(chunk.keys());
    }

    /** Everything that was asked of the actor so far is answered, and whatever it has not read yet may be answered by this. */
    void ended(End how) {
        end = how;
        if (how.failure().isPresent()) {
            keys.completeExceptionally(how.failure().get());
        } else if (!keys.isDone()) {
            keys.complete(declared.get());
        }
        over.complete(Done.getInstance());
    }

    @Nullable End end() {
        return end;
    }

    CompletionStage<RowKeys> keys() {
        return keys.minimalCompletionStage();
    }

    CompletionStage<Done> over() {
        return over.minimalCompletionStage();
    }
}

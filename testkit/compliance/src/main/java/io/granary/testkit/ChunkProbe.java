package io.granary.testkit;

import static java.util.Objects.requireNonNull;

import io.granary.engine.RowChunk;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Subscribes to chunks of rows and asks for as many as the test says. Its methods wait, 30 seconds at most. */
public final class ChunkProbe implements Subscriber<RowChunk> {

    private static final int PATIENCE = 30;

    private final BlockingQueue<RowChunk> chunks = new LinkedBlockingQueue<>();
    private final CompletableFuture<@Nullable Throwable> end = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    private ChunkProbe() {}

    /**
     * {@return a probe that has subscribed and asked for nothing}
     *
     * @param rows what to listen to
     */
    public static ChunkProbe on(Publisher<RowChunk> rows) {
        ChunkProbe probe = new ChunkProbe();
        rows.subscribe(probe);
        return probe;
    }

    /** {@return this, having asked for so many chunks} */
    public ChunkProbe request(long wanted) {
        requireNonNull(subscription).request(wanted);
        return this;
    }

    /** Has had enough. */
    public void cancel() {
        requireNonNull(subscription).cancel();
    }

    /** {@return the next chunk} */
    public RowChunk next() {
        try {
            RowChunk chunk = chunks.poll(PATIENCE, TimeUnit.SECONDS);
            if (chunk == null) {
                throw new AssertionError("No chunk came within " + PATIENCE + " s; the end was " + end);
            }
            return chunk;
        } catch (InterruptedException stopped) {
            throw new AssertionError(stopped);
        }
    }

    /** {@return all chunks, after asking for everything; the stream has to end well} */
    public List<RowChunk> all() {
        request(Long.MAX_VALUE);
        assertCompleted();
        return new ArrayList<>(chunks);
    }

    /** {@return how many chunks came that were not taken} */
    public int untaken() {
        return chunks.size();
    }

    /** {@return whether the end has come, good or bad} */
    public boolean isOver() {
        return end.isDone();
    }

    /** Waits for a good end. */
    public void assertCompleted() {
        Throwable failure = awaitEnd();
        if (failure != null) {
            throw new AssertionError("The stream failed.", failure);
        }
    }

    /** {@return what it failed with, which has to be of that class} */
    public <E extends Throwable> E failure(Class<E> kind) {
        Throwable failure = awaitEnd();
        if (!kind.isInstance(failure)) {
            throw new AssertionError("Expected " + kind + ", found " + failure, failure);
        }
        return kind.cast(failure);
    }

    private @Nullable Throwable awaitEnd() {
        try {
            return end.get(PATIENCE, TimeUnit.SECONDS);
        } catch (Exception late) {
            throw new AssertionError("The stream has not ended.", late);
        }
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
    }

    @Override
    public void onNext(RowChunk chunk) {
        chunks.add(chunk);
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(failure);
    }

    @Override
    public void onComplete() {
        end.complete(null);
    }
}

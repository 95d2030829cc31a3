package io.granary.stream.internal;

import static java.util.Objects.requireNonNull;

import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Chunks of rows at the test's word, whether they were asked for or not. Remembers what was asked of it. Thread-safe. */
final class ScriptedChunks implements Publisher<RowChunk>, Subscription {

    static final RowKeys KEYS = RowKeys.of("n");

    /** What the numbers of {@link #numbers} are read by. */
    static final Function<RowChunk, List<Integer>> READING =
            chunk -> chunk.rows().stream().map(ScriptedChunks::number).toList();

    private final boolean admitting;
    private final AtomicInteger subscribers = new AtomicInteger();
    private final AtomicLong requested = new AtomicLong();
    private final AtomicInteger cancels = new AtomicInteger();
    private volatile @Nullable Subscriber<? super RowChunk> subscriber;

    private ScriptedChunks(boolean admitting) {
        this.admitting = admitting;
    }

    /** Tells whoever subscribes so at once, as Reactive Streams has it. */
    static ScriptedChunks scripted() {
        return new ScriptedChunks(true);
    }

    /** Tells whoever subscribes so when the test says. */
    static ScriptedChunks admittingLate() {
        return new ScriptedChunks(false);
    }

    static RowChunk numbers(int from, int to) {
        return new RowChunk(
                KEYS,
                IntStream.rangeClosed(from, to)
                        .mapToObj(number -> new Object[] {number})
                        .toList());
    }

    static int number(Row row) {
        return requireNonNull(row.get(0, Integer.class));
    }

    @Override
    public void subscribe(Subscriber<? super RowChunk> given) {
        subscribers.incrementAndGet();
        subscriber = given;
        if (admitting) {
            admit();
        }
    }

    // ---- the test's side

    void admit() {
        requireNonNull(subscriber).onSubscribe(this);
    }

    ScriptedChunks give(int from, int to) {
        requireNonNull(subscriber).onNext(numbers(from, to));
        return this;
    }

    void complete() {
        requireNonNull(subscriber).onComplete();
    }

    void fail(Throwable failure) {
        requireNonNull(subscriber).onError(failure);
    }

    int subscribers() {
        return subscribers.get();
    }

    long requested() {
        return requested.get();
    }

    boolean isCancelled() {
        return cancels.get() > 0;
    }

    // ---- the subscriber's side

    @Override
    public void request(long chunks) {
        requested.addAndGet(chunks);
    }

    @Override
    public void cancel() {
        cancels.incrementAndGet();
    }
}

package io.granary.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** Data of a copy that comes and ends at the test's word. For one subscriber, and one thread that gives. */
final class FedData implements Publisher<ByteBuffer> {

    private final CompletableFuture<Subscriber<? super ByteBuffer>> subscriber = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> asked = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> cancelled = new CompletableFuture<>();

    @Override
    public void subscribe(Subscriber<? super ByteBuffer> given) {
        given.onSubscribe(new Subscription() {
            @Override
            public void request(long wanted) {
                asked.complete(null);
            }

            @Override
            public void cancel() {
                cancelled.complete(null);
            }
        });
        subscriber.complete(given);
    }

    /** Waits until the driver asks for it. */
    FedData give(String lines) {
        Await.value(asked.thenApply(nothing -> true));
        Await.value(subscriber).onNext(ByteBuffer.wrap(lines.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    void complete() {
        Await.value(subscriber).onComplete();
    }

    void fail(Throwable failure) {
        Await.value(subscriber).onError(failure);
    }

    void awaitCancelled() {
        Await.value(cancelled.thenApply(nothing -> true));
    }

    /** Whether somebody waits for what comes of it. */
    boolean isAwaited() {
        return subscriber.isDone() && !cancelled.isDone();
    }

    boolean isSubscribedTo() {
        return subscriber.isDone();
    }
}

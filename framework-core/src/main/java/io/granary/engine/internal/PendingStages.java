package io.granary.engine.internal;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.Done;

/** Stages that have not ended yet, for somebody who waits for all of them. Thread-safe. */
public final class PendingStages {

    private final Map<Object, CompletableFuture<Done>> pending = new ConcurrentHashMap<>();

    /**
     * Remembers a stage until it ends, however it ends.
     *
     * @param stage which
     */
    public void add(CompletionStage<?> stage) {
        CompletableFuture<Done> ended = new CompletableFuture<>();
        Object key = new Object();
        pending.put(key, ended);
        Stages.onEnd(stage, () -> {
            pending.remove(key);
            ended.complete(Done.getInstance());
        });
    }

    /** {@return completes when those have ended that are pending now} */
    public CompletionStage<Void> all() {
        return everyOne();
    }

    /**
     * {@return completes when those have ended that are pending now, or the patience has}
     *
     * @param patience how long to wait at most
     */
    CompletionStage<Void> all(Duration patience) {
        return everyOne().completeOnTimeout(null, patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private CompletableFuture<Void> everyOne() {
        return CompletableFuture.allOf(pending.values().toArray(CompletableFuture[]::new));
    }
}

package io.granary.engine.internal;

import io.granary.driver.Driver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;

/** How far an engine's end has come: asked for, its pool over, its driver closed. Thread-safe. */
final class EngineEnd {

    private final Driver driver;
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean poolOver = new AtomicBoolean();
    private final CompletableFuture<Done> ended = new CompletableFuture<>();

    EngineEnd(Driver driver) {
        this.driver = driver;
    }

    /** Whether this is the first wish for it. */
    boolean ask() {
        return asked.compareAndSet(false, true);
    }

    boolean isAsked() {
        return asked.get();
    }

    /** Told by the pool supervisor, on whichever way it ends: nothing that it is sent from now on is sure to be read. */
    void poolEnded() {
        if (poolOver.compareAndSet(false, true)) {
            asked.set(true);
            Stages.onEnd(driver.close(), () -> ended.complete(Done.getInstance()));
        }
    }

    boolean isPoolOver() {
        return poolOver.get();
    }

    /** Runs something when the driver is closed too, at once if it is; on any thread. */
    void whenEnded(Runnable action) {
        Stages.onEnd(ended, action);
    }
}

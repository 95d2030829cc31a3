package io.granary.engine.internal;

import io.granary.driver.Driver;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.Done;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far an engine's end has come: asked for, its pool and what is open beside it over, its driver closed. Thread-safe. */
final class EngineEnd {

    private static final Logger LOG = LoggerFactory.getLogger(EngineEnd.class);

    private final Driver driver;
    private final Duration patience;
    private final PendingStages beside = new PendingStages();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean poolOver = new AtomicBoolean();
    private final Set<Runnable> before = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Done> ended = new CompletableFuture<>();

    /** Waits for what is open beside the pool for no longer than its patience. */
    EngineEnd(Driver driver, Duration patience) {
        this.driver = driver;
        this.patience = patience;
    }

    /** Whether this is the first wish for it. */
    boolean ask() {
        boolean first = asked.compareAndSet(false, true);
        runAllBefore();
        return first;
    }

    /** Runs something when the end is asked for, at once if it has been; once, on any thread. */
    void beforeIt(Runnable action) {
        before.add(action);
        if (asked.get()) {
            runAllBefore();
        }
    }

    void forget(Runnable action) {
        before.remove(action);
    }

    private void runAllBefore() {
        for (Runnable action : List.copyOf(before)) {
            if (before.remove(action)) {
                run(action);
            }
        }
    }

    /** The pool has to be told of the end whatever becomes of this. */
    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException thrown) {
            LOG.warn("what was to be done before the end of an engine failed", thrown);
        }
    }

    boolean isAsked() {
        return asked.get();
    }

    /** Told by the pool supervisor, on whichever way it ends: nothing that it is sent from now on is sure to be read. */
    void poolEnded() {
        if (poolOver.compareAndSet(false, true)) {
            ask();
            Stages.onEnd(
                    beside.all(patience), () -> Stages.onEnd(driver.close(), () -> ended.complete(Done.getInstance())));
        }
    }

    /** Has the end wait for something beside the pool; too late when the pool is over, which {@link #isAsked} tells. */
    void comesAfter(CompletionStage<?> stage) {
        beside.add(stage);
    }

    boolean isPoolOver() {
        return poolOver.get();
    }

    /** Runs something when the driver is closed too, at once if it is; on any thread. */
    void whenEnded(Runnable action) {
        Stages.onEnd(ended, action);
    }
}

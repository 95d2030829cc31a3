package io.granary.orm.internal.loader;

import io.granary.engine.internal.Promise;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What stands between a loader's handle and its actor, so that whoever asks is answered also when the actor has stopped, as it does with the
 * actor system: what is in a mailbox then is lost. Thread-safe.
 */
public final class LoaderGate {

    private final Map<Promise<?>, Runnable> waiting = new ConcurrentHashMap<>();
    private final AtomicBoolean shut = new AtomicBoolean();

    /** Makes one that is open. */
    public LoaderGate() {}

    /**
     * Asks a loader's actor.
     *
     * @param <T> what is answered
     * @param promise where its answer goes
     * @param tell asks it
     * @param ended answers in its place, when it has stopped
     * @return completes with the answer
     */
    public <T> CompletionStage<T> ask(Promise<T> promise, Runnable tell, Runnable ended) {
        waiting.put(promise, ended);
        CompletionStage<T> answered = promise.whenComplete((answer, failure) -> waiting.remove(promise));
        tell.run();
        // Either this sees that it is shut, or who shuts it sees what waits.
        if (shut.get()) {
            refuse(promise);
        }
        return answered;
    }

    /** The actor answers nothing any more. */
    void shut() {
        shut.set(true);
        waiting.keySet().forEach(this::refuse);
    }

    private void refuse(Promise<?> promise) {
        Runnable ended = waiting.remove(promise);
        if (ended != null) {
            ended.run();
        }
    }
}

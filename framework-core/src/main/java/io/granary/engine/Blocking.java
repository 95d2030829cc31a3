package io.granary.engine;

import io.granary.engine.internal.BlockingThreads;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/**
 * The bridge to code that blocks: threads on which it may, and waiting there.
 *
 * <p>Source: SQLAlchemy 2, {@code greenlet_spawn} and {@code await_only}.
 */
public final class Blocking {

    private Blocking() {}

    /**
     * Runs code that blocks on a thread where it may: a virtual thread where the JVM has them, else a thread of {@code
     * granary.blocking-dispatcher}, whose size bounds how many run at once.
     *
     * @param <T> what the code gives
     * @param system whose dispatcher is used
     * @param work what to run
     * @return completes with what the code gave, fails with what it threw
     */
    public static <T> CompletionStage<T> spawn(ActorSystem<?> system, Callable<T> work) {
        return BlockingThreads.spawn(system, work);
    }

    /**
     * Waits for a stage.
     *
     * @param <T> what the stage gives
     * @param stage what to wait for
     * @return what the stage gave
     * @throws io.granary.error.IllegalThreadException on a dispatcher's thread or an event loop, where waiting would stop others
     * @throws io.granary.error.GranaryException what the stage failed with
     */
    public static <T> T await(CompletionStage<T> stage) {
        return BlockingThreads.await(stage);
    }
}

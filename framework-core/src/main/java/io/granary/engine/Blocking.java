package io.granary.engine;

import io.granary.engine.internal.BlockingThreads;
import io.granary.engine.internal.SpawnedWork;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/**
 * The bridge to code that blocks: threads on which it may, and waiting there.
 *
 * <p>Waiting is refused on threads that must not block: those of Pekko's dispatchers (told by the class of fork-join threads, and by the
 * name of others: a dispatcher's path ends in {@code dispatcher}), of Netty's event loops and of Reactor's schedulers. It is allowed on
 * all other threads, virtual ones included, and inside {@link #spawn} and {@code runSync}, on whichever thread these run.
 *
 * <p>Source: SQLAlchemy 2, {@code greenlet_spawn} and {@code await_only}.
 */
public final class Blocking {

    private Blocking() {}

    /**
     * Runs code that blocks on a thread where it may: a virtual thread where the JVM has them, else a thread of {@code
     * granary.blocking-dispatcher}, whose size bounds how many run at once. May be nested: work that waits for work it spawned
     * itself runs that on its own thread if no other has begun it, so that a full dispatcher does not stop it.
     *
     * @param <T> what the code gives
     * @param system whose dispatcher is used; the stage completes on its default dispatcher
     * @param work what to run
     * @return completes with what the code gave, fails with exactly what it threw, checked or not. Giving it up does not stop the code
     */
    public static <T> CompletionStage<T> spawn(ActorSystem<?> system, Callable<T> work) {
        return SpawnedWork.spawn(system, system.dispatchers().lookup(DispatcherSelector.defaultDispatcher()), work);
    }

    /**
     * Waits for a stage.
     *
     * @param <T> what the stage gives
     * @param stage what to wait for
     * @return what the stage gave
     * @throws io.granary.error.IllegalThreadException on a dispatcher's thread or an event loop, where waiting would stop others; nothing
     *     is waited for then
     * @throws io.granary.error.WaitInterruptedException if the thread is interrupted meanwhile: its interrupt flag is set again, and the
     *     operation goes on without it
     * @throws io.granary.error.GranaryException what the stage failed with, the same object; where it was waited for is added to it as
     *     suppressed. Other unchecked exceptions come as they are
     * @throws java.util.concurrent.CompletionException around a checked exception that the stage failed with
     * @throws java.util.concurrent.CancellationException if the stage was cancelled
     */
    public static <T> T await(CompletionStage<T> stage) {
        return BlockingThreads.await(stage);
    }
}

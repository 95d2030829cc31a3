package io.granary.engine.internal;

import io.granary.error.DatabaseError;
import io.granary.error.GranaryException;
import io.granary.error.IllegalThreadException;
import io.granary.error.InternalException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;

/** Which threads may block, and the waiting itself: the one place in the engine that waits for a stage. */
public final class BlockingThreads {

    /** Set while code of {@link #spawn} runs, whichever thread that is. */
    private static final ThreadLocal<Boolean> ALLOWED = ThreadLocal.withInitial(() -> false);

    private static final Optional<Executor> VIRTUAL = virtualThreads();

    private BlockingThreads() {}

    /** Java 21 has virtual threads; the code is compiled for 17, so the method is looked up (JEP 444). */
    private static Optional<Executor> virtualThreads() {
        try {
            MethodHandle factory = MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class));
            return Optional.of((Executor) factory.invoke());
        } catch (Throwable none) {
            return Optional.empty();
        }
    }

    /**
     * Runs code that blocks.
     *
     * @param <T> what the code gives
     * @param system whose dispatcher is used where there are no virtual threads
     * @param work what to run
     * @return completes with what the code gave, fails with what it threw
     */
    public static <T> CompletionStage<T> spawn(ActorSystem<?> system, Callable<T> work) {
        CompletableFuture<T> promise = new CompletableFuture<>();
        Executor executor = VIRTUAL.orElseGet(
                () -> system.dispatchers().lookup(DispatcherSelector.fromConfig("granary.blocking-dispatcher")));
        executor.execute(() -> {
            ALLOWED.set(true);
            try {
                promise.complete(work.call());
            } catch (Throwable thrown) {
                promise.completeExceptionally(thrown);
            } finally {
                ALLOWED.remove();
            }
        });
        return promise;
    }

    /**
     * Waits for a stage.
     *
     * @param <T> what the stage gives
     * @param stage what to wait for
     * @return what the stage gave
     */
    public static <T> T await(CompletionStage<T> stage) {
        requireBlockable(Thread.currentThread());
        try {
            return stage.toCompletableFuture().get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InternalException(DatabaseError.of("the waiting thread was interrupted"), interrupted);
        } catch (ExecutionException failed) {
            Throwable cause = Scopes.unwrap(failed.getCause());
            if (cause instanceof GranaryException known) {
                // The stack of the stage's own failure would hide who waited; it stays, and the waiter's is added.
                known.addSuppressed(new WaitedHere());
                throw known;
            }
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new InternalException(DatabaseError.of("a stage failed with " + cause), cause);
        }
    }

    private static void requireBlockable(Thread thread) {
        if (!ALLOWED.get() && mustNotBlock(thread)) {
            throw IllegalThreadException.of(
                    "The thread \"" + thread.getName()
                            + "\" belongs to a dispatcher or an event loop and must not block.",
                    "use the asynchronous form, or run the code with Blocking.spawn(system, ...) or runSync(...)");
        }
    }

    private static boolean mustNotBlock(Thread thread) {
        String name = thread.getName();
        String kind = thread.getClass().getName();
        return name.contains("-dispatcher-")
                || kind.contains("MonitorableThreadFactory")
                || kind.startsWith("io.netty.")
                || kind.startsWith("reactor.core.scheduler.")
                || name.startsWith("reactor-");
    }

    /** Where the waiting was done. */
    private static final class WaitedHere extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private WaitedHere() {
            super("a blocking call waited here");
        }
    }
}

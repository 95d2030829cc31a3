package io.granary.engine.internal;

import io.granary.error.GranaryException;
import io.granary.error.IllegalThreadException;
import io.granary.error.WaitInterruptedException;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which threads may block, and the waiting itself: the one place in the engine that waits for a stage. */
public final class BlockingThreads {

    /** Pekko names a dispatcher's threads after the system and the dispatcher's path, and numbers them. */
    private static final Pattern DISPATCHER = Pattern.compile(".*[.-]dispatcher-\\d+");

    private BlockingThreads() {}

    /**
     * Waits for a stage.
     *
     * @param <T> what the stage gives
     * @param stage what to wait for
     * @return what the stage gave
     */
    public static <T> T await(CompletionStage<T> stage) {
        requireBlockable(Thread.currentThread());
        CompletableFuture<T> future = stage.toCompletableFuture();
        if (!future.isDone()) {
            SpawnedWork.helpThisThreadsOwn();
        }
        try {
            return future.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw WaitInterruptedException.of(Thread.currentThread().getName(), interrupted);
        } catch (CancellationException cancelled) {
            throw cancelled;
        } catch (ExecutionException failed) {
            throw unchecked(Scopes.unwrap(failed.getCause()));
        }
    }

    /**
     * Begins an operation and waits for it, unless this thread must not: then nothing is begun. An interrupted thread gives its stage up,
     * so that a connection that comes later goes back.
     *
     * @param <T> what the operation gives
     * @param operation begins it
     * @return what it gave
     */
    public static <T> T run(Supplier<? extends CompletionStage<T>> operation) {
        requireBlockable(Thread.currentThread());
        CompletionStage<T> begun = operation.get();
        try {
            return await(begun);
        } catch (WaitInterruptedException interrupted) {
            begun.toCompletableFuture().cancel(false);
            throw interrupted;
        }
    }

    private static RuntimeException unchecked(@Nullable Throwable cause) {
        if (cause instanceof GranaryException known) {
            // The stack of the stage's own failure does not tell who waited; it stays, and the waiter's is added, once.
            if (Arrays.stream(known.getSuppressed()).noneMatch(WaitedHere.class::isInstance)) {
                known.addSuppressed(new WaitedHere());
            }
            return known;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException unchecked ? unchecked : new CompletionException(cause);
    }

    private static void requireBlockable(Thread thread) {
        if (!SpawnedWork.runsHere() && mustNotBlock(thread)) {
            throw IllegalThreadException.of(
                    "The thread \"" + thread.getName()
                            + "\" belongs to a dispatcher or an event loop and must not block.",
                    "use the asynchronous form, or run the code with Blocking.spawn(system, ...) or runSync(...)");
        }
    }

    private static boolean mustNotBlock(Thread thread) {
        String name = thread.getName();
        return DISPATCHER.matcher(name).matches() || name.startsWith("reactor-") || isLoop(thread.getClass());
    }

    /** Whether a library made the thread for itself: Pekko's fork-join threads, Netty's loops, Reactor's schedulers, the thread of a JDBC connection. */
    private static boolean isLoop(Class<?> thread) {
        for (Class<?> type = thread; type != null; type = type.getSuperclass()) {
            if (isLoop(type.getName())
                    || Arrays.stream(type.getInterfaces()).anyMatch(each -> isLoop(each.getName()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLoop(String type) {
        return type.startsWith("io.granary.driver.")
                || type.startsWith("org.apache.pekko.dispatch.")
                || type.startsWith("io.netty.")
                || type.startsWith("reactor.");
    }

    /** Where the waiting was done. */
    private static final class WaitedHere extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private WaitedHere() {
            super("a blocking call waited here");
        }
    }
}

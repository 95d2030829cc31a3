package io.granary.engine.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.jspecify.annotations.Nullable;

/**
 * Code that blocks, on a thread where it may.
 *
 * <p>Without virtual threads those are few, and work that waits for work it spawned itself could fill them all. Therefore a thread of
 * spawned work, before it waits, runs what it spawned and nobody has begun.
 *
 * @param <T> what the code gives
 */
public final class SpawnedWork<T> implements Runnable {

    /** What the spawned work of this thread has spawned in its turn; null on all other threads. */
    private static final ThreadLocal<@Nullable Deque<SpawnedWork<?>>> OWN = new ThreadLocal<>();

    private static final Optional<Executor> VIRTUAL = virtualThreads();

    private final Callable<T> work;
    private final Promise<T> promise;
    private final AtomicBoolean begun = new AtomicBoolean();

    private SpawnedWork(Callable<T> work, Promise<T> promise) {
        this.work = work;
        this.promise = promise;
    }

    /**
     * Java 21 has virtual threads; the code is compiled for 17, so the methods are looked up (JEP 444). They are given names, as a thread
     * without one tells a log or a dump nothing.
     */
    private static Optional<Executor> virtualThreads() {
        try {
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object named = lookup.findVirtual(builder, "name", MethodType.methodType(builder, String.class, long.class))
                    .invoke(
                            lookup.findStatic(Thread.class, "ofVirtual", MethodType.methodType(builder))
                                    .invoke(),
                            "granary-blocking-",
                            0L);
            ThreadFactory factory =
                    (ThreadFactory) lookup.findVirtual(builder, "factory", MethodType.methodType(ThreadFactory.class))
                            .invoke(named);
            return Optional.of((Executor) lookup.findStatic(
                            Executors.class,
                            "newThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class, ThreadFactory.class))
                    .invoke(factory));
        } catch (Throwable none) {
            return Optional.empty();
        }
    }

    /**
     * Runs code that blocks.
     *
     * @param <T> what the code gives
     * @param system whose {@code granary.blocking-dispatcher} is used where there are no virtual threads
     * @param completions where the stage completes
     * @param work what to run
     * @return completes with what the code gave, fails with what it threw
     */
    public static <T> CompletionStage<T> spawn(ActorSystem<?> system, Executor completions, Callable<T> work) {
        Promise<T> promise = new Promise<>(completions);
        SpawnedWork<T> spawned = new SpawnedWork<>(work, promise);
        Deque<SpawnedWork<?>> siblings = OWN.get();
        if (siblings != null && VIRTUAL.isEmpty()) {
            siblings.removeIf(other -> other.begun.get());
            siblings.add(spawned);
        }
        try {
            VIRTUAL.orElseGet(() ->
                            system.dispatchers().lookup(DispatcherSelector.fromConfig("granary.blocking-dispatcher")))
                    .execute(spawned);
        } catch (RejectedExecutionException | IllegalStateException ended) {
            promise.failWith(ended);
        }
        return promise;
    }

    /** Whether this thread runs spawned work, and so may block. */
    static boolean runsHere() {
        return OWN.get() != null;
    }

    /** Runs what this thread's work has spawned and nobody has begun. */
    static void helpThisThreadsOwn() {
        Deque<SpawnedWork<?>> own = OWN.get();
        SpawnedWork<?> next;
        while (own != null && (next = own.poll()) != null) {
            next.run();
        }
    }

    @Override
    public void run() {
        if (!begun.compareAndSet(false, true)) {
            return;
        }
        Deque<SpawnedWork<?>> outer = OWN.get();
        if (outer == null) {
            OWN.set(new ArrayDeque<>());
        }
        T value;
        try {
            value = work.call();
        } catch (Throwable thrown) {
            leave(outer);
            promise.failWith(thrown);
            return;
        }
        leave(outer);
        promise.succeed(value);
    }

    /** Before the stage completes: what follows on it may run on this thread and is not spawned work. */
    private static void leave(@Nullable Deque<SpawnedWork<?>> outer) {
        if (outer == null) {
            OWN.remove();
        }
    }
}

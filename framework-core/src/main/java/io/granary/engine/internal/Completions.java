package io.granary.engine.internal;

import io.granary.driver.Driver;
import io.granary.driver.DriverThreads;
import io.granary.engine.EngineOptions;
import io.granary.engine.internal.dispatch.Trampoline;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContextExecutor;

/**
 * Completes stages on an executor of the user's, one after another on one of its threads, which is woken once for many: with a task for each
 * stage, waking threads would cost more than all the rest of a short statement.
 *
 * <p>A callback that blocks must not hold up the stages behind its own. So somebody looks regularly, while there is work; if nothing has
 * moved since the look before, another thread takes over what waits, and for a while each stage has a task of its own. A callback that blocks
 * for long is told of by {@link BlockedCallbacks}.
 */
final class Completions implements Executor {

    /** After so many the thread is the executor's again; what is left queues up behind the executor's other tasks. */
    private static final int MOST = 64;

    /** For how many looks each stage has a task of its own after a callback that blocked. */
    private static final int CAUTION = 100;

    /** How often somebody looks whether a callback holds up others. */
    private static final Duration LOOK = Duration.ofMillis(10);

    private final Executor executor;
    private final Consumer<Runnable> soon;
    private final DriverThreads threads;
    private final LongSupplier clock;
    private final BlockedCallbacks blocked = new BlockedCallbacks();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Round> running = new AtomicReference<>();
    private final AtomicBoolean watched = new AtomicBoolean();
    private final AtomicInteger caution = new AtomicInteger();

    /**
     * Has nothing to complete.
     *
     * @param executor where stages complete
     * @param soon runs something some milliseconds later, on another thread than the executor's
     * @param threads the driver's, which may be lent for a round where the stages are completed by one
     * @param clock nanoseconds from an arbitrary start
     */
    Completions(Executor executor, Consumer<Runnable> soon, DriverThreads threads, LongSupplier clock) {
        this.clock = clock;
        this.executor = executor;
        this.soon = soon;
        this.threads = threads;
    }

    /** Where the stages of an engine complete, as its options say. */
    static Executor executor(ActorSystem<?> system, EngineOptions options, Driver driver) {
        return options.completionExecutor().orElseGet(() -> switch (options.completionThread()) {
            case DISPATCHER -> onDispatcher(system, driver);
            case DIRECT -> Runnable::run;
        });
    }

    private static Completions onDispatcher(ActorSystem<?> system, Driver driver) {
        ExecutionContextExecutor lookers =
                system.dispatchers().lookup(DispatcherSelector.fromConfig("granary.dispatcher"));
        return new Completions(
                system.dispatchers().lookup(DispatcherSelector.defaultDispatcher()),
                look -> system.scheduler().scheduleOnce(LOOK, look, lookers),
                driver,
                System::nanoTime);
    }

    @Override
    public void execute(Runnable completion) {
        if (caution.get() > 0) {
            executor.execute(new Alone(completion));
            return;
        }
        waiting.add(completion);
        if (running.get() == null) {
            begin(null);
        }
    }

    /** Begins a round in the place of another, or of none. */
    private boolean begin(@Nullable Round before) {
        Round next = new Round();
        if (!running.compareAndSet(before, next)) {
            return false;
        }
        watch();
        start(next);
        return true;
    }

    private void watch() {
        if (watched.compareAndSet(false, true)) {
            look(new Watch());
        }
    }

    private void look(Watch watch) {
        try {
            soon.accept(watch);
        } catch (RuntimeException ending) {
            // With the actor system gone nobody looks any more, and the executor refuses: then stages complete where
            // they are.
            watched.set(false);
        }
    }

    /** Where the answer came, if the driver has no other use for that thread; else on a thread of the executor's. */
    private void start(Round round) {
        // Said before it is, for the thread may come to it at once.
        round.lent = true;
        if (!threads.lend(round)) {
            round.lent = false;
            threads.afterwards(() -> submit(round));
        }
    }

    private void submit(Round round) {
        try {
            executor.execute(round);
        } catch (RuntimeException refused) {
            // An executor that takes nothing more must not keep anyone waiting.
            round.run();
        }
    }

    /** Completes one stage, while callbacks are suspected of blocking. */
    private final class Alone implements Runnable {

        private final Runnable completion;
        private volatile boolean ended;

        private Alone(Runnable completion) {
            this.completion = completion;
        }

        @Override
        public void run() {
            blocked.suspect(Thread.currentThread(), clock.getAsLong(), () -> !ended);
            watch();
            try {
                Trampoline.lend(completion);
            } finally {
                ended = true;
            }
        }
    }

    /** Completes what waits, until nothing does or another round has taken its place. */
    private final class Round implements Runnable {

        private final AtomicLong completed = new AtomicLong();
        private volatile boolean begun;

        /** Whether it is to run, or runs, on a thread of the driver's, which may be busy with something else. */
        private volatile boolean lent;

        private volatile @Nullable Thread thread;

        @Override
        public void run() {
            thread = Thread.currentThread();
            begun = true;
            for (int count = 0; count < MOST; count++) {
                if (running.get() != this) {
                    return;
                }
                Runnable next = waiting.poll();
                if (next == null) {
                    if (running.compareAndSet(this, null) && !waiting.isEmpty()) {
                        begin(null);
                    }
                    return;
                }
                Trampoline.lend(next);
                completed.lazySet(completed.get() + 1);
            }
            begun = false;
            start(this);
        }

        /**
         * Whether it is within a callback that it was within before, or waits for a thread that was to be lent. Where the executor has no thread for it, another
         * round has none.
         */
        private boolean isStuck(long before) {
            return (begun || lent) && completed.get() == before;
        }

        private void suspect(long before) {
            Thread stuck = thread;
            if (stuck != null) {
                threads.relieve(stuck);
                blocked.suspect(stuck, clock.getAsLong(), () -> isStuck(before));
            }
        }
    }

    /** Looks whether a round gets on. */
    private final class Watch implements Runnable {

        private @Nullable Round seen;
        private long completed;

        @Override
        public void run() {
            Round now = running.get();
            if (now != null && now == seen && now.isStuck(completed) && begin(now)) {
                now.suspect(completed);
                caution.set(CAUTION);
            } else if (caution.get() > 0) {
                caution.decrementAndGet();
            }
            seen = running.get();
            completed = seen == null ? 0 : seen.completed.get();
            if (blocked.look(clock.getAsLong()) || seen != null || caution.get() > 0) {
                look(this);
                return;
            }
            watched.set(false);
            if (running.get() != null) {
                watch();
            }
        }
    }
}

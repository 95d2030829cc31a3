package io.granary.engine.internal.dispatch;

import com.typesafe.config.Config;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.dispatch.DispatcherPrerequisites;
import org.apache.pekko.dispatch.ExecutorServiceConfigurator;
import org.apache.pekko.dispatch.ExecutorServiceFactory;
import org.apache.pekko.dispatch.ForkJoinExecutorConfigurator;

/** What the configuration of a dispatcher names as its executor: a fork-join pool behind trampolines. Read from {@code fork-join-executor}. */
public class TrampolinedForkJoin extends ExecutorServiceConfigurator {

    private final ForkJoinExecutorConfigurator threads;

    /**
     * Called by Pekko.
     *
     * @param config the dispatcher's
     * @param prerequisites the actor system's
     */
    public TrampolinedForkJoin(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
        this.threads = new ForkJoinExecutorConfigurator(config.getConfig("fork-join-executor"), prerequisites);
    }

    @Override
    public final ExecutorServiceFactory createExecutorServiceFactory(String id, ThreadFactory factory) {
        ExecutorServiceFactory pool = threads.createExecutorServiceFactory(id, factory);
        return () -> executor(pool.createExecutorService());
    }

    /** What stands before the threads. */
    ExecutorService executor(ExecutorService pool) {
        return TrampolinedExecutor.of(pool);
    }
}

package io.granary.driver.r2dbc;

import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;
import reactor.netty.ReactorNetty;
import reactor.netty.resources.LoopResources;

/**
 * The threads that read and write the sockets of all engines of a JVM.
 *
 * <p>One for each processor, where Reactor Netty by itself takes at least four: a loop that serves several connections is woken less often for
 * each. Its property {@code reactor.netty.ioWorkerCount} says otherwise.
 */
final class EventLoops {

    static final LoopResources SHARED = LoopResources.create(
            "granary-io",
            Integer.getInteger(
                    ReactorNetty.IO_WORKER_COUNT, Runtime.getRuntime().availableProcessors()),
            true);

    private EventLoops() {}

    /** Runs something at the end of the turn of the loop whose thread this is, else at once. */
    static void afterwards(Runnable task) {
        for (EventExecutor loop : SHARED.onClient(LoopResources.DEFAULT_NATIVE)) {
            if (loop.inEventLoop()) {
                try {
                    loop.execute(task);
                    return;
                } catch (RejectedExecutionException ending) {
                    break;
                }
            }
        }
        task.run();
    }
}

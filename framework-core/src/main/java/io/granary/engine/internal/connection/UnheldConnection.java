package io.granary.engine.internal.connection;

import io.granary.driver.DriverConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.ExecutionContextExecutor;

/**
 * Closes connections that nobody is going to look after: one that a driver does not close in time is cut, also when whoever gave it up has ended. For any
 * thread.
 */
final class UnheldConnection {

    private static final Logger LOG = LoggerFactory.getLogger(UnheldConnection.class);

    private final Scheduler scheduler;
    private final ExecutionContextExecutor executor;
    private final String engine;
    private final Duration closeTimeout;

    /**
     * For the connections of an actor.
     *
     * @param context the actor's, in whose turn this is called
     * @param setup how long closing may take
     */
    UnheldConnection(ActorContext<?> context, ConnectionSetup setup) {
        this.scheduler = context.getSystem().scheduler();
        this.executor = context.getExecutionContext();
        this.engine = setup.engine();
        this.closeTimeout = setup.options().closeTimeout();
    }

    /**
     * Closes a connection.
     *
     * @param driver the connection
     * @return completes when the driver has closed it, or could not, or it was cut
     */
    CompletionStage<Void> close(DriverConnection driver) {
        DriverConnection guarded = new GuardedConnection(driver);
        CompletableFuture<Void> over = new CompletableFuture<>();
        // Before the close: whoever sees that may let time pass.
        Cancellable clock = cutLater(guarded, over);
        guarded.close().whenComplete((nothing, failure) -> {
            clock.cancel();
            over.complete(null);
        });
        return over;
    }

    private Cancellable cutLater(DriverConnection guarded, CompletableFuture<Void> over) {
        try {
            return scheduler.scheduleOnce(closeTimeout, () -> cut(guarded, over), executor);
        } catch (RuntimeException ending) {
            // With the actor system gone there is no clock any more.
            cut(guarded, over);
            return Cancellable.alreadyCancelled();
        }
    }

    private void cut(DriverConnection guarded, CompletableFuture<Void> over) {
        if (over.isDone()) {
            return;
        }
        LOG.warn(
                "engine [{}]: a connection that was given up did not close within [{}] ms; its link is cut",
                engine,
                closeTimeout.toMillis());
        guarded.abort();
        over.complete(null);
    }
}

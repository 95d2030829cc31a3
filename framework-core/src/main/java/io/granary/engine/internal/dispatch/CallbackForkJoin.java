package io.granary.engine.internal.dispatch;

import com.typesafe.config.Config;
import java.util.concurrent.ExecutorService;
import org.apache.pekko.dispatch.DispatcherPrerequisites;

/** The executor of a dispatcher for actors that call the user's code, as sessions do: a fork-join pool, and threads that are lent to callbacks. */
public final class CallbackForkJoin extends TrampolinedForkJoin {

    /**
     * Called by Pekko.
     *
     * @param config the dispatcher's
     * @param prerequisites the actor system's
     */
    public CallbackForkJoin(Config config, DispatcherPrerequisites prerequisites) {
        super(config, prerequisites);
    }

    @Override
    ExecutorService executor(ExecutorService pool) {
        return TrampolinedExecutor.forCallbacks(pool);
    }
}

package io.granary.examples.snippets;

import io.granary.engine.AsyncEngine;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;

/** The end of a program. */
final class Ending {

    private Ending() {}

    // #close
    static CompletionStage<Done> end(ActorSystem<?> system, AsyncEngine engine) {
        return engine.close().thenCompose(closed -> {
            system.terminate();
            return system.getWhenTerminated();
        });
    }
    // #close
}

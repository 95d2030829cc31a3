package io.granary.examples.snippets;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Echo;
import io.granary.engine.EngineOptions;
import io.granary.engine.ParameterLogging;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;

/** An engine that tells what it does. */
final class Listening {

    private Listening() {}

    static AsyncEngine create(ActorSystem<?> system, String url) {
        // #create
        EngineOptions options = EngineOptions.defaults()
                .withLoggingName("library")
                .withEcho(Echo.STATEMENTS)
                .withParameterLogging(ParameterLogging.TYPES)
                .withListener(new SlowStatements(Duration.ofSeconds(1)));
        // #create
        return AsyncEngine.create(system, url, options);
    }
}

package io.granary.examples.snippets;

import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineOptions;
import io.granary.engine.Granary;
import io.granary.engine.IsolationLevel;
import java.time.Duration;
import org.apache.pekko.actor.typed.ActorSystem;

/** Engines, made in three ways. */
final class Creating {

    private Creating() {}

    static AsyncEngine byUrl(ActorSystem<?> system) {
        // #url
        AsyncEngine engine = AsyncEngine.create(system, "h2:mem:///library");
        // #url
        return engine;
    }

    static AsyncEngine withOptions(ActorSystem<?> system, String url) {
        // #options
        EngineOptions options = EngineOptions.defaults()
                .withPoolSize(8)
                .withMaxOverflow(4)
                .withPoolTimeout(Duration.ofSeconds(2))
                .withPoolPrePing(true)
                .withStatementTimeout(Duration.ofSeconds(10))
                .withIsolationLevel(IsolationLevel.REPEATABLE_READ);
        AsyncEngine engine = AsyncEngine.create(system, url, options);
        // #options
        return engine;
    }

    static AsyncEngine configured(ActorSystem<?> system) {
        // #extension
        AsyncEngine engine = Granary.get(system).engine("library");
        // #extension
        return engine;
    }
}

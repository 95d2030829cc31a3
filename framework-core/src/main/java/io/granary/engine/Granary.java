package io.granary.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Extension;
import org.apache.pekko.actor.typed.ExtensionId;

/**
 * The engines of an actor system, one for each name under {@code granary.engines}.
 *
 * <p>Thread-safe. Engines are made at their first use, one instance for each name, and closed by CoordinatedShutdown as every engine is:
 * see {@link AsyncEngine}. One that is closed by hand stays closed.
 */
public final class Granary implements Extension {

    private static final class Id extends ExtensionId<Granary> {
        @Override
        public Granary createExtension(ActorSystem<?> system) {
            return new Granary(system);
        }
    }

    private static final Id ID = new Id();

    private final ActorSystem<?> system;
    private final Map<String, AsyncEngine> engines = new ConcurrentHashMap<>();

    private Granary(ActorSystem<?> system) {
        this.system = system;
    }

    /**
     * {@return the engines of an actor system}
     *
     * @param system which
     */
    public static Granary get(ActorSystem<?> system) {
        return ID.apply(system);
    }

    /** {@return the engine of the name {@code default}} */
    public AsyncEngine engine() {
        return engine("default");
    }

    /**
     * {@return the engine of a name, the same one for all calls}
     *
     * @param name a key of {@code granary.engines}
     * @throws io.granary.error.ArgumentException if there is no such key, or its block is wrong
     */
    public AsyncEngine engine(String name) {
        return engines.computeIfAbsent(
                name,
                missing -> AsyncEngine.create(
                        system, EngineConfig.named(system.settings().config(), missing)));
    }
}

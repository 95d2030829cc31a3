package io.granary.engine.internal;

import io.granary.dialect.Dialect;
import io.granary.dialect.ServerFacts;
import java.util.Optional;

/** What is known of an engine's server: what the URL tells, and what the first connection learned. Thread-safe; one writer. */
final class KnownServer {

    private volatile Dialect dialect;
    private volatile Optional<ServerFacts> facts = Optional.empty();

    KnownServer(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Told by the pool supervisor alone, once for each of its lives. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    void learn(ServerFacts learned) {
        facts = Optional.of(learned);
        dialect = dialect.refinedBy(learned);
    }

    Dialect dialect() {
        return dialect;
    }

    Optional<ServerFacts> facts() {
        return facts;
    }
}

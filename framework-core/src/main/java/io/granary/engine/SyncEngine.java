package io.granary.engine;

import io.granary.sql.Executable;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * An engine for code that blocks: the same pool and the same actors as {@link AsyncEngine}, whose stages each method waits for.
 *
 * <p>Thread-safe. Each method throws {@link io.granary.error.IllegalThreadException} on a dispatcher's thread or an event loop, and
 * what the stage would have failed with otherwise.
 */
public final class SyncEngine {

    private final AsyncEngine engine;

    private SyncEngine(AsyncEngine engine) {
        this.engine = engine;
    }

    static SyncEngine of(AsyncEngine engine) {
        return new SyncEngine(engine);
    }

    /** {@return a connection that the caller has to close, as with try} */
    public SyncConnection connect() {
        return SyncConnection.of(Blocking.await(engine.connect()));
    }

    /**
     * Works within a transaction, which commits when the work returns and rolls back when it throws.
     *
     * @param <T> what the work gives
     * @param work gets the connection
     * @return what the work gave
     */
    public <T> T begin(Function<SyncConnection, T> work) {
        try (SyncConnection connection = connect()) {
            return connection.begin(work);
        }
    }

    /**
     * {@return the result of one statement, run on any connection and committed}
     *
     * @param statement what to run
     */
    public Result execute(Executable statement) {
        return Blocking.await(engine.execute(statement));
    }

    /**
     * {@return the result of one statement, run on any connection and committed}
     *
     * @param statement what to run
     * @param parameters values by name
     */
    public Result execute(Executable statement, Map<String, ?> parameters) {
        return Blocking.await(engine.execute(statement, parameters));
    }

    /**
     * {@return the result of one statement, run many times in one transaction on any connection}
     *
     * @param statement what to run
     * @param parameters values by name, a map for each run
     */
    public Result execute(Executable statement, List<? extends Map<String, ?>> parameters) {
        return Blocking.await(engine.execute(statement, parameters));
    }

    /** Closes idle connections, and lent ones when they come back. */
    public void dispose() {
        Blocking.await(engine.dispose());
    }

    /** {@return the same engine for code that does not block} */
    public AsyncEngine asyncEngine() {
        return engine;
    }

    @Override
    public String toString() {
        return "Sync" + engine.toString().substring("Async".length());
    }
}

package io.granary.engine.internal;

import io.granary.engine.ConnectionListener;
import io.granary.engine.Echo;
import io.granary.engine.EngineListener;
import io.granary.engine.EngineOptions;
import io.granary.engine.PoolListener;
import io.granary.engine.StatementListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine's listeners by kind. What one throws where it may not is logged and stops neither the others nor the engine. */
public final class Listeners {

    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final List<PoolListener> pool;
    private final List<ConnectionListener> connection;
    private final List<StatementListener> statement;

    /**
     * Sorts them, keeping their order.
     *
     * @param all every listener, which may be of several kinds
     */
    public Listeners(List<? extends EngineListener> all) {
        this.pool = only(PoolListener.class, all);
        this.connection = only(ConnectionListener.class, all);
        this.statement = only(StatementListener.class, all);
    }

    /**
     * {@return an engine's listeners: its log, if it echoes, and those of its options}
     *
     * @param engine the engine's name
     * @param options the engine's options
     */
    public static Listeners of(String engine, EngineOptions options) {
        if (options.echo() == Echo.OFF) {
            return new Listeners(options.listeners());
        }
        List<EngineListener> all = new ArrayList<>(options.listeners());
        all.add(new EchoLog(engine, options.echo() == Echo.DEBUG));
        return new Listeners(all);
    }

    private static <T> List<T> only(Class<T> kind, List<? extends EngineListener> all) {
        return all.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** {@return whether anyone hears of statements} */
    public boolean hearStatements() {
        return !statement.isEmpty();
    }

    /**
     * Passes on a pool event; what a listener throws is the caller's for {@link PoolListener.Event#CONNECTED} and logged otherwise.
     *
     * @param engine the engine's name
     * @param id which connection
     * @param event what happened
     */
    public void pool(String engine, long id, PoolListener.Event event) {
        for (PoolListener listener : pool) {
            if (event == PoolListener.Event.CONNECTED) {
                listener.onPool(engine, id, event);
            } else {
                quietly(() -> listener.onPool(engine, id, event));
            }
        }
    }

    /**
     * Passes on a transaction event.
     *
     * @param engine the engine's name
     * @param id which connection
     * @param event what happened
     */
    public void transaction(String engine, long id, ConnectionListener.Event event) {
        connection.forEach(listener -> quietly(() -> listener.onTransaction(engine, id, event)));
    }

    /**
     * Passes on the start of a statement; what a listener throws is the caller's.
     *
     * @param event which statement
     */
    public void before(StatementListener.Statement event) {
        for (int told = 0; told < statement.size(); told++) {
            try {
                statement.get(told).beforeExecute(event);
            } catch (Throwable objection) {
                // Those before it have begun something that they may want to end.
                statement
                        .subList(0, told)
                        .forEach(listener -> quietly(() -> listener.afterExecute(event, Duration.ZERO, -1, objection)));
                throw objection;
            }
        }
    }

    /**
     * Passes on the end of a statement; what a listener throws is the caller's.
     *
     * @param event which statement
     * @param took how long it took
     * @param rows rows given or changed
     * @param failure why it failed, if it did
     */
    public void after(StatementListener.Statement event, Duration took, long rows, @Nullable Throwable failure) {
        for (int told = 0; told < statement.size(); told++) {
            try {
                statement.get(told).afterExecute(event, took, rows, failure);
            } catch (Throwable objection) {
                statement
                        .subList(told + 1, statement.size())
                        .forEach(listener -> quietly(() -> listener.afterExecute(event, took, rows, failure)));
                throw objection;
            }
        }
    }

    private static void quietly(Runnable call) {
        try {
            call.run();
        } catch (Throwable defect) {
            if (defect instanceof VirtualMachineError fatal) {
                throw fatal;
            }
            LOG.warn("a listener failed; it is ignored", defect);
        }
    }
}

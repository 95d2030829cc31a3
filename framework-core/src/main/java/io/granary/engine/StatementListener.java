package io.granary.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Hears of statements. Called on the connection actor's thread, so it must not block; statements of one connection come one after
 * another.
 *
 * <p>An exception thrown by a listener fails the statement: thrown before, nothing is sent. A {@link
 * java.util.concurrent.CancellationException} or an {@link Error} also gives the connection up, for its state is not known then. Other
 * listeners still hear of the statement's end if they heard of its start: of several that throw after it, the first counts.
 *
 * <p>Each {@link #beforeExecute} that returned is followed by one {@link #afterExecute}, on every path.
 */
public interface StatementListener extends EngineListener {

    /**
     * A statement about to be sent, or one that ended.
     *
     * @param engine the engine's name
     * @param connection which physical connection, counted from 1
     * @param sql the text as the driver gets it
     * @param parameterSets how many sets of parameters it is run with, at least 1
     * @param parameters the parameters as the engine's settings allow to show them
     */
    record Statement(String engine, long connection, String sql, int parameterSets, String parameters) {}

    /**
     * A statement is about to be sent.
     *
     * @param statement which
     */
    default void beforeExecute(Statement statement) {}

    /**
     * A statement ended. Where a listener overrides this, sessions commit no statement by itself, though that spares trips: what is refused
     * here must not be committed then.
     *
     * @param statement which
     * @param took from its sending to its end
     * @param rows rows given, or changed where it gave none; -1 if unknown
     * @param failure why it failed, null if it did not
     */
    default void afterExecute(Statement statement, Duration took, long rows, @Nullable Throwable failure) {}
}

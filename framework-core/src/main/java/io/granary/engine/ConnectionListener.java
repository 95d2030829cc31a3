package io.granary.engine;

/**
 * Hears of transactions, as they are for the user: begun by hand or by the first statement. Called on the connection actor's thread, so
 * it must not block; what it throws is logged.
 */
public interface ConnectionListener extends EngineListener {

    /** What happened to a transaction. */
    enum Event {
        /** It began. */
        BEGIN,
        /** It is durable. */
        COMMIT,
        /** It was undone. */
        ROLLBACK,
        /** A savepoint was set. */
        SAVEPOINT,
        /** A savepoint was released. */
        RELEASE_SAVEPOINT,
        /** A savepoint was rolled back to. */
        ROLLBACK_SAVEPOINT
    }

    /**
     * Something happened to a transaction.
     *
     * @param engine the engine's name
     * @param connection which physical connection, counted from 1
     * @param event what
     */
    default void onTransaction(String engine, long connection, Event event) {}
}

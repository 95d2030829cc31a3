package io.granary.engine;

/**
 * Hears of physical connections. Called on the pool supervisor's thread, so it must not block; what it throws is logged. The exception
 * is {@link Event#CONNECTED}: what a listener throws then refuses the connection, which is closed, and fails whoever waited for it.
 */
public interface PoolListener extends EngineListener {

    /** What happened to a connection. */
    enum Event {
        /** It is open and not yet lent. */
        CONNECTED,
        /** It was lent. */
        CHECKED_OUT,
        /** It came back, clean. */
        CHECKED_IN,
        /** It was given up because its link was lost or its state unknown. */
        INVALIDATED,
        /** It was closed because it was no longer needed, too old, or the pool ended. */
        CLOSED,
        /** It left the pool for its holder. */
        DETACHED
    }

    /**
     * Something happened to a connection.
     *
     * @param engine the engine's name
     * @param connection which, counted from 1
     * @param event what
     */
    default void onPool(String engine, long connection, Event event) {}
}

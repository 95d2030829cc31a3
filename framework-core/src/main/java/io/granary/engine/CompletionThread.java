package io.granary.engine;

/** On which thread an engine's stages complete, and so on which the callbacks that hang on them run. */
public enum CompletionThread {
    /**
     * The actor system's default dispatcher: a callback that takes long delays no connection. With a driver of JDBC's, what a connection has answered
     * completes on that connection's own thread, which nobody else is served by; when a callback blocks there, another thread takes its place
     * within 20 ms, so that it may even wait for the same connection.
     */
    DISPATCHER,
    /** Whichever thread has the answer, saving a hop. A callback that blocks or takes long then holds up connections of others. */
    DIRECT
}

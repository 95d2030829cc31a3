package io.granary.engine.internal.connection;

/**
 * Tells senders that a connection actor reads no more.
 *
 * <p>The actor shuts it, then sends itself a last message, and stops on that: what was sent before the shutting stands before that
 * message and is answered; who sends later sees the gate shut and knows that nobody may answer.
 */
final class Gate {

    private volatile boolean shut;

    void shut() {
        shut = true;
    }

    boolean isShut() {
        return shut;
    }
}

package io.granary.engine.internal.connection;

import io.granary.error.GranaryException;
import org.jspecify.annotations.Nullable;

/**
 * A statement that is being stopped on the server: what has to have happened before its connection may be used again. Plain.
 *
 * <p>The request to stop it travels apart from the statement and may arrive after the statement's end. So both have to be over, the
 * statement and the request, and the server has to have answered a question after that; else the request might hit what runs next.
 */
final class Interruption {

    private final GranaryException failure;
    private boolean urgent;
    private boolean stepOver;
    private boolean requestOver;
    private boolean ordered;
    private boolean fencing;
    private boolean byDriver;
    private boolean rowsHeldBack;
    private @Nullable StatementRows rows;
    private @Nullable GranaryException refusal;

    /**
     * Nothing has happened yet.
     *
     * @param failure what the statement fails with if it is stopped
     * @param urgent whether the statement must not go on where it cannot be stopped
     */
    Interruption(GranaryException failure, boolean urgent) {
        this.failure = failure;
        this.urgent = urgent;
    }

    /** From now on the statement must not go on where it cannot be stopped. */
    void press() {
        urgent = true;
    }

    /** Whether the statement must not go on where it cannot be stopped. */
    boolean isUrgent() {
        return urgent;
    }

    /** The statement came to its own end before it could be stopped. */
    void stepEnded(StatementRows given) {
        stepOver = true;
        rows = given;
    }

    /** The statement was stopped, or failed for another reason, which is told in the place of the interruption's. */
    void stepFailed(@Nullable GranaryException otherReason) {
        stepOver = true;
        refusal = otherReason;
    }

    /** Whether the server was asked to stop it. */
    boolean isOrdered() {
        return ordered;
    }

    /** The server is asked, perhaps once more. */
    void requestBegins() {
        ordered = true;
        requestOver = false;
    }

    /** Whether the server took the request and the statement went on: it may have come before the statement. */
    boolean isWithoutEffect() {
        return requestOver && !stepOver;
    }

    /** The request to stop the statement is known to be over, or there is none yet. */
    void requestEnded() {
        requestOver = true;
    }

    /** Nothing more is taken of the statement's rows until the server has the order to stop it. */
    void holdRowsBack() {
        rowsHeldBack = true;
    }

    boolean holdsRowsBack() {
        return rowsHeldBack;
    }

    /** The driver stops the statement by itself; only the sign of life is to come, which has been asked for. */
    void stoppedByDriver() {
        byDriver = true;
        stepOver = true;
        requestOver = true;
        fencing = true;
    }

    boolean isStoppedByDriver() {
        return byDriver;
    }

    /** The server is asked for the sign of life after which the connection may be used; whether that was not so before. */
    boolean beginFence() {
        boolean first = !fencing;
        fencing = true;
        return first;
    }

    boolean isStepOver() {
        return stepOver;
    }

    boolean isQuiet() {
        return stepOver && requestOver;
    }

    /** What the statement gave after all; null if it failed. */
    @Nullable StatementRows rows() {
        return rows;
    }

    /** Why it failed that was stopped, if not because of that; null if it is not known to have. */
    @Nullable GranaryException refusal() {
        return refusal;
    }

    /** Why the statement failed. */
    GranaryException failure() {
        GranaryException other = refusal;
        return other == null ? failure : other;
    }
}

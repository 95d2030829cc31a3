package io.granary.engine.internal.connection;

import io.granary.engine.internal.connection.ConnectionReport.Reason;

/** What the connection actor has to do next, as {@link OperationLine} says. */
sealed interface Progress {

    /** Nothing: a step runs, or the line is empty. */
    enum Going implements Progress {
        INSTANCE
    }

    /** To end the lease, and then to answer its last operation, in this order. */
    record LeaseOver(RunningOperation last) implements Progress {}

    /** To say that the connection cannot be lent, and give it up. */
    enum Unlendable implements Progress {
        INSTANCE
    }

    /** To give the connection up. */
    record Lost(Reason reason) implements Progress {}
}

package io.granary.driver.r2dbc;

import io.netty.util.ReferenceCounted;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * What becomes of what a driver's operators drop: its buffers are released. r2dbc-postgresql fetches ahead, and leaves what it has then of a stream that is cancelled to
 * the garbage collector, which does not give buffers back (its issue 580). Not for r2dbc-mysql, which releases what it drops, and what it then has no more it takes for a defect of the link.
 */
final class Discarded {

    /** Tells operators above a subscriber; to be given by its {@code currentContext()}. */
    static final Context RELEASED = Operators.enableOnDiscard(Context.empty(), Discarded::release);

    private Discarded() {}

    /** Others may be told of the same one, and sooner. */
    private static void release(Object dropped) {
        if (dropped instanceof ReferenceCounted counted && counted.refCnt() > 0) {
            counted.release();
        }
    }
}

package io.granary.engine.internal.pool;

import io.granary.engine.Holder;
import io.granary.engine.PoolStatus;
import io.granary.engine.Waiting;
import io.granary.engine.internal.Answer;
import java.time.Duration;
import java.util.List;
import org.apache.pekko.Done;

/** What a pool supervisor is told. */
public sealed interface PoolCommand
        permits PoolCommand.Acquire,
                PoolCommand.GetStatus,
                PoolCommand.GetHolders,
                PoolCommand.GetWaiters,
                PoolCommand.Dispose,
                PoolCommand.Close,
                PoolCommand.Own {

    /** What a supervisor tells only itself. */
    non-sealed interface Own extends PoolCommand {}

    /**
     * Wants a connection.
     *
     * @param terms on what terms
     * @param demand what for, and who is answered
     */
    record Acquire(AcquireTerms terms, Demand demand) implements PoolCommand {}

    /**
     * Asks for the numbers.
     *
     * @param answer who asks
     */
    record GetStatus(Answer<PoolStatus> answer) implements PoolCommand {}

    /**
     * Asks who holds what, the oldest loan first.
     *
     * @param answer who asks
     */
    record GetHolders(Answer<List<Holder>> answer) implements PoolCommand {}

    /**
     * Asks who waits, in the order of service.
     *
     * @param answer who asks
     */
    record GetWaiters(Answer<List<Waiting>> answer) implements PoolCommand {}

    /**
     * Closes idle connections now and lent ones when they come back. The pool goes on, on new ones.
     *
     * @param answer completes when the idle ones are closed
     */
    record Dispose(Answer<Done> answer) implements PoolCommand {}

    /**
     * Ends the pool: refuses new wishes, lets lent connections finish for a while, then takes them back.
     *
     * @param drain how long lent connections may take
     * @param answer completes when every connection is closed
     */
    record Close(Duration drain, Answer<Done> answer) implements PoolCommand {}
}

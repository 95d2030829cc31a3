package io.granary.engine.internal.pool;

import io.granary.engine.ExecutionOptions;
import io.granary.engine.ResultData;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.GranaryException;

/** What somebody wants a connection for. */
public sealed interface Demand {

    /** {@return what the connection actor is told when it is lent}
     *
     * @param lease the lease's number
     * @param ping whether the server has to give a sign of life first
     */
    ConnectionCommand command(long lease, boolean ping);

    /**
     * Says that there will be none.
     *
     * @param failure why
     */
    void fail(GranaryException failure);

    /** {@return whether nobody waits for it any more} */
    boolean abandoned();

    /**
     * Has something run once nobody waits for it any more; to be said while it stands in line, for who is lent to says another thing.
     *
     * @param action what to run, on any thread; it must be quick
     */
    void whenAbandoned(Runnable action);

    /**
     * A lease.
     *
     * @param answer who wants it
     */
    record ForLease(Answer<Lease> answer) implements Demand {

        @Override
        public ConnectionCommand command(long lease, boolean ping) {
            return new ConnectionCommand.Lend(lease, ping, answer);
        }

        @Override
        public void fail(GranaryException failure) {
            answer.fail(failure);
        }

        @Override
        public boolean abandoned() {
            return answer.abandoned();
        }

        @Override
        public void whenAbandoned(Runnable action) {
            answer.whenAbandoned(action);
        }
    }

    /**
     * One statement, committed.
     *
     * @param statement what to run
     * @param options how to run it
     * @param answer who wants it
     */
    record ForStatement(BoundStatement statement, ExecutionOptions options, Answer<ResultData> answer)
            implements Demand {

        @Override
        public ConnectionCommand command(long lease, boolean ping) {
            return new ConnectionCommand.RunOnce(lease, ping, statement, options, answer);
        }

        @Override
        public void fail(GranaryException failure) {
            answer.fail(failure);
        }

        @Override
        public boolean abandoned() {
            return answer.abandoned();
        }

        @Override
        public void whenAbandoned(Runnable action) {
            answer.whenAbandoned(action);
        }
    }
}

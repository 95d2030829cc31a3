package io.granary.engine.internal.connection;

import io.granary.engine.ConnectionProtocol.Outcome;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.ResultData;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.compile.BoundStatement;
import java.util.Optional;
import org.apache.pekko.Done;

/**
 * What a connection actor is told. From the supervisor: whom it is lent to, and when to go. From the holder of a lease: requests, each
 * with the lease's number; a number that is no longer the current one is answered with {@code StaleLeaseException}.
 */
public sealed interface ConnectionCommand
        permits ConnectionCommand.Lend,
                ConnectionCommand.RunOnce,
                ConnectionCommand.Probe,
                ConnectionCommand.Look,
                ConnectionCommand.TellActivity,
                ConnectionCommand.Revoke,
                ConnectionCommand.Retire,
                ConnectionCommand.Request,
                ConnectionCommand.Own {

    /** What a connection actor tells only itself. */
    non-sealed interface Own extends ConnectionCommand {}

    /** The clock of steps rang; whether for the step that runs remains to be seen. */
    enum ClockRang implements Own {
        /** The only one. */
        INSTANCE
    }

    /**
     * Lends the connection; the actor answers the asker.
     *
     * @param lease the new number
     * @param ping whether the server has to give a sign of life first
     * @param answer who asked
     */
    record Lend(long lease, boolean ping, Answer<Lease> answer) implements ConnectionCommand {}

    /**
     * Lends the connection for one statement, which is committed; then the connection is idle again.
     *
     * @param lease the new number
     * @param ping whether the server has to give a sign of life first
     * @param statement what to run
     * @param options how to run it
     * @param answer who asked
     */
    record RunOnce(
            long lease, boolean ping, BoundStatement statement, ExecutionOptions options, Answer<ResultData> answer)
            implements ConnectionCommand {}

    /**
     * Has the server give a sign of life while nobody needs the connection: a loan to the pool itself, reported as returned or failed as any other.
     *
     * @param lease the new number
     */
    record Probe(long lease) implements ConnectionCommand {}

    /**
     * Takes a lease back from an owner that is gone.
     *
     * @param lease which
     * @param reason why, in words
     */
    record Revoke(long lease, String reason) implements ConnectionCommand {}

    /**
     * Asks what is going on; answered by {@link ConnectionReport.Activity}.
     *
     * @param question the asker's number
     */
    record TellActivity(long question) implements ConnectionCommand {}

    /** Has an idle connection look whether its driver knows of its end. */
    enum Look implements ConnectionCommand {
        /** The only one. */
        INSTANCE
    }

    /** Closes the connection: at once when it is idle, else when its lease ends. */
    enum Retire implements ConnectionCommand {
        /** The only one. */
        INSTANCE
    }

    /** What the holder of a lease asks. */
    sealed interface Request extends ConnectionCommand {
        /** {@return the lease's number} */
        long lease();

        /** {@return who asked} */
        Answer<?> answer();
    }

    /**
     * Runs a statement, in the open transaction or in one that it begins.
     *
     * @param lease the lease's number
     * @param statement what to run
     * @param options how to run it
     * @param deadline until when it has to be done, its wait in line included; empty for the statement timeout alone
     * @param early gets the rows that come before the last, which are not in the answer then; empty to get all in the answer
     * @param answer who asked
     */
    record Execute(
            long lease,
            BoundStatement statement,
            ExecutionOptions options,
            Optional<Deadline> deadline,
            Optional<EarlyRows> early,
            Answer<ResultData> answer)
            implements Request {

        /**
         * Runs a statement without a deadline of its own.
         *
         * @param lease the lease's number
         * @param statement what to run
         * @param options how to run it
         * @param answer who asked
         */
        public Execute(long lease, BoundStatement statement, ExecutionOptions options, Answer<ResultData> answer) {
            this(lease, statement, options, Optional.empty(), Optional.empty(), answer);
        }
    }

    /**
     * Runs a statement, in the open transaction or in one that it begins, and gives its rows on as they come. Until its end, other statements are refused.
     *
     * @param lease the lease's number
     * @param statement what to run
     * @param options how to run it
     * @param relay where the rows go, and the end
     */
    record Stream(long lease, BoundStatement statement, ExecutionOptions options, ChunkRelay relay) implements Request {

        @Override
        public Answer<Done> answer() {
            return relay.answer();
        }
    }

    /**
     * Runs a statement that takes its rows from who asks for it, in the open transaction or in one that it begins. Until its end, other statements are refused.
     *
     * @param lease the lease's number
     * @param statement what to run
     * @param options how to run it
     * @param relay where the rows come from, and the end goes
     */
    record CopyIn(long lease, BoundStatement statement, ExecutionOptions options, CopyRelay relay) implements Request {

        @Override
        public Answer<Long> answer() {
            return relay.answer();
        }
    }

    /**
     * Begins a transaction.
     *
     * @param lease the lease's number
     * @param nested whether a savepoint is meant
     * @param scoped whether a function's scope ends it
     * @param options isolation and access
     * @param answer gets the transaction's id
     */
    record Begin(long lease, boolean nested, boolean scoped, ExecutionOptions options, Answer<Long> answer)
            implements Request {}

    /** How a transaction is to end. */
    enum Ending {
        /** Durably. */
        COMMIT,
        /** Undone. */
        ROLLBACK
    }

    /**
     * Ends a transaction.
     *
     * @param lease the lease's number
     * @param transaction its id; {@link #ROOT} or {@link #INNERMOST}, where ending nothing is no error
     * @param ending how
     * @param byScope whether the scope that began it is over
     * @param answer gets the outcome
     */
    record End(long lease, long transaction, Ending ending, boolean byScope, Answer<Outcome> answer)
            implements Request {

        /** The id that means the root, whichever it is. */
        public static final long ROOT = 0;

        /** The id that means the innermost savepoint, or the root where there is none. */
        public static final long INNERMOST = -1;

        /**
         * {@return the wish to end the innermost savepoint, or the root where there is none}
         *
         * @param lease the lease's number
         * @param ending how
         * @param answer gets the outcome
         */
        public static End innermost(long lease, Ending ending, Answer<Outcome> answer) {
            return new End(lease, INNERMOST, ending, false, answer);
        }
    }

    /**
     * Gives the lease back: what is open is rolled back first.
     *
     * @param lease the lease's number
     * @param answer completes when the connection is at the pool's disposal
     */
    record Release(long lease, Answer<Done> answer) implements Request {}

    /**
     * Gives the physical connection up: it is closed at once and its place is free.
     *
     * @param lease the lease's number
     * @param answer completes when that is decided; the close itself is not waited for
     */
    record Invalidate(long lease, Answer<Done> answer) implements Request {}

    /**
     * Has the physical connection closed when the lease ends, instead of lent again. Until then it is as usable as before.
     *
     * @param lease the lease's number
     * @param answer completes when that is noted
     */
    record InvalidateSoftly(long lease, Answer<Done> answer) implements Request {}

    /**
     * Takes the physical connection out of the pool: its place is free, and it is closed when the lease ends.
     *
     * @param lease the lease's number
     * @param answer completes when the place is free
     */
    record Detach(long lease, Answer<Done> answer) implements Request {}

    /**
     * Asks for the driver's own connection.
     *
     * @param lease the lease's number
     * @param answer gets it
     */
    record Unwrap(long lease, Answer<Object> answer) implements Request {}
}

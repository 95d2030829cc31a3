package io.granary.engine.internal.connection;

import io.granary.dialect.ConnectTrouble;
import io.granary.dialect.ServerFacts;
import io.granary.error.GranaryException;
import java.util.Optional;
import java.util.function.Consumer;

/** What a connection actor tells its supervisor. Its end the supervisor learns by watch. */
public sealed interface ConnectionReport {

    /** {@return which connection} */
    long connection();

    /**
     * The connection is open and idle.
     *
     * @param connection which
     * @param facts what the server said, when this connection was the one to ask
     */
    record Opened(long connection, Optional<ServerFacts> facts) implements ConnectionReport {}

    /**
     * The connection could not be opened; the actor stops.
     *
     * @param connection which
     * @param failure why
     * @param trouble what that tells about trying again
     */
    record OpenFailed(long connection, GranaryException failure, ConnectTrouble trouble) implements ConnectionReport {}

    /**
     * A lease is over and the connection idle and clean.
     *
     * @param connection which
     * @param lease the lease's number
     */
    record Returned(long connection, long lease) implements ConnectionReport {}

    /**
     * The connection turned out dead when it was to be lent; the asker has not been answered.
     *
     * @param connection which
     * @param lease the number that was to be
     */
    record LendFailed(long connection, long lease) implements ConnectionReport {}

    /** Why a connection is given up. */
    enum Reason {
        /** The link is lost; others of its age are likely to be dead too. */
        DISCONNECTED,
        /** Somebody ended it on purpose; whether others are meant too remains to be seen. */
        KILLED,
        /** Its holder said so, or its state is not known any more. */
        INVALIDATED,
        /** It was told to go. */
        RETIRED,
        /** It left the pool and belongs to its holder until the lease ends. */
        DETACHED
    }

    /**
     * The connection gives its place up: what is left of it is closing, or no longer the pool's.
     *
     * @param connection which
     * @param reason why
     * @param lease the number of the lease that it took last, 0 for none; who was lent it under a later one will never be answered by it
     */
    record GivenUp(long connection, Reason reason, long lease) implements ConnectionReport {}

    /**
     * The server refuses to write, although a transaction that may write asked it to: it is not the primary any more.
     *
     * @param connection which
     */
    record ServerChanged(long connection) implements ConnectionReport {}

    /**
     * What is going on, as somebody asked.
     *
     * @param connection which
     * @param question the question's number
     * @param lease the current lease's number, 0 for none
     * @param pulse what it has done so far, and does
     */
    record Activity(long connection, long question, long lease, Pulse pulse) implements ConnectionReport {}

    /**
     * Where to report.
     *
     * @param supervisor tells the supervisor; safe for any thread
     * @param connection which connection reports
     */
    record Line(Consumer<ConnectionReport> supervisor, long connection) {

        void tell(ConnectionReport report) {
            supervisor.accept(report);
        }
    }
}

package io.granary.engine.internal.connection;

/**
 * How far a stream has come, for each of the three who have a part in it. Plain; not thread-safe.
 *
 * <pre>
 *            phase       leaves when                                              to
 * reader     LISTENING   it cancels or throws, a row cannot be read, or the       GONE
 *                        stream is closed before its end
 *                        it is told of the end                                    TOLD
 * statement  UNASKED     the reader asks for the first rows                       SENT
 *            SENT        the first rows come                                      FLOWING
 * rows       WANTED      the rest is taken from the driver and dropped            DRAINED
 *            any         nobody listens to the driver, once what was asked for    UNHEARD
 *                        has come, or at once
 * </pre>
 *
 * <p>No phase comes back. A row is given on while the reader is LISTENING and rows are WANTED.
 */
final class RelayPhases {

    /** Who wants the rows. */
    private enum Reader {
        LISTENING,
        GONE,
        TOLD
    }

    /** What gives them. */
    private enum Statement {
        UNASKED,
        SENT,
        FLOWING
    }

    /** What becomes of those that come. */
    private enum Rows {
        WANTED,
        DRAINED,
        UNHEARD
    }

    private Reader reader = Reader.LISTENING;
    private Statement statement = Statement.UNASKED;
    private Rows rows = Rows.WANTED;
    private boolean incomplete;

    // ---- the reader

    boolean isListening() {
        return reader == Reader.LISTENING;
    }

    /** Whether nobody wants the rest. */
    boolean isGone() {
        return reader == Reader.GONE;
    }

    /** Nobody wants the rest; whether somebody did before. */
    boolean leave() {
        return became(Reader.GONE);
    }

    /** The end is told; whether somebody is there to hear it. */
    boolean tell() {
        return became(Reader.TOLD);
    }

    private boolean became(Reader next) {
        boolean first = isListening();
        reader = first ? next : reader;
        return first;
    }

    // ---- the statement

    /** The reader has asked for rows, for which the statement is sent. */
    void ask() {
        if (statement == Statement.UNASKED) {
            statement = Statement.SENT;
        }
    }

    boolean isSent() {
        return statement != Statement.UNASKED;
    }

    /** Whether rows come by now, or the statement was not even sent: the driver can stop it at once then. */
    boolean isFlowing() {
        return statement != Statement.SENT;
    }

    // ---- the rows

    /** Rows came; whether they are given on. */
    boolean come() {
        statement = Statement.FLOWING;
        boolean given = isListening() && rows == Rows.WANTED;
        incomplete |= !given && !isGone();
        return given;
    }

    /** What comes is dropped from now on. */
    void drain() {
        if (rows == Rows.WANTED) {
            rows = Rows.DRAINED;
        }
    }

    /** What comes is dropped from now on, and nobody is to listen to the driver much longer. */
    void stopListening() {
        rows = Rows.UNHEARD;
    }

    /** Whether nobody is to listen to the driver any longer than it takes. */
    boolean isUnheard() {
        return rows == Rows.UNHEARD;
    }

    /** Whether rows were dropped that the reader wanted, so that what it has is not all. */
    boolean isIncomplete() {
        return incomplete;
    }
}

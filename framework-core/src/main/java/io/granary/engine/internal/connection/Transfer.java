package io.granary.engine.internal.connection;

import io.granary.error.GranaryException;
import io.granary.error.StreamTooSlowException;
import java.time.Duration;
import java.util.Optional;

/** Rows on their way between a statement that runs and somebody outside, who may take any time. Thread-safe. */
interface Transfer {

    /** {@return whether somebody outside is still there, so that the statement holds the connection} */
    boolean isOpen();

    /**
     * Ends it before its time; who is outside is told when the statement has been stopped.
     *
     * @param why what is told
     */
    void close(GranaryException why);

    /** {@return whether it is somebody outside who is waited for, and not the database} */
    boolean waitsOutside();

    /** {@return how often something has passed, or was asked for, so far} */
    long moves();

    /**
     * {@return how much longer this may go on; not above zero when its time is over, empty if it may go on for ever}
     *
     * @param limit how long the database may take; nothing is counted of it while who is outside is waited for
     */
    Optional<Duration> timeLeft(Optional<Duration> limit);

    /** {@return why it is to be ended for having held its connection too long; empty if it has not} */
    default Optional<StreamTooSlowException> overheld() {
        return Optional.empty();
    }
}

package io.granary.engine.internal.connection;

import io.granary.driver.DriverException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** What became of an order to stop a statement. */
enum StopOrder {

    /** The server has it: what it stops, it stops before it hears of anything new. */
    TAKEN,

    /** The server never heard of it, or refused it. */
    NOT_GIVEN,

    /** It was sent, and nobody knows more: it may arrive later, and stop whatever runs on that connection then. */
    UNKNOWN;

    private static final int DEEPEST_CAUSE = 20;
    private static final String LINK = "08";
    /** MySQL and MariaDB, of the session that was to give the order. */
    private static final String KILLED = "70";

    /**
     * {@return what became of an order that a driver gave}
     *
     * @param failure what it failed with; null if the server took it
     */
    static StopOrder after(@Nullable Throwable failure) {
        if (failure == null) {
            return TAKEN;
        }
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (cause instanceof ConnectException
                    || cause instanceof UnknownHostException
                    || (cause instanceof DriverException told && isRefusal(told))) {
                return NOT_GIVEN;
            }
            cause = cause.getCause();
        }
        return UNKNOWN;
    }

    /** What drivers tell of a link that ended in the midst has a state too, and looks as if the server had reported it. */
    private static boolean isRefusal(DriverException told) {
        String state = told.sqlState();
        boolean linkEnded = state != null && (state.startsWith(LINK) || state.startsWith(KILLED));
        return told.origin() == DriverException.Origin.REFUSED
                || (told.origin() == DriverException.Origin.REPORTED && !linkEnded);
    }
}

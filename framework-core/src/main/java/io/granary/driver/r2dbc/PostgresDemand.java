package io.granary.driver.r2dbc;

import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Operators;

/**
 * How many rows of one statement are still wanted, and where its portal stands. Thread-safe; calls nobody but a subscription.
 *
 * <p>One more message is asked for than rows are wanted, so that the end comes by itself behind the last row. If a row comes for it, that is kept until it is wanted.
 * While whoever wants it gives it on, nothing else is asked for, and an end waits: whoever listens hears one thing after another.
 */
final class PostgresDemand {

    /** What the server does with the portal of a statement. */
    private enum Portal {
        /** Sends rows, or has not begun. */
        RUNNING,
        /** Waits to be asked for more. */
        SUSPENDED,
        /** Is told to give nothing more, or has nothing more. */
        OVER
    }

    /** What a portal that has sent as many rows as it was asked for is to do. */
    enum Next {
        /** Send as many again. */
        MORE,
        /** Wait. */
        WAIT,
        /** End. */
        CLOSE
    }

    private final Object lock = new Object();
    private @Nullable Subscription messages;
    private Object @Nullable [] ahead;
    private long wanted;
    private long owed;
    private boolean giving;
    private boolean overdue;
    private boolean begun;
    private boolean unheard;
    private Portal portal = Portal.RUNNING;

    /** What a call for rows leads to. */
    static final class Asked {

        private final boolean first;
        private final boolean resumes;
        private final Object @Nullable [] row;
        private final @Nullable Subscription open;
        private final long rows;

        private Asked(boolean first, boolean resumes, Object @Nullable [] row, @Nullable Subscription open, long rows) {
            this.first = first;
            this.resumes = resumes;
            this.row = row;
            this.open = open;
            this.rows = rows;
        }

        /** Whether it was the first one, which starts the statement. */
        boolean isFirst() {
            return first;
        }

        /** Whether the portal has waited for it. */
        boolean resumes() {
            return resumes;
        }

        /** The row that has waited for it, null if none did. Once it is given on, that is to be told: {@link #given()}. */
        Object @Nullable [] row() {
            return row;
        }

        /** Asks for as many messages as rows were wanted, if nothing else will. */
        void ask() {
            if (open != null && rows > 0) {
                open.request(rows);
            }
        }
    }

    /** Wants more rows; the row that waited for that, if one did, is to be given on before anything else. */
    Asked want(long rows) {
        synchronized (lock) {
            boolean first = !begun;
            begun = true;
            wanted = Operators.addCap(wanted, rows);
            Object[] kept = ahead;
            ahead = null;
            if (kept != null) {
                giving = true;
                used();
            }
            if (giving) {
                owed = Operators.addCap(owed, rows);
            }
            boolean resumes = portal == Portal.SUSPENDED && wanted > 0;
            if (resumes) {
                portal = Portal.RUNNING;
            }
            // An exchange that opens later asks for all that is wanted then.
            return new Asked(first, resumes, kept, giving ? null : messages, rows);
        }
    }

    /**
     * The row that had waited is given on: what was wanted meanwhile is asked for.
     *
     * @return whether the end came meanwhile, which is to be told by the caller now
     */
    boolean given() {
        Subscription open;
        long rows;
        synchronized (lock) {
            giving = false;
            open = messages;
            rows = owed;
            owed = 0;
            if (overdue) {
                return ended();
            }
        }
        if (open != null) {
            open.request(rows);
        }
        return false;
    }

    private void ask(long rows) {
        Subscription open = open();
        if (open != null) {
            open.request(rows);
        }
    }

    /** Asks for one message in the place of one that was no row. */
    void another() {
        ask(1);
    }

    private @Nullable Subscription open() {
        synchronized (lock) {
            return messages;
        }
    }

    /** Begins an exchange, the first or another one for the same rows. */
    void opened(Subscription subscription) {
        long first;
        synchronized (lock) {
            messages = subscription;
            first = unheard ? Long.MAX_VALUE : Operators.addCap(wanted, 1);
        }
        subscription.request(first);
    }

    /** Has the portal run once more, from its beginning. */
    void reopen() {
        synchronized (lock) {
            messages = null;
            portal = Portal.RUNNING;
        }
    }

    /** Takes a row; whether it is to be given on now. */
    boolean takes(Object[] row) {
        synchronized (lock) {
            if (unheard) {
                return false;
            }
            if (wanted == 0) {
                ahead = row;
                return false;
            }
            used();
            return true;
        }
    }

    private void used() {
        if (wanted != Long.MAX_VALUE) {
            wanted--;
        }
    }

    /** Whether somebody still listens. */
    boolean isHeard() {
        synchronized (lock) {
            return !unheard;
        }
    }

    /**
     * Nobody listens from now on: what is still to come is taken in as it comes.
     *
     * @return whether the portal waits, and is to be closed by the caller
     */
    boolean drop() {
        Subscription open;
        boolean waits;
        synchronized (lock) {
            begun = true;
            unheard = true;
            ahead = null;
            open = messages;
            waits = portal == Portal.SUSPENDED;
            if (waits) {
                portal = Portal.OVER;
            }
        }
        if (open != null) {
            open.request(Long.MAX_VALUE);
        }
        return waits;
    }

    /** What is still to come is taken in as it comes. */
    void unlimited() {
        ask(Long.MAX_VALUE);
    }

    /** Whether the last of what is told may be told now: once, and not while a row is given on, whose giver tells it then. */
    boolean ends() {
        synchronized (lock) {
            overdue = giving;
            return !giving && ended();
        }
    }

    private boolean ended() {
        boolean heard = !unheard;
        unheard = true;
        messages = null;
        return heard;
    }

    /** The portal has sent as many rows as it was asked for. */
    Next suspended() {
        synchronized (lock) {
            if (unheard) {
                portal = Portal.OVER;
                return Next.CLOSE;
            }
            portal = wanted > 0 ? Portal.RUNNING : Portal.SUSPENDED;
            return wanted > 0 ? Next.MORE : Next.WAIT;
        }
    }
}

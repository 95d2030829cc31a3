package io.granary.engine.internal.pool;

/** How many connections the server is known to take, where it had too many clients for all that the pool may have. Plain. */
final class Ceiling {

    private int most = PoolShape.UNLIMITED;

    /** How many are known to be possible; {@link PoolShape#UNLIMITED} while nothing else is known. */
    int most() {
        return most;
    }

    boolean isLowered() {
        return most < PoolShape.UNLIMITED;
    }

    /**
     * The server refused one more than are open.
     *
     * @return whether that is news
     */
    boolean lower(int open) {
        boolean news = !isLowered();
        most = open;
        return news;
    }

    /**
     * One more is open after all.
     *
     * @param open how many are now
     * @param wanted how many the pool may have
     * @return whether all may be had again
     */
    boolean raise(int open, int wanted) {
        if (!isLowered()) {
            return false;
        }
        most = open >= wanted ? PoolShape.UNLIMITED : Math.max(most, open);
        return !isLowered();
    }
}

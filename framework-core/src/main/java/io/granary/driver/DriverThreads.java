package io.granary.driver;

/**
 * What a driver lets others do on its threads, so that fewer threads have to be woken for an answer. A driver that knows of none leaves all of it
 * as it is here.
 */
public interface DriverThreads {

    /**
     * Runs something once the calling thread has dealt with what it was woken for: on a thread of the driver's that serves several
     * connections, after the answers that have come for all of them. On any other thread, and where the driver knows nothing of that, at
     * once. So what several answers cause can be done in one go.
     *
     * @param task what to run; quick, and it does not block
     */
    default void afterwards(Runnable task) {
        task.run();
    }

    /**
     * Runs callbacks of the user's once the calling thread has dealt with what it was woken for, if it is a thread of the driver's that serves one
     * connection only: a callback that takes its time there holds up that connection and nobody else, and one that blocks is {@linkplain
     * #relieve told of}.
     *
     * @param callbacks what to run
     * @return whether they are going to run here; else the caller has to find them a thread
     */
    default boolean lend(Runnable callbacks) {
        return false;
    }

    /**
     * Has another thread do what a lent one is for, from now on, since a callback blocks it. The callback is not disturbed. Does nothing when the
     * thread is not lent at present.
     *
     * @param lent a thread that {@link #lend} was called on, or any other
     */
    default void relieve(Thread lent) {}
}

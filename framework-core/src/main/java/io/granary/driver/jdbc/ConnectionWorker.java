package io.granary.driver.jdbc;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A thread while it is a connection's, and until a callback that it was lent to returns. */
final class ConnectionWorker extends Thread {

    private enum Use {
        /** The connection's. */
        WORKING,
        /** Within a callback. */
        LENT,
        /** Within a callback, while another thread is the connection's. */
        RELIEVED
    }

    private final ConnectionThread work;
    private final AtomicReference<Use> use = new AtomicReference<>(Use.WORKING);

    /** Callbacks that this thread owes; its own. */
    private final Deque<Runnable> owed = new ArrayDeque<>();

    ConnectionWorker(ConnectionThread work, String name) {
        super(name);
        this.work = work;
        setDaemon(true);
    }

    /** {@return the calling thread, if it is a connection's, else null} */
    static @Nullable ConnectionWorker current() {
        return Thread.currentThread() instanceof ConnectionWorker worker && worker.use.get() == Use.WORKING
                ? worker
                : null;
    }

    /** {@return whether callbacks wait for the calling thread, so that it should not begin anything long} */
    static boolean isOwing() {
        ConnectionWorker worker = current();
        return worker != null && !worker.owed.isEmpty();
    }

    /** Runs callbacks behind the work at hand. Called on this thread. */
    void lend(Runnable callbacks) {
        owed.add(callbacks);
    }

    /** Has another thread take the place of this one if a callback is being run. */
    void relieve() {
        if (use.compareAndSet(Use.LENT, Use.RELIEVED)) {
            work.replace();
        }
    }

    @Override
    public void run() {
        Runnable next;
        while ((next = work.next()) != null) {
            run(next);
            while (!owed.isEmpty()) {
                use.set(Use.LENT);
                run(owed.remove());
                // One that interrupted itself, as who catches that does, would not wait for a lock any more.
                Thread.interrupted();
                if (!use.compareAndSet(Use.LENT, Use.WORKING)) {
                    owed.forEach(this::run);
                    return;
                }
            }
        }
    }

    /** What fails must not end the connection's thread: somebody waits for what is behind it. */
    private void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable defect) {
            getUncaughtExceptionHandler().uncaughtException(this, defect);
        }
    }
}

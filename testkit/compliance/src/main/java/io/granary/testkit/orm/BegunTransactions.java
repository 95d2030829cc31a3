package io.granary.testkit.orm;

import io.granary.engine.ConnectionListener;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the transactions that an engine begins: what commits by itself, or is read before one, is in none. */
final class BegunTransactions implements ConnectionListener {

    private final AtomicInteger begun = new AtomicInteger();

    @Override
    public void onTransaction(String engine, long connection, Event event) {
        if (event == Event.BEGIN) {
            begun.incrementAndGet();
        }
    }

    /** {@return how many since this was asked last} */
    int take() {
        return begun.getAndSet(0);
    }
}

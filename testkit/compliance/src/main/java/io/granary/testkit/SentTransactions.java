package io.granary.testkit;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ConnectionListener;
import io.granary.engine.EngineOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Writes down the begins and ends of the transactions of an engine. To be given to {@link EngineOptions#withListener}. */
public final class SentTransactions implements ConnectionListener {

    private final List<Event> events = new CopyOnWriteArrayList<>();

    /** Nothing has happened yet. */
    public SentTransactions() {}

    /** Makes an engine, whose transactions are written down here from now on, the test's. */
    AsyncEngine engine(Bench bench) {
        bench.mainEngine(bench.options().withListener(this));
        forget();
        return bench.engine();
    }

    /** {@return what has happened since this was made, or told to forget, in that order} */
    public List<Event> events() {
        return List.copyOf(events);
    }

    /** Nothing counts that has happened so far. */
    public void forget() {
        events.clear();
    }

    @Override
    public void onTransaction(String engine, long connection, Event event) {
        events.add(event);
    }
}

package io.granary.testkit;

import static io.granary.testkit.Bench.INSERT;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ConnectionListener;
import io.granary.engine.Result;
import io.granary.sql.Params;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** What the transaction suites share: inserts, counts, and a listener that writes transactions down. */
final class Transactions implements ConnectionListener {

    private final List<Event> events = new CopyOnWriteArrayList<>();

    /** Makes an engine, whose transactions are written down here from now on, the test's. */
    AsyncEngine engine(Bench bench) {
        bench.mainEngine(bench.options().withListener(this));
        events.clear();
        return bench.engine();
    }

    /** What was heard so far. */
    List<Event> events() {
        return List.copyOf(events);
    }

    @Override
    public void onTransaction(String engine, long connection, Event event) {
        events.add(event);
    }

    /** Inserts a row. */
    static CompletionStage<Result> insert(AsyncConnection connection, int id) {
        return connection.execute(INSERT, Params.of("id", id, "name", "row " + id));
    }

    /** How many rows a connection sees. */
    static long seen(AsyncConnection connection) {
        return Await.value(connection.scalar(Bench.COUNT, Long.class)).orElseThrow();
    }
}

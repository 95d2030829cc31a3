package io.granary.testkit;

import static io.granary.testkit.Bench.INSERT;

import io.granary.engine.AsyncConnection;
import io.granary.engine.Result;
import io.granary.sql.Params;
import java.util.concurrent.CompletionStage;

/** What the transaction suites share: inserts and counts. */
final class Transactions {

    private Transactions() {}

    /** Inserts a row. */
    static CompletionStage<Result> insert(AsyncConnection connection, int id) {
        return connection.execute(INSERT, Params.of("id", id, "name", "row " + id));
    }

    /** How many rows a connection sees. */
    static long seen(AsyncConnection connection) {
        return Await.value(connection.scalar(Bench.COUNT, Long.class)).orElseThrow();
    }
}

package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Blocking;
import io.granary.engine.SyncConnection;
import io.granary.engine.SyncEngine;
import io.granary.sql.Params;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;

/** The bridges to code that blocks. */
final class Waiting {

    private Waiting() {}

    // #run-sync
    static CompletionStage<Long> runSync(AsyncEngine engine) {
        return engine.begin(conn -> conn.runSync(Waiting::countBooks));
    }

    private static long countBooks(SyncConnection conn) {
        return conn.scalar(text("select count(*) from book"), Long.class).orElse(0L);
    }
    // #run-sync

    // #sync-engine
    static Optional<String> title(AsyncEngine engine, long id) {
        SyncEngine database = engine.syncEngine();
        try (SyncConnection conn = database.connect()) {
            return conn.execute(text("select title from book where id = :id"), Params.of("id", id))
                    .scalar(String.class);
        }
    }
    // #sync-engine

    // #spawn
    static CompletionStage<String> legacy(ActorSystem<?> system, AsyncEngine engine) {
        return Blocking.spawn(system, () -> {
            String title = title(engine, 1).orElse("nothing");
            long books = Blocking.await(runSync(engine));
            return title + ", one of " + books;
        });
    }
    // #spawn
}

package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Holder;
import io.granary.engine.PoolStatus;
import io.granary.engine.Priority;
import io.granary.engine.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The pool, looked at and asked politely. */
final class Lending {

    private Lending() {}

    // #status
    static CompletionStage<String> status(AsyncEngine engine) {
        return engine.pool().status().thenApply(Lending::line);
    }

    private static String line(PoolStatus pool) {
        return pool.checkedOut() + " lent, " + pool.checkedIn() + " idle, " + pool.waiting() + " waiting";
    }
    // #status

    // #holders
    static CompletionStage<List<String>> longestLoans(AsyncEngine engine) {
        return engine.pool()
                .holders()
                .thenApply(holders -> holders.stream().map(Holder::owner).toList());
    }
    // #holders

    // #terms
    static CompletionStage<Result> impatient(AsyncEngine engine) {
        return engine.within(Duration.ofMillis(200))
                .withPriority(Priority.HIGH)
                .execute(text("select title from book order by id"));
    }
    // #terms
}

package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.engine.Result;
import io.granary.engine.RetryPolicy;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;

/** Transactions and savepoints. */
final class Transacting {

    private Transacting() {}

    // #scoped
    private static final TextClause TAKE = text("update book set copies = copies - :count where id = :id");
    private static final TextClause GIVE = text("update book set copies = copies + :count where id = :id");

    static CompletionStage<Result> exchange(AsyncEngine engine, long from, long to, int count) {
        return engine.begin(conn -> conn.execute(TAKE, Params.of("id", from, "count", count))
                .thenCompose(taken -> conn.execute(GIVE, Params.of("id", to, "count", count))));
    }
    // #scoped

    // #as-you-go
    static CompletionStage<Done> asYouGo(AsyncEngine engine, long id) {
        return engine.connect(conn -> conn.execute(TAKE, Params.of("id", id, "count", 1))
                .thenCompose(first -> conn.commit())
                .thenCompose(done -> conn.execute(TAKE, Params.of("id", id, "count", 1)))
                .thenCompose(second -> conn.rollback()));
    }
    // #as-you-go

    // #unscoped
    static CompletionStage<Result> unscoped(AsyncEngine engine, long id) {
        return engine.begin().thenCompose(tx -> {
            CompletionStage<Result> work = tx.connection()
                    .execute(TAKE, Params.of("id", id, "count", 1))
                    .thenCompose(result -> tx.commit().thenApply(done -> result));
            return work.handle((result, failure) -> tx.connection().close()) // rolls back what was not committed
                    .thenCompose(Function.identity())
                    .thenCompose(closed -> work);
        });
    }
    // #unscoped

    // #savepoint
    private static final TextClause ADD = text("insert into book (id, title, copies) values (:id, :title, 1)");

    /** Adds a book unless there is one of that number, and counts a copy more of it either way. */
    static CompletionStage<Result> addOrCount(AsyncEngine engine, long id, String title) {
        return engine.begin(conn -> addUnlessThere(conn, id, title)
                .thenCompose(added -> conn.execute(GIVE, Params.of("id", id, "count", 1))));
    }

    private static CompletionStage<Boolean> addUnlessThere(AsyncConnection conn, long id, String title) {
        return conn.beginNested(nested -> nested.execute(ADD, Params.of("id", id, "title", title)))
                .handle((added, failure) -> failure == null || Failing.rethrowUnlessDuplicate(failure));
    }
    // #savepoint

    // #after-error
    static CompletionStage<Optional<Long>> afterAnError(AsyncConnection conn) {
        return conn.execute(ADD, Params.of("id", 1, "title", "a number that is taken"))
                .handle((added, duplicate) -> duplicate) // UniqueViolationException
                .thenCompose(duplicate -> conn.execute(text("select 1")))
                .handle((selected, pending) -> pending) // PendingRollbackException: the transaction failed before
                .thenCompose(pending -> conn.rollback())
                .thenCompose(done -> conn.scalar(text("select count(*) from book"), Long.class));
    }
    // #after-error

    // #options
    static CompletionStage<Optional<Long>> copies(AsyncEngine engine) {
        ExecutionOptions report = ExecutionOptions.none()
                .withIsolationLevel(IsolationLevel.SERIALIZABLE)
                .withTag("job", "stock-report");
        return engine.withOptions(report).begin(conn -> conn.scalar(text("select sum(copies) from book"), Long.class));
    }
    // #options

    // #retrying
    private static final TextClause COPIES = text("select copies from book where id = :id");
    private static final TextClause SET = text("update book set copies = :copies where id = :id");

    static CompletionStage<Result> donate(AsyncEngine engine, long id) {
        ExecutionOptions strict = ExecutionOptions.none().withIsolationLevel(IsolationLevel.SERIALIZABLE);
        RetryPolicy policy = RetryPolicy.attempts(5).withDeadline(Duration.ofSeconds(10));
        return engine.withOptions(strict)
                .retrying(
                        policy,
                        conn -> conn.scalar(COPIES, Params.of("id", id), Integer.class)
                                .thenCompose(copies ->
                                        conn.execute(SET, Params.of("id", id, "copies", copies.orElse(0) + 1))));
    }
    // #retrying
}

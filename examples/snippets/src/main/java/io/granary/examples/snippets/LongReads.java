package io.granary.examples.snippets;

import static io.granary.examples.snippets.Building.BOOKS;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.sql.Params;
import io.granary.stream.AsyncResult;
import io.granary.stream.LaneRun;
import io.granary.stream.Resumption;
import io.granary.stream.Spool;
import io.granary.stream.SqlSource;
import io.granary.stream.StreamSummary;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Reads that take long, and what can be done about that. */
final class LongReads {

    private LongReads() {}

    // #spool
    static CompletionStage<List<Integer>> copiesOfEach(AsyncConnection connection, ActorSystem<?> system) {
        return AsyncResult.of(connection, text("select title from book order by id"))
                .source(Spool.rows(10_000).thenFile(1L << 30))
                .mapAsync(
                        1,
                        book -> connection
                                .scalar(
                                        text("select copies from book where title = :title"),
                                        Params.of("title", book.get("title", String.class)),
                                        Integer.class)
                                .toCompletableFuture())
                .map(copies -> copies.orElse(0))
                .runWith(Sink.seq(), system);
    }
    // #spool

    // #hold
    static Source<Row, CompletionStage<StreamSummary>> inAMinute(AsyncEngine engine) {
        AsyncEngine hurried = engine.withOptions(ExecutionOptions.none().withMaxHold(Duration.ofMinutes(1)));
        return SqlSource.of(hurried, text("select title from book"));
    }
    // #hold

    // #pages
    static Source<Row, CompletionStage<StreamSummary>> behind(AsyncEngine engine, long lastId) {
        return SqlSource.resumable(
                engine,
                select(BOOKS.id, BOOKS.title).orderBy(BOOKS.id),
                Resumption.pages(1_000).after(lastId));
    }
    // #pages

    // #ranges
    static Source<Row, CompletionStage<StreamSummary>> byFourAtOnce(AsyncEngine engine) {
        return SqlSource.parallelRanges(engine, select(BOOKS.id, BOOKS.title), BOOKS.id, 4);
    }
    // #ranges

    // #apart
    static LaneRun<Source<Row, NotUsed>> twoSources(AsyncConnection connection, Materializer materializer) {
        return AsyncResult.of(connection, text("select title from book"))
                .lanes(2, book -> String.valueOf(book.get("title", String.class)), Duration.ofSeconds(5), materializer);
    }
    // #apart
}

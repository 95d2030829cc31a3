package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Row;
import io.granary.stream.AsyncResult;
import io.granary.stream.LaneRun;
import io.granary.stream.SqlSource;
import io.granary.stream.StreamSummary;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;

/** Rows as streams. */
final class Streaming {

    private Streaming() {}

    // #source
    static Source<String, CompletionStage<StreamSummary>> titles(AsyncEngine engine) {
        return SqlSource.of(engine, text("select title from book order by id"))
                .map(row -> String.valueOf(row.get("title", String.class)));
    }

    static CompletionStage<List<String>> firstTwo(AsyncEngine engine, ActorSystem<?> system) {
        return titles(engine).take(2).runWith(Sink.seq(), system);
    }
    // #source

    // #result
    static CompletionStage<Integer> firstThenRest(AsyncConnection connection, Materializer materializer) {
        AsyncResult<Row> books = AsyncResult.of(connection, text("select id, title from book order by id"));
        return books.fetchOne()
                .thenCompose(
                        first -> books.source().runFold(first.isPresent() ? 1 : 0, (n, row) -> n + 1, materializer));
    }
    // #result

    // #lanes
    static LaneRun<CompletionStage<Integer>> countByLane(AsyncConnection connection, Materializer materializer) {
        return AsyncResult.of(connection, text("select title from book"))
                .runLanes(
                        2,
                        book -> String.valueOf(book.get("title", String.class)),
                        lane -> Sink.<Integer, Row>fold(0, (count, book) -> count + 1),
                        materializer);
    }
    // #lanes
}

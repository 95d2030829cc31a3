package io.granary.examples.snippets;

import static io.granary.sql.Sql.copyInto;
import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Notice;
import io.granary.engine.Row;
import io.granary.schema.Table;
import io.granary.sql.CopyFormat;
import io.granary.sql.CopyIn;
import io.granary.sql.Params;
import io.granary.stream.AsyncResult;
import io.granary.stream.CopySink;
import io.granary.stream.LaneRun;
import io.granary.stream.NotificationSource;
import io.granary.stream.SqlSource;
import io.granary.stream.StreamSummary;
import io.granary.type.Types;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.FileIO;
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

    // #copy
    static final Table BOOK = Table.of("book", table -> {
        table.column("id", Types.BIG_INTEGER, c -> c.primaryKey());
        table.column("title", Types.string(100));
        table.column("copies", Types.INTEGER);
    });

    record Delivery(long id, String title) {}

    static CompletionStage<Long> take(AsyncEngine engine, Source<Delivery, NotUsed> deliveries, ActorSystem<?> system) {
        CopyIn copy = copyInto(BOOK, BOOK.column("id"), BOOK.column("title"));
        return deliveries.runWith(
                CopySink.rows(engine, copy, delivery -> List.of(delivery.id(), delivery.title())), system);
    }

    static CompletionStage<Long> takeFile(AsyncEngine engine, Path file, ActorSystem<?> system) {
        CopyIn copy = copyInto(BOOK).withFormat(CopyFormat.csv().withHeader());
        return FileIO.fromPath(file).runWith(CopySink.bytes(engine, copy), system);
    }
    // #copy

    // #notifications
    static Source<String, NotUsed> returned(AsyncEngine engine) {
        return NotificationSource.of(engine, "returned")
                .map(notice -> notice instanceof Notice.Notification told ? told.payload() : "look at all books anew");
    }

    static CompletionStage<Done> giveBack(AsyncEngine engine, long id) {
        return engine.begin(connection -> connection
                .execute(text("update book set copies = copies + 1 where id = :id"), Params.of("id", id))
                .thenCompose(updated -> connection.notify("returned", Long.toString(id))));
    }
    // #notifications

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

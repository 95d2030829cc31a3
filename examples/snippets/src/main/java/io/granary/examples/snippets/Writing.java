package io.granary.examples.snippets;

import static io.granary.examples.snippets.Building.AUTHORS;
import static io.granary.examples.snippets.Building.BOOKS;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.engine.RowValues;
import io.granary.sql.Params;
import io.granary.stream.Batch;
import io.granary.stream.BatchSettings;
import io.granary.stream.BatchSummary;
import io.granary.stream.Inserted;
import io.granary.stream.SqlFlow;
import io.granary.stream.SqlSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;

/** Streams that write. */
final class Writing {

    private Writing() {}

    // #sink
    record Arrival(long id, String title, int copies) {}

    static Sink<Arrival, CompletionStage<BatchSummary>> shelve(AsyncEngine engine) {
        BatchSettings<Arrival> settings = BatchSettings.<Arrival>defaults()
                .withSize(500)
                .withMaxDelay(Duration.ofMillis(200))
                .withParallelism(4);
        return SqlSink.insert(engine, insert(BOOKS), settings, RowValues.of(Arrival.class, BOOKS));
    }
    // #sink

    // #keys
    static Flow<String, Long, CompletionStage<BatchSummary>> addAuthors(AsyncEngine engine) {
        Flow<String, Inserted<String>, CompletionStage<BatchSummary>> inserted =
                SqlFlow.insert(engine, insert(AUTHORS), BatchSettings.defaults(), name -> Params.of("name", name));
        return inserted.map(author -> author.row().get(AUTHORS.id));
    }
    // #keys

    // #upsert
    static Sink<Arrival, CompletionStage<BatchSummary>> replace(AsyncEngine engine) {
        return SqlSink.upsert(
                engine, BOOKS, BatchSettings.defaults().inOneTransaction(), RowValues.of(Arrival.class, BOOKS));
    }
    // #upsert

    // #failures
    static Flow<Long, List<Long>, CompletionStage<BatchSummary>> lendEach(AsyncEngine engine) {
        Flow<Long, Batch<Long, Result>, CompletionStage<BatchSummary>> lent = SqlFlow.execute(
                engine,
                text("update book set copies = copies - 1 where id = :id"),
                BatchSettings.defaults().withSize(2).withFailuresReported(),
                id -> Params.of("id", id));
        return lent.filter(batch -> batch instanceof Batch.Failed).map(Batch::elements);
    }
    // #failures
}

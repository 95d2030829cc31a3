package io.granary.examples.streamingetl;

import static io.granary.examples.streamingetl.Places.PLACES;
import static io.granary.examples.streamingetl.Positions.POSITIONS;
import static io.granary.examples.streamingetl.SourceCities.CITIES;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.sql.Functions;
import io.granary.sql.Params;
import io.granary.sql.Select;
import io.granary.stream.AsyncResult;
import io.granary.stream.BatchSettings;
import io.granary.stream.BatchSummary;
import io.granary.stream.LaneRun;
import io.granary.stream.SqlFlow;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntConsumer;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;

/**
 * Reads cities in the order of their ids, makes places of them in lanes, and writes these in batches. Who runs it again goes on where it has come to.
 *
 * @param source where cities are
 * @param target where places go
 * @param system runs the streams
 * @param perSecond how many cities a lane takes in a second at most
 */
record Transfer(AsyncEngine source, AsyncEngine target, ActorSystem<?> system, int perSecond) {

    private static final int LANES = 4;
    private static final BatchSettings<Place> BATCHES =
            BatchSettings.<Place>defaults().withSize(500).withMaxDelay(Duration.ofMillis(500));

    /** {@return completes with how many cities were behind where it has come to, before anything is read} */
    CompletionStage<Long> left() {
        return position()
                .thenCompose(last -> source.execute(
                                select(Functions.count()).from(CITIES).where(CITIES.id.gt(last)))
                        .thenApply(result -> result.scalarOne(Long.class))
                        .thenApply(number -> number == null ? 0 : number));
    }

    /**
     * {@return completes with how many places were written, when the last one is committed}
     *
     * @param written told of each batch that is written
     */
    CompletionStage<Long> run(IntConsumer written) {
        return position()
                .thenCompose(last -> source.connect(connection -> transfer(connection, last, written)))
                .thenCompose(elements -> forget().thenApply(done -> elements));
    }

    /** What each lane has written reaches at least as far as the one that is farthest behind. What others wrote beyond that is written again, over itself. */
    private CompletionStage<Long> position() {
        return target.execute(select(POSITIONS.lastId))
                .thenApply(result -> result.scalars(Long.class).all())
                .thenApply(known -> known.size() < LANES
                        ? 0
                        : known.stream().mapToLong(Long::longValue).min().orElse(0));
    }

    private CompletionStage<Long> transfer(AsyncConnection connection, long last, IntConsumer written) {
        Select<?> behind = select(CITIES).where(CITIES.id.gt(last)).orderBy(CITIES.id);
        LaneRun<CompletionStage<BatchSummary>> run = AsyncResult.of(connection, behind)
                .runLanes(
                        LANES,
                        city -> city.get(CITIES.id),
                        number -> lane(number, written),
                        SystemMaterializer.get(system).materializer());
        CompletionStage<Long> elements = CompletableFuture.completedStage(0L);
        for (CompletionStage<BatchSummary> lane : run.lanes()) {
            elements = elements.thenCombine(lane, (sum, summary) -> sum + summary.elements());
        }
        return elements;
    }

    private Sink<Row, CompletionStage<BatchSummary>> lane(int number, IntConsumer written) {
        return Flow.<Row>create()
                .throttle(perSecond, Duration.ofSeconds(1))
                .map(Place::of)
                .viaMat(
                        SqlFlow.batches(target, BATCHES, (connection, places) -> write(connection, number, places)),
                        Keep.right())
                .to(Sink.foreach(batch -> written.accept(batch.elements().size())));
    }

    private CompletionStage<Result> write(AsyncConnection connection, int lane, List<Place> places) {
        Place last = places.get(places.size() - 1);
        return connection
                .execute(
                        insert(PLACES).upsert(PLACES.id),
                        places.stream().map(Place::row).toList())
                .thenCompose(rows -> connection.execute(
                        insert(POSITIONS).upsert(POSITIONS.lane),
                        List.of(Params.of("lane", lane, "last_id", last.id()))));
    }

    /** All is there; the next run begins anew. */
    private CompletionStage<Done> forget() {
        return target.execute(delete(POSITIONS)).thenApply(result -> Done.getInstance());
    }
}

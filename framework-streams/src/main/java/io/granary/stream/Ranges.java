package io.granary.stream;

import static java.util.Objects.requireNonNull;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Select;
import io.granary.stream.internal.ChunkStage;
import io.granary.stream.internal.Failures;
import io.granary.stream.internal.RangeReading;
import io.granary.stream.internal.RangeReading.Range;
import io.granary.stream.internal.ReadingWriter;
import io.granary.stream.internal.RowWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.apache.pekko.Done;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Merge;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/** The ranges of a query, read side by side. */
record Ranges(AsyncEngine engine, Select<?> select, ColumnExpression<?> column, int count) {

    Ranges {
        requireNonNull(column, "column");
        RangeReading.check(engine, select, count);
    }

    /** All rows in one source; the order holds within a range only. */
    Source<Row, CompletionStage<StreamSummary>> merged() {
        return Source.fromMaterializer((materializer, attributes) -> whenBegun())
                .mapMaterializedValue(started -> started.thenCompose(summary -> summary))
                .mapConcat(RowChunk::rows);
    }

    private Source<RowChunk, CompletionStage<StreamSummary>> whenBegun() {
        RangeReading reading = RangeReading.begin(engine, select, column, count);
        CompletionStage<List<Range>> begun = reading.ranges();
        AtomicBoolean decided = new AtomicBoolean();
        CompletableFuture<StreamSummary> summary = new CompletableFuture<>();
        return Source.completionStageSource(begun.thenApply(ranges -> Source.fromMaterializer(
                                (materializer, attributes) -> decided.compareAndSet(false, true)
                                        ? together(ranges)
                                        : Source.<RowChunk>empty().mapMaterializedValue(unused -> nothing()))
                        .mapMaterializedValue(started -> started.thenCompose(told -> told))))
                .mapError(CompletionException.class, Failures::unwrapped)
                .mapMaterializedValue(started -> started.thenCompose(told -> told))
                .watchTermination((told, over) -> {
                    CompletionStage<Done> unused = over.whenComplete((done, failure) -> {
                        boolean unread = decided.compareAndSet(false, true);
                        if (unread) {
                            // Who cancels while connections are being leased has not run what gives them back.
                            reading.giveUp();
                            CompletionStage<Void> unusedEither =
                                    begun.thenAccept(ranges -> ranges.forEach(range -> close(range.connection())));
                        }
                        end(summary, unread ? nothing() : told, failure);
                    });
                    return summary;
                });
    }

    private static void end(
            CompletableFuture<StreamSummary> summary,
            CompletionStage<StreamSummary> told,
            @Nullable Throwable failure) {
        if (failure != null) {
            summary.completeExceptionally(Failures.unwrapped(failure));
        }
        CompletionStage<StreamSummary> unused = told.whenComplete((value, trouble) -> {
            if (trouble == null) {
                summary.complete(value);
            } else {
                summary.completeExceptionally(Failures.unwrapped(trouble));
            }
        });
    }

    private static Source<RowChunk, CompletionStage<StreamSummary>> together(List<Range> ranges) {
        List<Source<RowChunk, CompletionStage<StreamSummary>>> sources = ranges.stream()
                .map(range -> givenBack(
                        range,
                        Source.fromGraph(new ChunkStage<>(
                                range.connection().stream(range.select()), () -> new ReadingWriter<>(List::of)))))
                .toList();
        if (sources.size() == 1) {
            return sources.get(0);
        }
        return Source.combine(sources, Merge::<RowChunk>create).mapMaterializedValue(Ranges::sum);
    }

    /** Each range in a sink of its own. */
    <M> CompletionStage<LaneRun<M>> run(
            IntFunction<? extends Graph<SinkShape<Row>, M>> sink, Materializer materializer) {
        RangeReading reading = RangeReading.begin(engine, select, column, count);
        CompletableFuture<LaneRun<M>> run = new CompletableFuture<>();
        CompletionStage<LaneRun<M>> unused = run.whenComplete((lanes, failure) -> {
            if (failure != null) {
                // Who gives the stage up waits for no more connections.
                reading.giveUp();
            }
        });
        CompletionStage<List<Range>> unusedEither = reading.ranges().whenComplete((ranges, failure) -> {
            if (failure != null) {
                run.completeExceptionally(Failures.unwrapped(failure));
            } else if (run.isDone()) {
                ranges.forEach(range -> close(range.connection()));
            } else {
                start(run, ranges, sink, materializer);
            }
        });
        return run;
    }

    private static <M> void start(
            CompletableFuture<LaneRun<M>> run,
            List<Range> ranges,
            IntFunction<? extends Graph<SinkShape<Row>, M>> sink,
            Materializer materializer) {
        AtomicInteger started = new AtomicInteger();
        try {
            if (!run.complete(started(ranges, sink, materializer, started))) {
                // Given up meanwhile: nobody has what could stop them.
                ranges.forEach(range -> close(range.connection()));
            }
        } catch (Throwable notRun) {
            ranges.subList(started.get(), ranges.size()).forEach(range -> close(range.connection()));
            run.completeExceptionally(notRun);
        }
    }

    private static <M> LaneRun<M> started(
            List<Range> ranges,
            IntFunction<? extends Graph<SinkShape<Row>, M>> sink,
            Materializer materializer,
            AtomicInteger started) {
        List<Graph<SinkShape<Row>, M>> sinks = new ArrayList<>();
        for (int number = 0; number < ranges.size(); number++) {
            sinks.add(sink.apply(number));
        }
        List<CompletionStage<StreamSummary>> summaries = new ArrayList<>();
        List<M> results = new ArrayList<>();
        for (Range range : ranges) {
            Pair<CompletionStage<StreamSummary>, M> run = givenBack(
                            range,
                            Source.fromGraph(new ChunkStage<>(
                                    range.connection().stream(range.select()), () -> new RowWriter<>(row -> row))))
                    .toMat(Sink.fromGraph(sinks.get(started.get())), Keep.both())
                    .run(materializer);
            started.incrementAndGet();
            summaries.add(run.first());
            results.add(run.second());
        }
        return new LaneRun<>(sum(summaries), results);
    }

    /** The end is told when the connection is back. */
    private static <T> Source<T, CompletionStage<StreamSummary>> givenBack(
            Range range, Source<T, CompletionStage<StreamSummary>> rows) {
        return rows.watchTermination((summary, over) -> over.handle((done, failure) -> close(range.connection()))
                .thenCompose(closing -> closing)
                .handle((done, failure) -> summary)
                .thenCompose(told -> told));
    }

    private static CompletionStage<Done> close(AsyncConnection connection) {
        return connection.close();
    }

    private static CompletionStage<StreamSummary> nothing() {
        return CompletableFuture.completedStage(new StreamSummary(0, 0, Duration.ZERO, Duration.ZERO));
    }

    private static CompletionStage<StreamSummary> sum(List<CompletionStage<StreamSummary>> summaries) {
        CompletionStage<StreamSummary> sum = nothing();
        for (CompletionStage<StreamSummary> next : summaries) {
            sum = sum.thenCombine(
                    next,
                    (one, other) -> new StreamSummary(
                            one.rows() + other.rows(),
                            one.chunks() + other.chunks(),
                            one.waitedForDatabase().plus(other.waitedForDatabase()),
                            one.waitedForConsumer().plus(other.waitedForConsumer())));
        }
        return sum;
    }
}

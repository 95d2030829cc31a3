package io.granary.stream;

import io.granary.engine.RowChunk;
import io.granary.error.ArgumentException;
import io.granary.error.MultipleResultsFoundException;
import io.granary.error.NoResultFoundException;
import io.granary.stream.internal.ChunkStage;
import io.granary.stream.internal.Feed;
import io.granary.stream.internal.PartitionWriter;
import io.granary.stream.internal.ReadingWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.apache.pekko.Done;
import org.apache.pekko.NotUsed;
import org.apache.pekko.stream.Graph;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SinkShape;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * What the views of one streamed execution have in common. Each gives the same rows in its own shape, and all draw from one position: what one has
 * fetched, none gives again.
 *
 * <p>Stages complete in the order of the calls, on the thread that had the rows; callbacks must not block. They fail as the statement does, and then with its failure again; after
 * {@link #close()}, and after a method that closes, with {@link io.granary.error.ResourceClosedException}. A fetch of rows that cannot be shown as this view does
 * fails, and has taken them; those behind them are still there. Abandoning a stage loses the rows that it would have given. Reading to the end closes softly: further
 * reads give nothing. Thread-safe.
 *
 * @param <T> what a row becomes; null where the view is of values and SQL said NULL
 */
public abstract sealed class AsyncResultView<T extends @Nullable Object>
        permits AsyncResult, AsyncScalarResult, AsyncMappingResult {

    private final Feed feed;
    private final Function<RowChunk, List<T>> reading;

    AsyncResultView(Feed feed, Function<RowChunk, List<T>> reading) {
        this.feed = feed;
        this.reading = reading;
    }

    final Feed feed() {
        return feed;
    }

    final Function<RowChunk, List<T>> reading() {
        return reading;
    }

    /**
     * {@return completes with the next rows; fewer than asked for, or none, at the end}
     *
     * @param size how many, at least 1
     */
    public final CompletionStage<List<T>> fetchMany(int size) {
        SqlSource.checkSize(size);
        return feed.fetch(size, false, reading);
    }

    /** {@return completes with all rows that are left; they are in memory then} */
    public final CompletionStage<List<T>> all() {
        return feed.fetch(Long.MAX_VALUE, false, reading);
    }

    /** {@return completes with the next row and closes the result; empty if there is none, or if the view is of values and it is NULL} */
    public final CompletionStage<Optional<T>> first() {
        return feed.fetch(1, true, reading).thenApply(AsyncResultView::first);
    }

    static <U extends @Nullable Object> Optional<U> first(List<U> rows) {
        return rows.isEmpty() ? Optional.empty() : Optional.ofNullable(rows.get(0));
    }

    /**
     * {@return completes with the one row that is left, and closes the result}
     *
     * <p>Fails with {@link NoResultFoundException} if there is none, with {@link MultipleResultsFoundException} if there are several.
     */
    public final CompletionStage<T> one() {
        return feed.fetch(2, true, reading).thenApply(rows -> {
            if (rows.isEmpty()) {
                throw NoResultFoundException.of(
                        "No row was found when exactly one was required.",
                        "check the condition, or use oneOrNone() where none is a fair answer");
            }
            return only(rows, "exactly one was required", "first() takes the first and gives up the rest");
        });
    }

    /**
     * {@return completes with the one row that is left, empty if there is none or if the view is of values and it is NULL, and closes the result}
     *
     * <p>Fails with {@link MultipleResultsFoundException} if there are several.
     */
    public final CompletionStage<Optional<T>> oneOrNone() {
        return feed.fetch(2, true, reading)
                .thenApply(rows -> rows.isEmpty()
                        ? Optional.empty()
                        : Optional.ofNullable(only(
                                rows,
                                "one or none was required",
                                "make the condition unique, or use first(), which gives up the rest")));
    }

    private static <U extends @Nullable Object> U only(List<U> rows, String required, String hint) {
        if (rows.size() > 1) {
            throw MultipleResultsFoundException.of("Multiple rows were found when " + required + ".", hint);
        }
        return rows.get(0);
    }

    /**
     * {@return the rows that are left, as they are asked for}
     *
     * <p>To be run once: a second run fails with {@link io.granary.error.InvalidRequestException}, and so does fetching after it. It begins where fetching has come to by
     * then. Who cancels it closes the result. A Source has no element for NULL: where the view is of values and meets one, it fails with {@link
     * io.granary.error.InvalidRequestException}.
     */
    public final Source<T, CompletionStage<StreamSummary>> source() {
        return Source.fromGraph(new ChunkStage<>(feed.rest(), () -> new ReadingWriter<>(reading)));
    }

    /**
     * {@return the rows that are left, taken from the database ahead of their reader; to be run once, as {@link #source()}}
     *
     * <p>The first row comes when the database has given all, and the connection takes other statements by then, such as one for each row. If there is no room for all, the first
     * row comes when the spool is full, and statements are refused as long as rows are left with the database. The summary comes when it has given all.
     *
     * @param spool how much room there is for what nobody has read yet
     */
    public final Source<T, CompletionStage<StreamSummary>> source(Spool spool) {
        return SqlSource.spooled(feed.rest(), spool, true, reading);
    }

    /**
     * {@return the rows that are left in lists of one size, the last one of what remains; to be run once, as {@link #source()}}
     *
     * @param size how many rows a list has, at least 1
     * @throws ArgumentException when the size is less than 1
     */
    public final Source<List<T>, CompletionStage<StreamSummary>> partitions(int size) {
        SqlSource.checkSize(size);
        return Source.fromGraph(new ChunkStage<>(feed.rest(), () -> new PartitionWriter<>(size, reading)));
    }

    /** {@return the rows that are left in lists as they come from the database, of its fetch size; to be run once, as {@link #source()}} */
    public final Source<List<T>, CompletionStage<StreamSummary>> partitions() {
        return Source.fromGraph(lists());
    }

    /**
     * Does something with each row that is left, one after another.
     *
     * @param work must not block
     * @param materializer runs the stream; an actor's own ends it with the actor
     * @return completes when all rows were worked on; fails as the stream, or the work, does
     */
    public final CompletionStage<Done> forEach(Consumer<? super T> work, Materializer materializer) {
        return source().runWith(Sink.foreach(work::accept), materializer);
    }

    /**
     * Deals the rows that are left out to lanes in each of which 256 rows may wait; otherwise as {@link #runLanes(LaneSettings, Function, IntFunction, Materializer)}.
     *
     * @param <M> what a sink gives
     * @param count how many lanes, at least 1
     * @param key by whose hash a row gets its lane; not null
     * @param lane makes the sink of each lane, numbered from 0
     * @param materializer runs the stream
     * @return the lanes, running
     * @throws ArgumentException when there are no lanes
     */
    public final <M> LaneRun<M> runLanes(
            int count,
            Function<? super T, ?> key,
            IntFunction<? extends Graph<SinkShape<T>, M>> lane,
            Materializer materializer) {
        return runLanes(LaneSettings.of(count), key, lane, materializer);
    }

    /**
     * Deals the rows that are left out to lanes, each with a sink and a demand of its own, and runs them side by side; to be run once, as {@link #source()}.
     *
     * <p>Rows of equal keys go to one lane, in their order. When as many rows wait in one lane as may ({@link LaneSettings#buffer}) and another one comes for it, dealing stops, and the cursor with
     * it, until its sink has taken some. A lane that fails ends all.
     *
     * @param <M> what a sink gives
     * @param settings how many lanes, and how many rows may wait in each
     * @param key by whose hash a row gets its lane; not null
     * @param lane makes the sink of each lane, numbered from 0
     * @param materializer runs the stream
     * @return the lanes, running
     */
    public final <M> LaneRun<M> runLanes(
            LaneSettings settings,
            Function<? super T, ?> key,
            IntFunction<? extends Graph<SinkShape<T>, M>> lane,
            Materializer materializer) {
        return Lanes.run(lists(), settings, key, lane, materializer);
    }

    /**
     * Deals the rows that are left out to lanes in each of which 256 rows may wait; otherwise as {@link #lanes(LaneSettings, Function, Duration, Materializer)}.
     *
     * @param count how many lanes, at least 1
     * @param key by whose hash a row gets its lane, so that rows of equal keys go to one lane in their order; not null
     * @param runWithin how soon each lane has to be run
     * @param materializer runs what deals
     * @return the sources of the lanes
     * @throws ArgumentException when there are no lanes, or no time
     */
    public final LaneRun<Source<T, NotUsed>> lanes(
            int count, Function<? super T, ?> key, Duration runWithin, Materializer materializer) {
        return lanes(LaneSettings.of(count), key, runWithin, materializer);
    }

    /**
     * Deals the rows that are left out to lanes, each a source with a demand of its own; to be run once, as {@link #source()}.
     *
     * <p>The statement runs at once. When as many rows wait in one lane as may ({@link LaneSettings#buffer}) and another one comes for it, dealing stops, and the cursor with it, until that lane's source
     * is asked for some; so each has to be run: if one is not run in time, all fail with {@link io.granary.error.InvalidRequestException}. A lane that fails ends all, one that is
     * cancelled has its rows dropped. Each source is to be run once, in the same actor system.
     *
     * @param settings how many lanes, and how many rows may wait in each
     * @param key by whose hash a row gets its lane, so that rows of equal keys go to one lane in their order; not null
     * @param runWithin how soon each lane has to be run
     * @param materializer runs what deals
     * @return the sources of the lanes
     * @throws ArgumentException when there is no time
     */
    public final LaneRun<Source<T, NotUsed>> lanes(
            LaneSettings settings, Function<? super T, ?> key, Duration runWithin, Materializer materializer) {
        return Lanes.sources(lists(), settings, key, runWithin, materializer);
    }

    /**
     * Deals the rows that are left out to lanes in turn, in each of which 256 rows may wait; otherwise as {@link #lanes(LaneSettings, Function, Duration, Materializer)}.
     *
     * @param count how many lanes, at least 1
     * @param runWithin how soon each lane has to be run
     * @param materializer runs what deals
     * @return the sources of the lanes
     * @throws ArgumentException when there are no lanes, or no time
     */
    public final LaneRun<Source<T, NotUsed>> lanes(int count, Duration runWithin, Materializer materializer) {
        return lanes(LaneSettings.of(count), runWithin, materializer);
    }

    /**
     * Deals the rows that are left out to lanes in turn; otherwise as {@link #lanes(LaneSettings, Function, Duration, Materializer)}.
     *
     * @param settings how many lanes, and how many rows may wait in each
     * @param runWithin how soon each lane has to be run
     * @param materializer runs what deals
     * @return the sources of the lanes
     * @throws ArgumentException when there is no time
     */
    public final LaneRun<Source<T, NotUsed>> lanes(
            LaneSettings settings, Duration runWithin, Materializer materializer) {
        int[] turn = {0};
        // One stage deals, one row after another.
        return lanes(settings, row -> turn[0] = (turn[0] + 1) % settings.count(), runWithin, materializer);
    }

    private ChunkStage<List<T>> lists() {
        return new ChunkStage<>(feed.rest(), () -> new ReadingWriter<>(chunk -> List.of(reading.apply(chunk))));
    }

    /**
     * {@return completes when nothing more is read and the connection takes other statements}
     *
     * <p>The rows that are left are given up, and whoever still waits for some, or runs the source, fails with {@link io.granary.error.ResourceClosedException}.
     * Closing twice does nothing; what was read to its end need not be closed.
     */
    public final CompletionStage<Done> close() {
        return feed.close();
    }
}

package io.granary.stream.internal;

import static io.granary.stream.internal.ScriptedChunks.READING;
import static io.granary.testkit.fixtures.Stages.PATIENCE;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.RowKeys;
import io.granary.error.InvalidRequestException;
import io.granary.error.ResourceClosedException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

@Actors
class FeedTest {

    private final ActorSystem<?> system;
    private final ScriptedChunks chunks = ScriptedChunks.scripted();

    FeedTest(ActorSystem<?> system) {
        this.system = system;
    }

    private Feed feed(ScriptedChunks from) {
        return new Feed(system, from, RowKeys::unknown);
    }

    private CompletionStage<List<Integer>> read(Feed feed) {
        return Source.fromGraph(new ChunkStage<>(feed.rest(), () -> new ReadingWriter<>(READING)))
                .runWith(Sink.seq(), system);
    }

    private static CompletionStage<List<Integer>> fetch(Feed feed, int most) {
        return feed.fetch(most, false, READING);
    }

    private void awaitRequested(long many) {
        Eventually.gives("so many are asked for", PATIENCE, chunks::requested, requested -> requested == many);
    }

    @Test
    void executesNothingByItself() {
        Feed feed = feed(chunks);
        Source<Integer, ?> unused = Source.fromGraph(new ChunkStage<>(feed.rest(), () -> new ReadingWriter<>(READING)));

        outcomeOf(feed.close());

        assertThat(chunks.subscribers()).isZero();
        failureOf(fetch(feed, 1), ResourceClosedException.class);
        failureOf(read(feed), ResourceClosedException.class);
    }

    @Test
    void aSourceGoesOnWhereFetchingHasCome() {
        Feed feed = feed(chunks);
        CompletionStage<List<Integer>> fetched = fetch(feed, 2);
        awaitRequested(2);
        chunks.give(1, 3).give(4, 6);
        assertThat(outcomeOf(fetched)).containsExactly(1, 2);

        CompletionStage<List<Integer>> rest = read(feed);
        awaitRequested(4);
        chunks.give(7, 9).complete();

        assertThat(outcomeOf(rest)).containsExactly(3, 4, 5, 6, 7, 8, 9);
        assertThat(chunks.subscribers()).isEqualTo(1);
    }

    /** What fetching has ahead becomes the source's: two chunks besides the one that is read, as without fetching. */
    @Test
    void aSourceBehindFetchingHasNoMoreAheadThanOneByItself() {
        Feed feed = feed(chunks);
        CompletionStage<List<Integer>> fetched = fetch(feed, 1);
        awaitRequested(2);
        chunks.give(1, 100).give(101, 200);
        assertThat(outcomeOf(fetched)).containsExactly(1);

        SinkQueueWithCancel<Integer> rest = Source.fromGraph(
                        new ChunkStage<>(feed.rest(), () -> new ReadingWriter<>(READING)))
                .runWith(Sink.queue(1), system);
        assertThat(outcomeOf(rest.pull())).contains(2);
        awaitRequested(3);
        chunks.give(201, 300);
        for (int row = 3; row < 60; row++) {
            assertThat(outcomeOf(rest.pull())).contains(row);
        }
        assertThat(chunks.requested()).isEqualTo(3);

        for (int row = 60; row < 150; row++) {
            assertThat(outcomeOf(rest.pull())).contains(row);
        }
        awaitRequested(4);
        chunks.complete();
        for (int row = 150; row <= 300; row++) {
            assertThat(outcomeOf(rest.pull())).contains(row);
        }
        assertThat(outcomeOf(rest.pull())).isEmpty();
    }

    @Test
    void aSecondSourceAndFetchingBehindASourceAreRefused() {
        Feed feed = feed(chunks);
        CompletionStage<List<Integer>> first = read(feed);
        awaitRequested(2);

        failureOf(read(feed), InvalidRequestException.class);
        failureOf(fetch(feed, 1), InvalidRequestException.class);
        failureOf(feed.keys(), InvalidRequestException.class);

        chunks.give(1, 2).complete();
        assertThat(outcomeOf(first)).containsExactly(1, 2);
    }

    @Test
    void closingEndsASourceThatRuns() {
        Feed feed = feed(chunks);
        CompletionStage<List<Integer>> reading = read(feed);
        awaitRequested(2);

        outcomeOf(feed.close());

        assertThat(chunks.isCancelled()).isTrue();
        failureOf(reading, ResourceClosedException.class);
        outcomeOf(feed.close());
    }

    @Test
    void closingEndsASourceThatWentOnBehindFetching() {
        Feed feed = feed(chunks);
        CompletionStage<List<Integer>> fetched = fetch(feed, 1);
        awaitRequested(2);
        chunks.give(1, 1);
        outcomeOf(fetched);
        CompletionStage<List<Integer>> reading = read(feed);

        outcomeOf(feed.close());

        assertThat(chunks.isCancelled()).isTrue();
        failureOf(reading, ResourceClosedException.class);
    }

    @Test
    void closingBeforeTheSourceIsSubscribedCancelsWhatComes() {
        ScriptedChunks late = ScriptedChunks.admittingLate();
        Feed feed = feed(late);
        CompletionStage<List<Integer>> reading = read(feed);
        Eventually.holds("it has asked for a subscription", PATIENCE, () -> late.subscribers() == 1);
        outcomeOf(feed.close());

        late.admit();

        assertThat(late.isCancelled()).isTrue();
        failureOf(reading, ResourceClosedException.class);
    }

    @Test
    void cancellingASourceBehindFetchingStopsTheStream() {
        Feed feed = feed(chunks);
        CompletionStage<List<Integer>> fetched = fetch(feed, 1);
        awaitRequested(2);
        chunks.give(1, 3);
        outcomeOf(fetched);

        assertThat(outcomeOf(Source.fromGraph(new ChunkStage<>(feed.rest(), () -> new ReadingWriter<>(READING)))
                        .runWith(Sink.head(), system)))
                .isEqualTo(2);

        Eventually.holds("the stream is cancelled", PATIENCE, chunks::isCancelled);
    }
}

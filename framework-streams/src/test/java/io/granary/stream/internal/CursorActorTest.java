package io.granary.stream.internal;

import static io.granary.stream.internal.ScriptedChunks.READING;
import static io.granary.testkit.fixtures.Stages.PATIENCE;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.error.ResourceClosedException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.Test;

@Actors
class CursorActorTest {

    private static final RowKeys DECLARED = RowKeys.of("declared");
    private final IllegalStateException lost = new IllegalStateException("lost");

    private final ActorSystem<?> system;
    private final ScriptedChunks chunks = ScriptedChunks.scripted();

    CursorActorTest(ActorSystem<?> system) {
        this.system = system;
    }

    private Cursor cursor(ScriptedChunks from) {
        return Cursor.on(system, from, () -> DECLARED);
    }

    /** A cursor whose subscription is there, so that the test can give chunks. */
    private Cursor reading() {
        Cursor cursor = cursor(chunks);
        awaitRequested(ChunkStage.WINDOW);
        return cursor;
    }

    private void awaitRequested(long many) {
        Eventually.gives("so many are asked for", PATIENCE, chunks::requested, requested -> requested == many);
    }

    private static CompletionStage<List<Integer>> fetch(Cursor cursor, long most) {
        return cursor.fetch(most, false, READING);
    }

    private static CompletionStage<List<Integer>> fetchLast(Cursor cursor, long most) {
        return cursor.fetch(most, true, READING);
    }

    @Test
    void fetchesAcrossChunksAndKeepsThePosition() {
        Cursor cursor = reading();
        chunks.give(1, 3).give(4, 6);

        assertThat(outcomeOf(fetch(cursor, 2))).containsExactly(1, 2);
        assertThat(outcomeOf(fetch(cursor, 3))).containsExactly(3, 4, 5);
        chunks.complete();
        assertThat(outcomeOf(fetch(cursor, 3))).containsExactly(6);
        assertThat(outcomeOf(fetch(cursor, 3))).isEmpty();
    }

    @Test
    void asksForAChunkWhenAnotherWasReadAndNeverForMoreThanItsWindow() {
        Cursor cursor = reading();
        chunks.give(1, 3).give(4, 6);

        outcomeOf(fetch(cursor, 2));
        assertThat(chunks.requested()).isEqualTo(2);
        outcomeOf(fetch(cursor, 1));
        assertThat(chunks.requested()).isEqualTo(3);
        outcomeOf(fetch(cursor, 3));
        assertThat(chunks.requested()).isEqualTo(4);
        outcomeOf(cursor.close());
    }

    @Test
    void answersWishesInTheirOrder() {
        Cursor cursor = cursor(chunks);
        List<CompletionStage<List<Integer>>> wishes = new ArrayList<>();
        List<Integer> answered = new ArrayList<>();
        for (int wish = 1; wish <= 50; wish++) {
            CompletionStage<List<Integer>> asked = fetch(cursor, 2);
            wishes.add(asked.whenComplete((rows, failure) -> answered.addAll(rows)));
        }
        awaitRequested(2);
        chunks.give(1, 33).give(34, 99);
        chunks.complete();

        assertThat(outcomeOf(wishes.get(48))).containsExactly(97, 98);
        assertThat(outcomeOf(wishes.get(49))).containsExactly(99);
        assertThat(answered).hasSize(99).isSorted();
    }

    @Test
    void givesThePiecesThatAreLeftAsTheyCame() {
        Cursor cursor = reading();
        chunks.give(1, 3).give(4, 6);
        outcomeOf(fetch(cursor, 1));

        assertThat(outcomeOf(cursor.piece()))
                .singleElement()
                .satisfies(piece -> assertThat(READING.apply(piece)).containsExactly(2, 3));
        assertThat(outcomeOf(cursor.piece()))
                .singleElement()
                .satisfies(piece -> assertThat(READING.apply(piece)).containsExactly(4, 5, 6));
        chunks.complete();
        assertThat(outcomeOf(cursor.piece())).isEmpty();
    }

    @Test
    void failsWhoWaitsAndWhoAsksLaterWithTheFailureOfTheStream() {
        Cursor cursor = reading();
        CompletionStage<List<Integer>> first = fetch(cursor, 1);
        CompletionStage<List<Integer>> second = fetch(cursor, 1);

        chunks.fail(lost);

        assertThat(failureOf(first)).isSameAs(lost);
        assertThat(failureOf(second)).isSameAs(lost);
        assertThat(failureOf(fetch(cursor, 1))).isSameAs(lost);
        assertThat(failureOf(cursor.keys())).isSameAs(lost);
    }

    @Test
    void closingStopsTheStreamAndRefusesWhoWaits() {
        Cursor cursor = reading();
        CompletionStage<List<Integer>> waiting = fetch(cursor, 1);

        outcomeOf(cursor.close());

        assertThat(chunks.isCancelled()).isTrue();
        assertThat(failureOf(waiting)).isInstanceOf(ResourceClosedException.class);
        assertThat(failureOf(fetch(cursor, 1))).isInstanceOf(ResourceClosedException.class);
        outcomeOf(cursor.close());
    }

    /** The connection takes no other statement before that. */
    @Test
    void isNotClosedBeforeTheStreamCouldBeCancelled() {
        ScriptedChunks late = ScriptedChunks.admittingLate();
        Cursor cursor = cursor(late);
        CompletionStage<List<Integer>> waiting = fetch(cursor, 1);
        Eventually.holds("the cursor has subscribed", PATIENCE, () -> late.subscribers() == 1);

        CompletionStage<?> closed = cursor.close();
        assertThat(failureOf(waiting)).isInstanceOf(ResourceClosedException.class);
        assertThat(failureOf(fetch(cursor, 1))).isInstanceOf(ResourceClosedException.class);
        assertThat(closed.toCompletableFuture()).isNotDone();
        late.admit();

        outcomeOf(closed);
        assertThat(late.isCancelled()).isTrue();
        assertThat(late.requested()).isZero();
    }

    @Test
    void theLastFetchCancelsBeforeItIsAnswered() {
        Cursor cursor = reading();
        CompletableFuture<Boolean> cancelledByThen = new CompletableFuture<>();
        CompletionStage<List<Integer>> last = fetchLast(cursor, 1);
        var unused = last.thenAccept(rows -> cancelledByThen.complete(chunks.isCancelled()));

        chunks.give(1, 3);

        assertThat(outcomeOf(last)).containsExactly(1);
        assertThat(outcomeOf(cancelledByThen)).isTrue();
        assertThat(failureOf(fetch(cursor, 1))).isInstanceOf(ResourceClosedException.class);
    }

    @Test
    void whatCannotBeReadFailsItsOwnFetchOnly() {
        Cursor cursor = reading();
        Function<RowChunk, List<Integer>> unreadable = chunk -> {
            throw lost;
        };
        chunks.give(1, 6);

        assertThat(failureOf(cursor.fetch(2, false, unreadable))).isSameAs(lost);
        assertThat(outcomeOf(fetch(cursor, 2))).containsExactly(3, 4);
        assertThat(failureOf(cursor.fetch(1, true, unreadable))).isSameAs(lost);
        assertThat(chunks.isCancelled()).isTrue();
        assertThat(failureOf(fetch(cursor, 1))).isInstanceOf(ResourceClosedException.class);
    }

    @Test
    void knowsTheColumnsFromTheFirstRowsAndTakesNone() {
        Cursor cursor = reading();
        CompletionStage<RowKeys> keys = cursor.keys();
        assertThat(keys.toCompletableFuture()).isNotDone();

        chunks.give(1, 2);

        assertThat(outcomeOf(keys)).isEqualTo(ScriptedChunks.KEYS);
        assertThat(outcomeOf(fetch(cursor, 2))).containsExactly(1, 2);
        outcomeOf(cursor.close());
        assertThat(outcomeOf(cursor.keys())).isEqualTo(ScriptedChunks.KEYS);
    }

    @Test
    void takesDeclaredColumnsWhereThereIsNoRow() {
        Cursor cursor = reading();
        chunks.complete();

        assertThat(outcomeOf(cursor.keys())).isEqualTo(DECLARED);
    }

    /** Whoever sees the end answers his wish by himself, with nothing; the actor must have none of it left by then. */
    @Test
    void publishesItsEndWhenEveryWishIsAnswered() {
        Cursor cursor = reading();
        List<Boolean> published = new ArrayList<>();
        List<CompletionStage<?>> wishes = new ArrayList<>();
        for (int most : List.of(4, 1)) {
            CompletionStage<List<Integer>> asked = fetch(cursor, most);
            wishes.add(asked.thenAccept(
                    rows -> published.add(cursor.close().toCompletableFuture().isDone())));
        }

        chunks.give(1, 3).complete();

        wishes.forEach(Stages::outcomeOf);
        assertThat(published).containsExactly(false, false);
        outcomeOf(cursor.close());
    }

    /** An end that is published too early has the asker answer itself with nothing, while the actor has its rows. */
    @Test
    void losesNoRowsToAnEndThatComesWhileSomebodyAsks() {
        for (int round = 0; round < 500; round++) {
            Cursor cursor = Cursor.on(system, new NumbersAtOnce(), () -> DECLARED);
            List<CompletionStage<List<Integer>>> wishes = new ArrayList<>();
            for (int wish = 0; wish < 5; wish++) {
                wishes.add(fetch(cursor, 1));
            }

            assertThat(wishes).flatExtracting(Stages::outcomeOf).containsExactly(1, 2, 3);
        }
    }
}

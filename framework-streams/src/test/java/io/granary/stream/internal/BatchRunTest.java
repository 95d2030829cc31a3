package io.granary.stream.internal;

import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.stream.BatchSummary;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BatchRunTest {

    private final IllegalStateException first = new IllegalStateException("first");
    private final AtomicLong clock = new AtomicLong(5);
    private final BatchRun run = new BatchRun(clock::get);

    private void assertGoesOn() {
        assertThat(run.summary().toCompletableFuture()).isNotDone();
    }

    @Test
    void isOverWhenNoneFollowsAndNoneIsOnItsWay() {
        run.sent(new Wish());
        run.sent(new Wish());
        run.written(3);
        run.end();
        assertGoesOn();
        clock.addAndGet(100);

        run.written(4);

        assertThat(outcomeOf(run.summary())).isEqualTo(new BatchSummary(7, 2, 0, Duration.ofNanos(100)));
    }

    @Test
    void isNotOverBetweenTwoBatches() {
        run.sent(new Wish());
        run.written(3);

        assertGoesOn();
        run.end();
        assertThat(outcomeOf(run.summary()).elements()).isEqualTo(3);
    }

    @Test
    void countsBatchesThatWereReported() {
        run.sent(new Wish());
        run.reported();
        run.sent(new Wish());
        run.end();
        run.written(1);

        assertThat(outcomeOf(run.summary())).isEqualTo(new BatchSummary(1, 1, 1, Duration.ZERO));
    }

    @Test
    void failsAsItsFirstBatchDoesWhenTheOthersHaveEnded() {
        run.sent(new Wish());
        run.sent(new Wish());
        run.broken(first);
        run.end(new IllegalStateException("the stream was stopped"));
        assertGoesOn();

        run.written(1);

        assertThat(failureOf(run.summary())).isSameAs(first);
    }

    @Test
    void failsWithABatchThatWasTheLast() {
        run.sent(new Wish());
        run.end();

        run.broken(first);

        assertThat(failureOf(run.summary())).isSameAs(first);
    }

    @Test
    void failsAsTheStreamDoes() {
        run.end(first);

        assertThat(failureOf(run.summary())).isSameAs(first);
    }

    @Test
    void hearsOfOneEndOnly() {
        run.sent(new Wish());
        run.end();
        run.end(first);
        run.written(2);

        assertThat(outcomeOf(run.summary()).elements()).isEqualTo(2);
    }

    /** What has a connection is let end; what waits for one is told, before and after it is known what waits. */
    @Test
    void givesUpWhatWaitsWhenNobodyReads() {
        Wish granted = new Wish();
        Wish waiting = new Wish();
        CompletableFuture<String> transaction = new CompletableFuture<>();
        CompletableFuture<String> other = new CompletableFuture<>();
        run.sent(granted);
        run.sent(waiting);
        granted.waits(other);
        assertThat(granted.grant()).isTrue();

        run.abandon();
        waiting.waits(transaction);

        assertThat(waiting.grant()).isFalse();
        assertThat(transaction).isCancelled();
        assertThat(granted.grant()).as("in another attempt").isTrue();
        assertThat(other).isNotDone();
        run.end();
        run.dropped();
        assertGoesOn();
        run.written(2);
        assertThat(outcomeOf(run.summary()).elements()).isEqualTo(2);
    }
}

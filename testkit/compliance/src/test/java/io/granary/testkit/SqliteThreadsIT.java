package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Blocking;
import io.granary.error.IllegalThreadException;
import io.granary.testkit.fixtures.ActorFixture;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.pekko.actor.typed.ActorSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** On which threads the callbacks of an engine on SQLite run: in memory, so that there is one connection only, and one thread. */
@ExtendWith(ActorFixture.class)
class SqliteThreadsIT {

    private final AsyncEngine engine;

    SqliteThreadsIT(ActorSystem<?> system) {
        engine = AsyncEngine.create(system, "sqlite://");
    }

    @AfterEach
    void close() {
        Await.value(engine.close());
    }

    private CompletionStage<Long> number(int number) {
        return engine.execute(text("select :n").bind("n", number))
                .thenApply(found -> found.scalar(Long.class).orElseThrow());
    }

    /** Takes a few milliseconds, so that it has not ended before something is hung on it. */
    private CompletionStage<?> first() {
        return engine.execute(
                text(
                        "with recursive n (i) as (select 1 union all select i + 1 from n where i < 100000) select count(*) from n"));
    }

    @Test
    void whatFollowsAnAnswerRunsOnTheThreadOfItsConnection() {
        CompletionStage<List<String>> threads = number(1)
                .thenCompose(unused -> number(2)
                        .thenApply(alsoUnused -> List.of(Thread.currentThread().getName())));

        assertThat(Await.value(threads)).singleElement().asString().startsWith("granary-sqlite-");
    }

    /** The thread that would answer is the one that waits. */
    @Test
    void aCallbackMayWaitForTheOnlyConnectionThereIs() {
        CompletionStage<Long> waited =
                first().thenCompose(unused -> number(2).thenApply(two -> two + waitFor(number(3))));

        assertThat(Await.value(waited)).isEqualTo(5);
    }

    @Test
    void theConnectionGoesOnWithAThreadThatTookTheFirstOnesPlaceAndIsClosed() {
        for (int round = 0; round < 3; round++) {
            Await.value(first().thenCompose(unused -> number(2).thenApply(two -> two + waitFor(number(3)))));
        }

        List<CompletableFuture<Long>> all = IntStream.range(0, 100)
                .mapToObj(n -> number(n).toCompletableFuture())
                .toList();

        assertThat(all)
                .extracting(Await::value)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(n -> (long) n).toList());
    }

    @Test
    void blockingCallsAreRefusedThereAsOnADispatcher() {
        CompletionStage<Long> waited =
                first().thenCompose(unused -> number(2).thenApply(two -> Blocking.await(number(3))));

        assertThat(Await.failure(waited, IllegalThreadException.class)).hasMessageContaining("granary-sqlite-");
    }

    /** What a callback throws, or that it interrupts its thread, is nothing to the connection. */
    @Test
    void aCallbackThatInterruptsItsThreadHarmsNobody() {
        CompletionStage<Long> rude = number(1)
                .thenCompose(unused -> number(2).thenApply(two -> {
                    Thread.currentThread().interrupt();
                    return two;
                }));

        assertThat(Await.value(rude)).isEqualTo(2);
        assertThat(Await.value(number(3))).isEqualTo(3);
    }

    private static long waitFor(CompletionStage<Long> stage) {
        try {
            return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException failure) {
            throw new CompletionException(failure);
        }
    }
}

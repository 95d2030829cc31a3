package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.sql.TextClause;
import io.granary.stream.AsyncResult;
import io.granary.stream.SqlSource;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.pekko.stream.javadsl.Sink;

/** Streams of many rows that are given up at any moment, with an innocent statement behind each; of all chances but the machine's the seed decides. */
final class StreamStorm {

    private static final int HEAP = 25;
    private static final int[] FETCH_SIZES = {1, 7, 100, 1000};

    /** Ten thousand, more than anybody here reads; not many more, for what is left of a stream has to be drained on some databases. */
    private static final TextClause ROWS = text(
            "select a.d as n, 'some words to fill a row' as words" + " from digits a, digits b, digits c, digits e");

    private final Bench bench;
    private final AsyncEngine engine;
    private final long seed;
    private final Random random;

    StreamStorm(Bench bench, long seed) {
        this.bench = bench;
        this.seed = seed;
        this.random = new Random(seed);
        this.engine = bench.engine(bench.options()
                .withPoolSize(3)
                .withMaxOverflow(0)
                .withPoolTimeout(Duration.ofMinutes(5))
                .withCancelGrace(Duration.ofSeconds(20)));
    }

    void give(int streams) {
        for (int heap = 0; heap < streams; heap += HEAP) {
            List<CompletionStage<Boolean>> innocent = new ArrayList<>();
            for (int number = heap; number < heap + HEAP; number++) {
                switch (random.nextInt(3)) {
                    case 0 -> given(engine.withOptions(fetchSize()));
                    case 1 -> taken(engine.withOptions(fetchSize()));
                    default -> innocent.add(behindAStream(number));
                }
                innocent.add(engine.execute(text("select " + number)).thenApply(isOnly(number)));
            }
            innocent.forEach(
                    stage -> assertThat(Await.value(stage)).as("seed %s", seed).isTrue());
        }
        Books.assertBalanced(bench.database(), List.of(engine));
    }

    private ExecutionOptions fetchSize() {
        return ExecutionOptions.none().withFetchSize(FETCH_SIZES[random.nextInt(FETCH_SIZES.length)]);
    }

    /** Cancelled at once, in a moment, or when it most likely gives rows. */
    private void given(AsyncEngine fetching) {
        SubscriberProbe<RowChunk> probe = SubscriberProbe.on(fetching.stream(ROWS));
        int wanted = random.nextInt(4);
        if (wanted > 0) {
            probe.request(wanted);
        }
        int when = random.nextInt(4);
        if (when == 0) {
            probe.cancel();
        } else {
            CompletableFuture.delayedExecutor(random.nextInt(when * 5_000), TimeUnit.MICROSECONDS)
                    .execute(probe::cancel);
        }
    }

    /** Cancelled when so many rows were read. */
    private void taken(AsyncEngine fetching) {
        SqlSource.of(fetching, ROWS)
                .take(random.nextInt(2_000))
                .to(Sink.ignore())
                .run(bench.system());
    }

    /** A statement on the same connection, in the same transaction, behind a stream that was read a little and closed; gives true if its answer is its own. */
    private CompletionStage<Boolean> behindAStream(int number) {
        int rows = 1 + random.nextInt(1_000);
        ExecutionOptions options = fetchSize();
        return engine.connect((AsyncConnection connection) -> {
            AsyncResult<Row> result = AsyncResult.of(connection.withOptions(options), ROWS);
            return result.fetchMany(rows)
                    .thenCompose(read -> result.close().thenApply(closed -> read.size() == rows))
                    .thenCompose(whole -> connection
                            .execute(text("select " + number))
                            .thenApply(answer -> whole && isOnly(number).apply(answer)));
        });
    }

    private static Function<Result, Boolean> isOnly(int number) {
        return result -> result.scalar(Integer.class).orElseThrow() == number;
    }
}

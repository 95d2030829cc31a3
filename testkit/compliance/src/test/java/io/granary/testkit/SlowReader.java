package io.granary.testkit;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Blocking;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.engine.RowKeys;
import io.granary.engine.RowStream;
import io.granary.stream.AsyncResult;
import io.granary.stream.StreamSummary;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.ThrottleMode;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/**
 * The program of a small JVM that reads five million rows, a thousand a second at first and then as fast as it can, and tells how many rows were asked for ahead of it at most, and how much of its
 * heap was in use after collecting.
 */
final class SlowReader {

    /** Five million of these: five times a hundred thousand. */
    private static final String ROWS = "select a.d as n, 'some words to fill a row' as words"
            + " from digits a, digits b, digits c, digits e, digits f, digits g, digits h where a.d < 5";

    private static final int A_SECOND = 1_000;
    private static final int CHUNK = 1_000;
    private static final AtomicLong ASKED = new AtomicLong();
    private static final AtomicLong READ = new AtomicLong();
    private static final AtomicLong AHEAD = new AtomicLong();

    private SlowReader() {}

    /** Counts the rows that are asked for, among which are those of a chunk that the driver has not filled yet. */
    private record Counted(RowStream rows) implements RowStream {

        @Override
        public RowKeys declaredKeys() {
            return rows.declaredKeys();
        }

        @Override
        public void subscribe(Subscriber<? super RowChunk> subscriber) {
            rows.subscribe(new Subscriber<>() {
                @Override
                public void onSubscribe(Subscription subscription) {
                    subscriber.onSubscribe(new Subscription() {
                        @Override
                        public void request(long chunks) {
                            long ahead = ASKED.addAndGet(chunks * CHUNK) - READ.get();
                            AHEAD.accumulateAndGet(ahead, Math::max);
                            subscription.request(chunks);
                        }

                        @Override
                        public void cancel() {
                            subscription.cancel();
                        }
                    });
                }

                @Override
                public void onNext(RowChunk chunk) {
                    subscriber.onNext(chunk);
                }

                @Override
                public void onError(Throwable failure) {
                    subscriber.onError(failure);
                }

                @Override
                public void onComplete() {
                    subscriber.onComplete();
                }
            });
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        long slowly = Long.parseLong(arguments[1]) * A_SECOND;
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "slow-reader");
        AsyncEngine engine = AsyncEngine.create(system, arguments[0]);
        AsyncConnection connection = Blocking.await(engine.connect());
        prepare(connection);
        Pair<CompletionStage<StreamSummary>, CompletionStage<Done>> run = AsyncResult.of(
                        system, new Counted(connection.stream(text(ROWS))))
                .source()
                .throttle(
                        A_SECOND,
                        Duration.ofSeconds(1),
                        A_SECOND,
                        row -> READ.get() < slowly ? 1 : 0,
                        ThrottleMode.shaping())
                .toMat(Sink.<Row>foreach(row -> READ.incrementAndGet()), Keep.both())
                .run(system);
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        long most = 0;
        while (!endsWithinASecond(run.second())) {
            System.gc();
            long used = memory.getHeapMemoryUsage().getUsed();
            if (READ.get() > A_SECOND) {
                least = Math.min(least, used);
                most = Math.max(most, used);
            }
        }
        StreamSummary summary = Blocking.await(run.first());
        Blocking.await(run.second());
        System.out.printf("rows %d ahead %d heap %d to %d%n", summary.rows(), AHEAD.get(), least, most);
        Blocking.await(connection.rollback());
        Blocking.await(engine.close());
        system.terminate();
    }

    private static boolean endsWithinASecond(CompletionStage<Done> reading) throws InterruptedException {
        try {
            reading.toCompletableFuture().get(1, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException stillReading) {
            return false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the stream failed", failed);
        }
    }

    private static void prepare(AsyncConnection connection) {
        Blocking.await(connection.execute(text("drop table if exists digits")));
        Blocking.await(connection.execute(text("create table digits (d int primary key)")));
        Blocking.await(
                connection.execute(text("insert into digits values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)")));
        Blocking.await(connection.commit());
    }
}

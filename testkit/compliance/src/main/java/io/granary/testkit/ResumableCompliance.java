package io.granary.testkit;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.ItemTable.ITEMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Row;
import io.granary.error.ArgumentException;
import io.granary.error.NoSuchColumnException;
import io.granary.error.PoolTimeoutException;
import io.granary.error.ProgrammingException;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.stream.Resumption;
import io.granary.stream.SqlSource;
import io.granary.stream.StreamSummary;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Queries that are read page by page. */
public interface ResumableCompliance extends OnNumbered {

    /** All items, in the order of their key. */
    Select<?> BY_KEY = select(ITEMS).orderBy(ITEMS.id);

    private static List<Integer> ids(Bench bench, Source<Row, ?> source) {
        return Numbered.all(bench, source).stream().map(Numbered::id).toList();
    }

    @Test
    @Tag("N14")
    default void pagesGiveEachRowOnceInOrder(Bench bench) {
        for (int size : new int[] {1, 7, 19, 100}) {
            assertThat(ids(bench, SqlSource.resumable(bench.engine(), BY_KEY, Resumption.pages(size))))
                    .isEqualTo(Numbered.upTo(Numbered.MANY));
        }
        assertThat(ids(bench, SqlSource.resumable(bench.engine(), BY_KEY.where(ITEMS.id.gt(100)), Resumption.pages(5))))
                .isEmpty();
    }

    @Test
    @Tag("N14")
    default void aReadingBeginsBehindTheRowThatIsNamed(Bench bench) {
        assertThat(ids(
                        bench,
                        SqlSource.resumable(
                                bench.engine(), BY_KEY, Resumption.pages(4).after(12))))
                .containsExactly(13, 14, 15, 16, 17, 18, 19);
        Select<?> backwards = select(ITEMS).orderBy(ITEMS.name.desc(), ITEMS.id);
        assertThat(ids(
                        bench,
                        SqlSource.resumable(
                                bench.engine(), backwards, Resumption.pages(2).after("name12", 12))))
                .containsExactly(11, 10, 1);
    }

    /** The reader takes its time, and nobody waits for it. */
    @Test
    @Tag("F33")
    default void nothingIsLentWhileAPageIsWorkedOn(Bench bench) {
        Pair<CompletionStage<StreamSummary>, SinkQueueWithCancel<Row>> run = SqlSource.resumable(
                        bench.engine(), BY_KEY, Resumption.pages(5))
                .toMat(Sink.<Row>queue(1).withAttributes(Attributes.inputBuffer(1, 1)), Keep.both())
                .run(bench.system());

        assertThat(Await.value(run.second().pull())).isPresent();
        Numbered.assertNothingIsLent(bench);
        bench.sql().run("insert into items values (20, 'late')");
        int rows = 1;
        while (Await.value(run.second().pull()).isPresent()) {
            rows++;
        }

        assertThat(rows).as("what is committed between pages is read").isEqualTo(20);
        assertThat(Await.value(run.first()).rows()).isEqualTo(20);
        assertThat(Await.value(run.first()).chunks()).isEqualTo(4);
    }

    @Test
    default void whoHasEnoughIsToldWhatWasRead(Bench bench) {
        Pair<CompletionStage<StreamSummary>, CompletionStage<List<Row>>> run = SqlSource.resumable(
                        bench.engine(), BY_KEY, Resumption.pages(3))
                .take(4)
                .toMat(Sink.seq(), Keep.both())
                .run(bench.system());

        assertThat(Await.value(run.second())).hasSize(4);
        assertThat(Await.value(run.first()).rows()).isBetween(4L, 12L);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void aPageIsTriedAgainAsOftenAsWasSaid(Bench bench) {
        AsyncEngine engine = bench.engine(
                bench.options().withPoolSize(1).withMaxOverflow(0).withPoolTimeout(Duration.ofMillis(100)));
        AsyncConnection taken = Await.value(engine.within(Await.PATIENCE).connect());
        long before = Await.value(engine.pool().status()).timedOut();

        Await.failure(
                SqlSource.resumable(
                                engine,
                                BY_KEY,
                                Resumption.pages(5).withRetries(2, Duration.ofMillis(10), Duration.ofMillis(20)))
                        .mapError(PoolTimeoutException.class, late -> new IllegalStateException("seen", late))
                        .runWith(Sink.seq(), bench.system()),
                IllegalStateException.class);

        assertThat(Await.value(engine.pool().status()).timedOut() - before).isEqualTo(3);
        Await.value(taken.close());
    }

    /** Also while it fails and is tried again with pauses: the reader had asked, and is not to blame. */
    @Test
    @Tag("F13")
    @Tag("N14")
    default void anOutageCountsAsTimeThatTheDatabaseTook(Bench bench) {
        ManualTicker ticker = ManualTicker.of(bench.system());
        AsyncEngine engine = bench.engine(bench.options()
                .withTicker(ticker)
                .withPoolSize(1)
                .withMaxOverflow(0)
                .withPoolTimeout(Duration.ofMillis(50)));
        AsyncConnection taken = Await.value(engine.within(Await.PATIENCE).connect());
        PoolProbe pool = PoolProbe.of(engine);
        Pair<CompletionStage<StreamSummary>, SinkQueueWithCancel<Row>> run = SqlSource.resumable(
                        engine,
                        BY_KEY,
                        Resumption.pages(15).withRetries(10_000, Duration.ofMillis(5), Duration.ofMillis(10)))
                .toMat(Sink.<Row>queue(1).withAttributes(Attributes.inputBuffer(1, 1)), Keep.both())
                .run(bench.system());
        long before = pool.await("an attempt has failed", Await.PATIENCE, status -> status.timedOut() > 0)
                .timedOut();

        ticker.advance(Duration.ofMinutes(10));
        pool.await("another one has", Await.PATIENCE, status -> status.timedOut() > before + 1);
        Await.value(taken.close());

        assertThat(Await.value(run.second().pull())).isPresent();
        ticker.advance(Duration.ofMinutes(20));
        while (Await.value(run.second().pull()).isPresent()) {
            // To the end.
        }
        StreamSummary summary = Await.value(run.first());
        assertThat(summary.waitedForDatabase()).isBetween(Duration.ofMinutes(10), Duration.ofMinutes(15));
        assertThat(summary.waitedForConsumer()).isBetween(Duration.ofMinutes(20), Duration.ofMinutes(25));
    }

    @Test
    default void whatTheDatabaseRefusesIsNotTriedAgain(Bench bench) {
        Select<?> wrong = BY_KEY.where(Sql.text("nothing = 1"));
        Await.failure(
                Numbered.seq(bench, SqlSource.resumable(bench.engine(), wrong, Resumption.pages(3))),
                ProgrammingException.class);
    }

    @Test
    default void aQueryInPagesIsInAnOrderAndHasNoLimit(Bench bench) {
        AsyncEngine engine = bench.engine();
        Resumption pages = Resumption.pages(3);
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> SqlSource.resumable(engine, select(ITEMS), pages));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> SqlSource.resumable(engine, BY_KEY.limit(3), pages));
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> Resumption.pages(0));
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> pages.withRetries(3, Duration.ofSeconds(2), Duration.ofSeconds(1)));
        Await.failure(
                Numbered.seq(bench, SqlSource.resumable(engine, select(ITEMS.id).orderBy(ITEMS.name), pages)),
                NoSuchColumnException.class);
    }
}

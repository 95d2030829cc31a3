package io.granary.testkit;

import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.engine.RowChunk;
import io.granary.engine.StatementListener;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.error.ProgrammingException;
import io.granary.error.StreamTooSlowException;
import io.granary.sql.Params;
import io.granary.sql.Select;
import io.granary.sql.TextClause;
import io.granary.stream.AsyncResult;
import io.granary.stream.Resumption;
import io.granary.stream.Spool;
import io.granary.stream.SqlSource;
import io.granary.stream.StreamSummary;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Streams that may not take their time, and streams that need not. */
public interface StreamOptionsCompliance extends OnNumbered {

    private static AsyncEngine held(Bench bench) {
        return bench.engine()
                .withOptions(ExecutionOptions.none().withFetchSize(10).withMaxHold(Duration.ofMillis(300)));
    }

    @Test
    @Tag("F33")
    default void aReaderThatIsTooSlowLosesItsConnection(Bench bench) {
        SubscriberProbe<RowChunk> probe = SubscriberProbe.on(held(bench).stream(Numbered.CUBE));
        assertThat(probe.requestNext().size()).isEqualTo(10);

        // It asks for nothing more, and hears of it all the same.
        assertThat(probe.failure(StreamTooSlowException.class)).hasMessageContaining("PT0.3S");
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    @Tag("F33")
    default void aStreamThatIsHeldTooLongLeavesItsTransactionToBeEnded(Bench bench) {
        AsyncConnection connection =
                bench.connection().withOptions(ExecutionOptions.none().withFetchSize(10));
        SubscriberProbe<RowChunk> probe = SubscriberProbe.on(
                connection.withOptions(ExecutionOptions.none().withMaxHold(Duration.ofMillis(300))).stream(
                        Numbered.CUBE));
        probe.requestNext();

        probe.failure(StreamTooSlowException.class);

        Await.value(connection.rollback());
        Numbered.assertUsable(connection);
    }

    @Test
    default void aStreamThatIsReadInTimeKnowsNoLimit(Bench bench) {
        AsyncEngine patient = bench.engine().withOptions(ExecutionOptions.none().withMaxHold(Duration.ofMinutes(1)));

        assertThat(Numbered.all(bench, SqlSource.of(patient, Numbered.ITEMS))).hasSize(Numbered.MANY);
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> ExecutionOptions.none().withMaxHold(Duration.ZERO));
    }

    /** The deadline of a whole stream is Pekko's to keep. */
    @Test
    default void aSourceThatIsNotReadByItsDeadlineGivesItsConnectionBack(Bench bench) {
        CompletionStage<Row> read = SqlSource.of(bench.engine(), Numbered.CUBE)
                .completionTimeout(Duration.ofMillis(300))
                .throttle(1, Duration.ofSeconds(1))
                .runWith(Sink.last(), bench.system());

        Await.failure(read, TimeoutException.class);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void theTagsOfAStreamAreInTheTextOfItsStatements(Bench bench) {
        List<String> sent = new CopyOnWriteArrayList<>();
        AsyncEngine engine = bench.engine(bench.options().withListener(new StatementListener() {
            @Override
            public void beforeExecute(Statement statement) {
                sent.add(statement.sql());
            }
        }));
        ExecutionOptions tag = ExecutionOptions.none().withTag("job", "nightly");
        AsyncEngine tagged = engine.withOptions(tag);
        Select<?> byKey = select(ItemTable.ITEMS).orderBy(ItemTable.ITEMS.id);

        for (Source<Row, ?> source : List.of(
                SqlSource.of(tagged, Numbered.ITEMS),
                SqlSource.spooled(tagged, Numbered.ITEMS, Map.of(), Spool.rows(100)),
                SqlSource.resumable(tagged, byKey, Resumption.pages(100)),
                SqlSource.parallelRanges(tagged, byKey, ItemTable.ITEMS.id, 2))) {
            assertThat(Numbered.all(bench, source)).hasSize(Numbered.MANY);
        }
        List<Row> all = Await.value(engine.connect(connection ->
                AsyncResult.of(connection.withOptions(tag), Numbered.ITEMS).all()));
        assertThat(all).hasSize(Numbered.MANY);
        Numbered.all(bench, SqlSource.of(engine, COUNT));

        List<String> reading =
                sent.stream().filter(sql -> sql.contains("items")).toList();
        assertThat(reading).hasSizeGreaterThanOrEqualTo(7);
        assertThat(reading.subList(0, reading.size() - 1))
                .allSatisfy(sql -> assertThat(sql).contains("/* job=nightly */"));
        assertThat(reading.get(reading.size() - 1)).doesNotContain("nightly");
    }

    // ---- spools

    @Test
    @Tag("F33")
    default void aSpooledSourceHasGivenItsConnectionBackBeforeItIsRead(Bench bench) {
        for (Spool spool : List.of(
                Spool.rows(10_000), Spool.file(1 << 24), Spool.rows(1000).thenFile(1 << 24))) {
            Pair<CompletionStage<StreamSummary>, SinkQueueWithCancel<Row>> run = SqlSource.spooled(
                            bench.engine(), Numbered.CUBE, Map.of(), spool)
                    .toMat(Sink.queue(1), Keep.both())
                    .run(bench.system());

            assertThat(Await.value(run.first()).rows()).isEqualTo(6859);
            assertThat(Await.value(bench.engine().pool().status()).checkedOut()).isZero();
            for (int n = 1; n <= 6859; n++) {
                Row row = Await.value(run.second().pull()).orElseThrow();
                assertThat(Numbered.id(row)).isEqualTo(n);
            }
            assertThat(Await.value(run.second().pull())).isEmpty();
        }
    }

    @Test
    default void aSpoolThatIsFullHoldsTheConnectionUntilThereIsRoom(Bench bench) {
        AsyncEngine fetching =
                bench.engine().withOptions(ExecutionOptions.none().withFetchSize(100));
        for (Spool spool : List.of(Spool.rows(500), Spool.file(1000))) {
            Pair<CompletionStage<StreamSummary>, SinkQueueWithCancel<Row>> run = SqlSource.spooled(
                            fetching, Numbered.CUBE, Map.of(), spool)
                    .toMat(Sink.queue(1), Keep.both())
                    .run(bench.system());

            assertThat(Await.value(run.second().pull())).isPresent();
            assertThat(run.first().toCompletableFuture()).isNotDone();
            int rows = 1;
            while (Await.value(run.second().pull()).isPresent()) {
                rows++;
            }
            assertThat(rows).isEqualTo(6859);
            assertThat(Await.value(run.first()).rows()).isEqualTo(6859);
        }
    }

    /** What would wait for itself on a pool of one. */
    @Test
    @Tag("F37")
    default void aQueryForEachRowOfASpooledResultRunsOnItsConnection(Bench bench) {
        AsyncConnection connection = bench.connection();
        TextClause name = text("select name from items where id = :id");
        AsyncResult<Row> result = Numbered.stream(connection, Numbered.ITEMS);

        Pair<CompletionStage<StreamSummary>, CompletionStage<List<String>>> run = result.source(Spool.rows(1000))
                .mapAsync(
                        1,
                        row -> connection
                                .scalar(name, Params.of("id", Numbered.id(row)), String.class)
                                .toCompletableFuture())
                .map(found -> found.orElseThrow())
                .toMat(Sink.seq(), Keep.both())
                .run(bench.system());

        assertThat(Await.value(run.second())).isEqualTo(Numbered.names());
        assertThat(Await.value(run.first()).rows()).isEqualTo(Numbered.MANY);
        assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class)).isEqualTo(Numbered.MANY);
    }

    @Test
    default void valuesOfAllKindsComeBackFromTheFile(Bench bench) {
        AsyncConnection connection = bench.connection();
        TextClause kinds = text("select id, name, 1.50 as price, nullif(id, 1) as gone, current_timestamp as moment"
                + " from items order by id");
        List<Row> expected = Await.value(connection.execute(kinds)).fetchAll();

        assertThat(Numbered.all(bench, AsyncResult.of(connection, kinds).source(Spool.file(1 << 20))).stream()
                        .map(row -> row.values().subList(0, 4)))
                .isEqualTo(
                        expected.stream().map(row -> row.values().subList(0, 4)).toList());
    }

    @Test
    default void aSpooledSourceFailsAsItsStatementDoes(Bench bench) {
        bench.assumeMoreConnections("a stream is run beside a connection that is held");
        Await.failure(
                Numbered.seq(
                        bench,
                        SqlSource.spooled(bench.engine(), text("select nothing from items"), Map.of(), Spool.rows(1))),
                ProgrammingException.class);
        Await.failure(
                Numbered.seq(
                        bench,
                        AsyncResult.of(bench.connection(), Numbered.WITH_NULL)
                                .scalars(1)
                                .source(Spool.rows(1))),
                InvalidRequestException.class);
        Numbered.all(
                bench,
                SqlSource.spooled(bench.engine(), Numbered.CUBE, Map.of(), Spool.file(1 << 24))
                        .take(3));
        Await.value(bench.engine().execute(COUNT));
    }

    @Test
    default void aSpoolHasRoomForSomething(Bench bench) {
        assertThat(bench.capabilities()).isNotNull();
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> Spool.rows(0));
        assertThatExceptionOfType(ArgumentException.class).isThrownBy(() -> Spool.file(-1));
    }
}

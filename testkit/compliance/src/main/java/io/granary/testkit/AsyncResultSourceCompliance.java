package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.error.StreamOpenException;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import io.granary.stream.AsyncResult;
import io.granary.stream.StreamSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows of a streamed result that a Source gives. */
public interface AsyncResultSourceCompliance extends OnNumbered {

    private static Materializer materializer(Bench bench) {
        return Materializer.matFromSystem(bench.system());
    }

    private static List<Integer> sizes(Bench bench, Source<? extends List<?>, ?> lists) {
        return Numbered.all(bench, lists.map(List::size));
    }

    @Test
    default void aSourceGivesAllRowsInOrderAndTellsWhatTheyCameTo(Bench bench) {
        AsyncConnection connection = bench.connection();

        Pair<CompletionStage<StreamSummary>, CompletionStage<List<Integer>>> run = Numbered.stream(
                        connection, Numbered.CROSS)
                .scalars(2, Integer.class)
                .source()
                .toMat(Sink.seq(), Keep.both())
                .run(bench.system());

        assertThat(Await.value(run.second())).isEqualTo(Numbered.upTo(361));
        StreamSummary summary = Await.value(run.first());
        assertThat(summary.rows()).isEqualTo(361);
        assertThat(summary.chunks()).isEqualTo(73);
        assertThat(summary.waitedForDatabase()).isPositive();
        assertThat(summary.waitedForConsumer()).isGreaterThanOrEqualTo(Duration.ZERO);
        Numbered.assertUsable(connection);
    }

    /**
     * With values and without; a driver may count beyond what it can when the same statement comes again (r2dbc-postgresql, issue 395).
     *
     * @param bench this test's
     */
    @Test
    default void aStatementGivesTheSameRowsAtEachFetchSizeAndGivesThemAgain(Bench bench) {
        AsyncConnection connection = bench.connection();
        TextClause behind = text("select x.id as x, y.id as y from items x, items y where x.id > :least order by x, y");
        List<Row> all = Await.value(connection.execute(Numbered.CROSS)).fetchAll();
        List<Row> some =
                Await.value(connection.execute(behind, Params.of("least", 5))).fetchAll();
        assertThat(some).hasSize(266);

        for (int size : List.of(1, 7, 256, Integer.MAX_VALUE)) {
            AsyncConnection fetching =
                    connection.withOptions(ExecutionOptions.none().withFetchSize(size));
            for (int run = 1; run <= 2; run++) {
                assertThat(Numbered.all(
                                bench, AsyncResult.of(fetching, Numbered.CROSS).source()))
                        .as("%d at a time, run %d", size, run)
                        .isEqualTo(all);
                assertThat(Numbered.all(
                                bench,
                                AsyncResult.of(fetching, behind, Params.of("least", 5))
                                        .source()))
                        .as("%d at a time with a value, run %d", size, run)
                        .isEqualTo(some);
            }
        }
        Numbered.assertUsable(connection);
    }

    @Test
    @Tag("AE30")
    default void partitionsHaveTheSizeAskedForInEachShape(Bench bench) {
        assertThat(sizes(bench, Numbered.stream(bench, Numbered.ITEMS).partitions(2)))
                .containsExactly(2, 2, 2, 2, 2, 2, 2, 2, 2, 1);
        assertThat(sizes(bench, Numbered.stream(bench, Numbered.ITEMS).partitions(5)))
                .containsExactly(5, 5, 5, 4);
        assertThat(sizes(
                        bench, Numbered.stream(bench, Numbered.ITEMS).mappings().partitions(10)))
                .containsExactly(10, 9);
        assertThat(Numbered.all(
                        bench,
                        Numbered.stream(bench, Numbered.ITEMS)
                                .scalars(Integer.class)
                                .partitions(7)))
                .containsExactly(
                        List.of(1, 2, 3, 4, 5, 6, 7), List.of(8, 9, 10, 11, 12, 13, 14), List.of(15, 16, 17, 18, 19));
    }

    @Test
    @Tag("AE30")
    @Tag("RS44")
    default void partitionsWithoutASizeHaveTheFetchSize(Bench bench) {
        assertThat(sizes(bench, Numbered.stream(bench, Numbered.ITEMS).partitions()))
                .containsExactly(5, 5, 5, 4);
        assertThat(sizes(
                        bench,
                        Numbered.stream(bench, Numbered.TWICE)
                                .unique()
                                .scalars()
                                .partitions()))
                .satisfies(sizes ->
                        assertThat(sizes.stream().mapToInt(size -> size).sum()).isEqualTo(Numbered.MANY));
    }

    @Test
    default void aSourceGoesOnWhereFetchingHasCome(Bench bench) {
        AsyncResult<Row> result = Numbered.stream(bench, Numbered.CROSS);
        assertThat(Await.value(result.fetchMany(7))).hasSize(7);

        List<Integer> rest =
                Numbered.all(bench, result.scalars(2, Integer.class).source());

        assertThat(rest).hasSize(354).startsWith(8).endsWith(361).isSorted();
    }

    @Test
    default void anExecutionIsReadOnce(Bench bench) {
        AsyncResult<Row> result = Numbered.stream(bench, Numbered.ITEMS);
        Source<Row, CompletionStage<StreamSummary>> source = result.source();
        assertThat(Numbered.all(bench, source)).hasSize(Numbered.MANY);

        assertThat(Await.failure(Numbered.seq(bench, source), InvalidRequestException.class))
                .hasMessageContaining("SqlSource.of");
        Await.failure(Numbered.seq(bench, result.partitions()), InvalidRequestException.class);
        Await.failure(result.fetchOne(), InvalidRequestException.class);
        Await.failure(result.mappings().keys(), InvalidRequestException.class);
    }

    @Test
    default void somethingIsDoneWithEachRow(Bench bench) {
        List<Integer> read = new ArrayList<>();

        Await.value(Numbered.stream(bench, Numbered.CROSS)
                .forEach(row -> read.add(row.get("n", Integer.class)), materializer(bench)));

        assertThat(read).isEqualTo(Numbered.upTo(361));
    }

    @Test
    @Tag("F34")
    default void aConsumerThatThrowsEndsTheStreamAndLeavesTheConnectionUsable(Bench bench) {
        AsyncConnection connection = bench.connection();

        CompletionStage<Done> each = Numbered.stream(connection, Numbered.CUBE)
                .forEach(
                        row -> {
                            if (Numbered.id(row) == 500) {
                                throw new IllegalStateException("row 500");
                            }
                        },
                        materializer(bench));

        assertThat(Await.failure(each, IllegalStateException.class)).hasMessage("row 500");
        Numbered.assertUsable(connection);
    }

    @Test
    @Tag("F31")
    default void whoTakesAFewRowsKeepsTheTransaction(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.execute(text("update items set name = 'changed' where id = 1")));

        Pair<CompletionStage<StreamSummary>, CompletionStage<List<Row>>> run = Numbered.stream(
                        connection, Numbered.CUBE)
                .source()
                .take(3)
                .toMat(Sink.seq(), Keep.both())
                .run(bench.system());

        assertThat(Await.value(run.second())).extracting(Numbered::id).containsExactly(1, 2, 3);
        assertThat(Await.value(run.first()).rows()).isBetween(5L, 20L);
        assertThat(connection.inTransaction()).isTrue();
        Numbered.assertUsable(connection);
        assertThat(bench.sql().value("select name from items where id = 1")).isEqualTo("changed");
    }

    @Test
    default void aSourceHasNoElementForNull(Bench bench) {
        TextClause some = text("select id, nullif(name, 'name3') as name from items order by id");
        AsyncConnection connection = bench.connection();

        List<Object> given = new ArrayList<>();
        assertThat(Await.failure(
                        Numbered.stream(connection, some).scalars(1).forEach(given::add, materializer(bench)),
                        InvalidRequestException.class))
                .hasMessageContaining("IS NOT NULL");

        assertThat(given).containsExactly("name1", "name2");
        assertThat(Numbered.all(
                        bench, Numbered.stream(connection, some).scalars(1).partitions(19)))
                .singleElement()
                .satisfies(names -> assertThat(names).hasSize(19).startsWith("name1", "name2", null, "name4"));
        Numbered.assertUsable(connection);
    }

    @Test
    default void whatCannotBeReadFailsTheSourceAndItsSummary(Bench bench) {
        AsyncConnection connection = bench.connection();

        Pair<CompletionStage<StreamSummary>, CompletionStage<List<Integer>>> run = Numbered.stream(
                        connection, Numbered.ITEMS)
                .scalars(1, Integer.class)
                .source()
                .toMat(Sink.seq(), Keep.both())
                .run(bench.system());

        Await.failure(run.second(), ArgumentException.class);
        Await.failure(run.first(), ArgumentException.class);
        Numbered.assertUsable(connection);
    }

    @Test
    default void aSecondResultWhileTheFirstIsOpenIsRefused(Bench bench) {
        AsyncConnection connection = bench.connection();
        AsyncResult<Row> first = Numbered.stream(connection, Numbered.CROSS);
        Await.value(first.fetchOne());
        AsyncResult<Row> second = Numbered.stream(connection, Numbered.ITEMS);

        Await.failure(second.fetchOne(), StreamOpenException.class);
        Await.failure(
                Numbered.seq(bench, Numbered.stream(connection, Numbered.ITEMS).source()), StreamOpenException.class);

        assertThat(Await.value(first.all())).hasSize(360);
        Numbered.assertUsable(connection);
    }
}

package io.granary.testkit;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static io.granary.testkit.Shop.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Row;
import io.granary.error.ArgumentException;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PoolTimeoutException;
import io.granary.error.ProgrammingException;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import io.granary.stream.SqlSource;
import io.granary.stream.StreamSummary;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Sources that lease a connection for each run. */
public interface SqlSourceCompliance extends OnNumbered {

    /** Some of the items. */
    TextClause ABOVE = text("select id, name from items where id > :least order by id");

    @Test
    default void eachRunExecutesAnewOnAConnectionOfItsOwn(Bench bench) {
        Source<Row, CompletionStage<StreamSummary>> source = SqlSource.of(bench.engine(), Numbered.ITEMS);

        assertThat(Numbered.all(bench, source)).extracting(Numbered::id).isEqualTo(Numbered.upTo(Numbered.MANY));
        bench.sql().run("delete from items where id > 10");
        assertThat(Numbered.all(bench, source)).hasSize(10);

        // The end is told when the connection is back.
        assertThat(Await.value(bench.engine().pool().status()).checkedOut()).isZero();
    }

    @Test
    default void theSummaryTellsWhatTheRowsCameTo(Bench bench) {
        AsyncEngine fetching =
                bench.engine().withOptions(ExecutionOptions.none().withFetchSize(100));

        StreamSummary summary = Await.value(
                SqlSource.of(fetching, Numbered.CUBE).to(Sink.ignore()).run(bench.system()));

        assertThat(summary.rows()).isEqualTo(6859);
        assertThat(summary.chunks()).isEqualTo(69);
        assertThat(summary.waitedForDatabase()).isPositive();
    }

    @Test
    default void rowsAreFoundByParametersAndMadeRecords(Bench bench) {
        assertThat(Numbered.all(bench, SqlSource.of(bench.engine(), ABOVE, Params.of("least", 16))))
                .extracting(Numbered::id)
                .containsExactly(17, 18, 19);
        assertThat(Numbered.all(
                        bench, SqlSource.into(bench.engine(), ABOVE, Params.of("least", 18), Numbered.Item.class)))
                .containsExactly(new Numbered.Item(19, "name19"));
    }

    @Test
    default void partitionsHaveTheSizeAskedFor(Bench bench) {
        AsyncEngine fetching =
                bench.engine().withOptions(ExecutionOptions.none().withFetchSize(4));
        for (AsyncEngine engine : List.of(bench.engine(), fetching)) {
            assertThat(Numbered.all(
                            bench,
                            SqlSource.partitions(engine, Numbered.ITEMS, Map.of(), 7)
                                    .map(List::size)))
                    .containsExactly(7, 7, 5);
        }
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> SqlSource.partitions(bench.engine(), Numbered.ITEMS, Map.of(), 0));
    }

    @Test
    @Tag("F35")
    default void aThousandSourcesThatNobodyRunsLeaseNothing(Bench bench) {
        bench.assumeMoreConnections("its tables were made on a connection of another engine");
        for (int i = 0; i < 1000; i++) {
            assertThat(SqlSource.of(bench.engine(), Numbered.ITEMS)).isNotNull();
            assertThat(SqlSource.partitions(bench.engine(), Numbered.ITEMS, Map.of(), 10))
                    .isNotNull();
        }

        assertThat(Await.value(bench.engine().pool().status()).opened()).isZero();
    }

    @Test
    default void aStatementThatFailsFailsTheSourceAndItsSummary(Bench bench) {
        Pair<CompletionStage<StreamSummary>, CompletionStage<List<Row>>> run = SqlSource.of(
                        bench.engine(), text("select nothing from items"))
                .toMat(Sink.seq(), Keep.both())
                .run(bench.system());

        Await.failure(run.second(), ProgrammingException.class);
        Await.failure(run.first(), ProgrammingException.class);
        Await.failure(Numbered.seq(bench, SqlSource.of(bench.engine(), ABOVE)), InvalidRequestException.class);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    @Tag("F31")
    default void whoTakesAFewRowsGivesTheConnectionBack(Bench bench) {
        for (int round = 0; round < 10; round++) {
            assertThat(Numbered.all(
                            bench, SqlSource.of(bench.engine(), Numbered.CUBE).take(5)))
                    .hasSize(5);
        }
        assertThat(Await.value(SqlSource.of(bench.engine(), Numbered.CUBE).runWith(Sink.head(), bench.system())))
                .isNotNull();
        Await.value(
                SqlSource.of(bench.engine(), Numbered.CUBE).to(Sink.cancelled()).run(bench.system()));

        Numbered.assertNothingIsLent(bench);
        assertThat(Await.value(bench.engine().execute(COUNT)).scalarOne(Long.class))
                .isEqualTo(Numbered.MANY);
    }

    @Test
    @Tag("F34")
    default void aConsumerThatThrowsGivesTheConnectionBack(Bench bench) {
        CompletionStage<List<Integer>> run =
                Numbered.seq(bench, SqlSource.of(bench.engine(), Numbered.CUBE).map(row -> {
                    if (Numbered.id(row) == 500) {
                        throw new IllegalStateException("row 500");
                    }
                    return Numbered.id(row);
                }));

        Await.failure(run, IllegalStateException.class);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void theStreamOfAnActorEndsWithIt(Bench bench) {
        CompletableFuture<CompletionStage<StreamSummary>> running = new CompletableFuture<>();
        Behavior<String> reader = Behaviors.setup(context -> {
            running.complete(SqlSource.of(bench.engine(), Numbered.CUBE)
                    .to(Sink.queue())
                    .run(Materializer.createMaterializer(context)));
            return Behaviors.receive(String.class)
                    .onMessageEquals("stop", Behaviors::stopped)
                    .build();
        });
        ActorRef<String> actor = bench.kit().spawn(reader);
        CompletionStage<StreamSummary> summary = Await.value(running);

        actor.tell("stop");

        Await.failure(summary, RuntimeException.class);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    default void whatAStatementChangesIsCommitted(Bench bench) {
        bench.table(CUSTOMERS);

        assertThat(Numbered.all(bench, SqlSource.of(bench.engine(), INSERT, Params.of("id", 20, "name", "new"))))
                .isEmpty();
        assertThat(Numbered.all(
                        bench, SqlSource.of(bench.engine(), insert(CUSTOMERS).set(CUSTOMERS.name, "ann"))))
                .as("the key that the database gave is no row that was asked for")
                .isEmpty();

        assertThat(bench.committed()).isEqualTo(20);
        assertThat(bench.sql().number("select count(*) from customers")).isEqualTo(1);
    }

    @Test
    @Tag("F37")
    default void aStatementForEachRowOnAPoolOfOneFailsAndHangsNobody(Bench bench) {
        AsyncEngine one = bench.engine(
                bench.options().withPoolSize(1).withMaxOverflow(0).withPoolTimeout(Duration.ofMillis(500)));
        AsyncEngine fetching = one.withOptions(ExecutionOptions.none().withFetchSize(5));

        CompletionStage<List<Long>> run = Numbered.seq(
                bench,
                SqlSource.of(fetching, Numbered.CUBE)
                        .mapAsync(1, row -> one.execute(COUNT).thenApply(result -> result.scalarOne(Long.class))));

        Await.failure(run, PoolTimeoutException.class);
        assertThat(Await.value(one.within(Await.PATIENCE).execute(COUNT)).scalarOne(Long.class))
                .isEqualTo(Numbered.MANY);
    }

    /** They are in memory by then, and the connection is back. */
    @Test
    default void aStatementForEachRowOfAFewWorksOnAPoolOfOne(Bench bench) {
        AsyncEngine one = bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0));

        assertThat(Numbered.all(
                        bench,
                        SqlSource.of(one, Numbered.ITEMS)
                                .mapAsync(
                                        1,
                                        row -> one.execute(COUNT).thenApply(result -> result.scalarOne(Long.class)))))
                .hasSize(Numbered.MANY);
    }

    @Test
    default void aStatementForEachRowOnAnotherConnectionWorks(Bench bench) {
        List<Long> counts = Numbered.all(
                bench,
                SqlSource.of(bench.engine(), Numbered.ITEMS)
                        .mapAsync(
                                2,
                                row -> bench.engine()
                                        .execute(COUNT)
                                        .thenApply(result -> result.scalarOne(Long.class))));

        assertThat(counts).hasSize(Numbered.MANY).containsOnly((long) Numbered.MANY);
    }

    @Test
    default void aClosedEngineFailsTheSource(Bench bench) {
        AsyncEngine engine = bench.engine(bench.options());
        Source<Row, ?> source = SqlSource.of(engine, Numbered.ITEMS);
        Await.value(engine.close());

        Await.failure(Numbered.seq(bench, source), GranaryException.class);
    }
}

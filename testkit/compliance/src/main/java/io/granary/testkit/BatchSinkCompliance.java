package io.granary.testkit;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.INSERT;
import static io.granary.testkit.Shop.CUSTOMERS;
import static io.granary.testkit.Writing.ITEM;
import static io.granary.testkit.Writing.LONG;
import static io.granary.testkit.Writing.VALUES;
import static io.granary.testkit.Writing.upTo;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.RowValues;
import io.granary.error.BatchFailedException;
import io.granary.sql.Params;
import io.granary.stream.BatchSettings;
import io.granary.stream.BatchSummary;
import io.granary.stream.SqlSink;
import java.util.Collections;
import java.util.List;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;

/** Sinks that write batches. */
public interface BatchSinkCompliance extends OnCustomers {

    /** A customer whose number is known. */
    record Numbered(long id, String name, int age) {}

    private static BatchSettings<Object> size(int size) {
        return BatchSettings.defaults().withSize(size).withMaxDelay(LONG);
    }

    @Test
    default void recordsBecomeRowsInAFewStatements(Bench bench) {
        Writing.Sent sent = new Writing.Sent();
        AsyncEngine engine = sent.engine(bench);

        BatchSummary summary = Await.value(Source.from(Writing.customers(700))
                .runWith(SqlSink.insert(engine, insert(CUSTOMERS), size(250), VALUES), bench.system()));

        assertThat(summary)
                .extracting(BatchSummary::elements, BatchSummary::batches)
                .containsExactly(700L, 3L);
        assertThat(sent.sets()).as("statements of many rows, each sent once").containsExactly(1, 1, 1);
        assertThat(Writing.names(bench))
                .isEqualTo(Writing.customers(700).stream()
                        .map(Writing.Customer::name)
                        .toList());
    }

    @Test
    default void anUpsertChangesTheRowsThatAreThere(Bench bench) {
        RowValues<Numbered> values = RowValues.of(Numbered.class, CUSTOMERS);
        List<Numbered> before = List.of(new Numbered(1, "ann", 30), new Numbered(2, "bob", 40));
        List<Numbered> after =
                List.of(new Numbered(2, "bob", 41), new Numbered(3, "cid", 50), new Numbered(3, "cid", 51));

        for (List<Numbered> rows : List.of(before, after)) {
            assertThat(Await.value(Source.from(rows)
                                    .runWith(
                                            SqlSink.upsert(bench.engine(), CUSTOMERS, size(10), values),
                                            bench.system()))
                            .elements())
                    .isEqualTo(rows.size());
        }

        assertThat(Writing.names(bench)).containsExactly("ann", "bob", "cid");
        assertThat(OnShop.names(bench, select(CUSTOMERS.age).orderBy(CUSTOMERS.id)))
                .containsExactly("30", "41", "51");
    }

    @Test
    default void anUpsertGoesByTheKeyThatIsNamed(Bench bench) {
        for (int years : List.of(0, 10)) {
            Await.value(Source.from(Writing.customers(3))
                    .map(customer -> new Writing.Customer(customer.name(), years))
                    .runWith(
                            SqlSink.upsert(bench.engine(), CUSTOMERS, size(2), VALUES, CUSTOMERS.name),
                            bench.system()));
        }

        assertThat(Writing.names(bench)).containsExactly("c1", "c2", "c3");
        assertThat(OnShop.names(bench, select(CUSTOMERS.age))).containsExactly("10", "10", "10");
    }

    @Test
    default void anUpsertOfManyRowsIsOneStatementButOnH2(Bench bench) {
        Writing.Sent sent = new Writing.Sent();
        AsyncEngine engine = sent.engine(bench);

        Await.value(Source.from(Writing.customers(200))
                .runWith(SqlSink.upsert(engine, CUSTOMERS, size(200), VALUES, CUSTOMERS.name), bench.system()));

        boolean rowByRow = engine.dialect().name().equals("h2");
        assertThat(sent.sets()).isEqualTo(List.of(rowByRow ? 200 : 1));
        assertThat(Writing.names(bench)).hasSize(200);
    }

    @Test
    default void anyStatementIsExecutedForEachElement(Bench bench) {
        Await.value(upTo(10).runWith(SqlSink.execute(bench.engine(), INSERT, size(4), ITEM), bench.system()));

        BatchSummary summary = Await.value(upTo(10).filter(id -> id % 2 == 0)
                .runWith(
                        SqlSink.execute(
                                bench.engine(),
                                text("delete from items where id = :id"),
                                size(2),
                                id -> Params.of("id", id)),
                        bench.system()));

        assertThat(summary.batches()).isEqualTo(3);
        assertThat(bench.committed()).isEqualTo(5);
    }

    @Test
    default void batchesAreWrittenByAnyWork(Bench bench) {
        Await.value(upTo(4).runWith(
                        SqlSink.batches(
                                bench.engine(),
                                size(2),
                                (connection, ids) -> connection
                                        .execute(INSERT, ITEM.apply(ids.get(0)))
                                        .thenCompose(first -> connection.execute(INSERT, ITEM.apply(ids.get(1))))),
                        bench.system()));

        assertThat(bench.committed()).isEqualTo(4);
    }

    @Test
    default void failuresThatAreReportedAreCounted(Bench bench) {
        BatchSummary summary = Await.value(Source.from(List.of(1, 1, 2, 2, 3))
                .runWith(
                        SqlSink.execute(bench.engine(), INSERT, size(2).withFailuresReported(), ITEM), bench.system()));

        assertThat(summary)
                .extracting(BatchSummary::elements, BatchSummary::batches, BatchSummary::failedBatches)
                .containsExactly(1L, 1L, 2L);
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    default void aSinkFailsWithTheBatch(Bench bench) {
        BatchFailedException failure = Await.failure(
                Source.from(Collections.nCopies(2, 1))
                        .runWith(SqlSink.execute(bench.engine(), INSERT, size(5), ITEM), bench.system()),
                BatchFailedException.class);

        assertThat(failure.elements()).containsExactly(1, 1);
        assertThat(bench.committed()).isZero();
    }
}

package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.AsyncTransaction;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.engine.PoolStatus;
import io.granary.engine.Result;
import io.granary.engine.RowChunk;
import io.granary.error.InvalidRequestException;
import io.granary.error.PoolTimeoutException;
import io.granary.error.ProgrammingException;
import io.granary.error.ResourceClosedException;
import io.granary.error.StreamOpenException;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows given as they come, in chunks, as far as they are asked for. */
public interface StreamCompliance extends OnDigits {

    /** A thousand rows. */
    TextClause THOUSAND = text("select a.d + 10 * b.d + 100 * c.d as n from digits a, digits b, digits c order by n");

    /** A hundred thousand rows, more than any buffer holds, worked out while they are read. */
    TextClause MANY = text("select a.d as n, 'some words to fill a row' as words"
            + " from digits a, digits b, digits c, digits e, digits f");

    private static List<Long> numbers(List<RowChunk> chunks) {
        List<Long> numbers = new ArrayList<>();
        chunks.forEach(chunk -> chunk.rows().forEach(row -> numbers.add(row.get(0, Long.class))));
        return numbers;
    }

    private static void assertNothingIsLent(Bench bench) {
        Eventually.holds("nothing is lent", Duration.ofSeconds(20), () -> {
            var status = Await.value(bench.engine().pool().status());
            return status.checkedOut() == 0 && status.opening() == 0;
        });
    }

    private static ExecutionOptions fetching(int rows) {
        return ExecutionOptions.none().withFetchSize(rows);
    }

    @Test
    default void rowsComeInOrderAndInChunks(Bench bench) {
        AsyncConnection connection = bench.connection().withOptions(fetching(300));

        List<RowChunk> chunks = SubscriberProbe.on(connection.stream(THOUSAND)).all();

        assertThat(chunks).extracting(RowChunk::size).containsExactly(300, 300, 300, 100);
        assertThat(chunks).extracting(RowChunk::keys).containsOnly(chunks.get(0).keys());
        List<Long> numbers = numbers(chunks);
        for (int n = 0; n < 1000; n++) {
            assertThat(numbers.get(n)).isEqualTo(n);
        }
        assertThat(Await.value(connection.execute(COUNT)).scalarOne()).isNotNull();
    }

    /** What execute collects may be given on before all of it is there, in order, each row once. */
    @Test
    default void rowsOfAResultAreGivenOnWhileOthersCome(Bench bench) {
        AsyncConnection connection = bench.connection();
        List<RowChunk> early = new CopyOnWriteArrayList<>();

        Result last = Await.value(connection.execute(THOUSAND, Params.none(), early::add));

        assertThat(last.rowCount()).isEqualTo(1000);
        List<Long> numbers = new ArrayList<>(numbers(early));
        assertThat(numbers).isNotEmpty();
        last.fetchAll().forEach(row -> numbers.add(row.get(0, Long.class)));
        assertThat(numbers).isEqualTo(LongStream.range(0, 1000).boxed().toList());

        early.clear();
        assertThat(Await.value(connection.execute(
                                text("select d from digits where d < :end order by d"),
                                Params.of("end", 3),
                                early::add))
                        .fetchAll())
                .hasSize(3);
        assertThat(early).isEmpty();

        assertThat(Await.failure(
                        connection.execute(THOUSAND, Params.none(), chunk -> {
                            throw new IllegalStateException("no room");
                        }),
                        InvalidRequestException.class))
                .hasMessageContaining("no room");
        assertThat(Await.value(connection.execute(COUNT)).scalarOne()).isNotNull();
    }

    @Test
    default void eachSubscriberHasTheStatementRunAnew(Bench bench) {
        var rows = bench.engine().stream(THOUSAND);
        assertThat(numbers(SubscriberProbe.on(rows).all())).hasSize(1000);
        assertThat(numbers(SubscriberProbe.on(rows).all())).hasSize(1000);
        assertNothingIsLent(bench);
    }

    @Test
    default void noMoreComesThanWasAskedFor(Bench bench) {
        AsyncConnection connection = bench.connection().withOptions(fetching(10));
        SubscriberProbe<RowChunk> probe =
                SubscriberProbe.on(connection.stream(THOUSAND)).request(2);

        assertThat(numbers(List.of(probe.next(), probe.next()))).hasSize(20);
        // The connection answers a question about the pool after whatever it had to do for the stream.
        Await.value(bench.engine().pool().holders());
        assertThat(probe.untaken()).isZero();
        assertThat(probe.isOver()).isFalse();
        probe.request(1);
        assertThat(probe.next().row(0).get(0, Long.class)).isEqualTo(20L);
        probe.cancel();
    }

    @Test
    default void aStreamWithoutRowsEnds(Bench bench) {
        assertThat(SubscriberProbe.on(bench.engine().stream(text("select d from digits where d > 10")))
                        .all())
                .isEmpty();
        assertNothingIsLent(bench);
    }

    @Test
    default void nothingIsLeasedForNobody(Bench bench) {
        long before = Await.value(bench.engine().pool().status()).opened();
        for (int i = 0; i < 1000; i++) {
            assertThat(bench.engine().stream(THOUSAND)).isNotNull();
        }
        PoolStatus status = Await.value(bench.engine().pool().status());
        assertThat(status.opened()).isEqualTo(before);
        assertThat(status.checkedOut()).isZero();
    }

    @Test
    @Tag("N13")
    @Tag("F37")
    default void otherStatementsAreRefusedWhileAStreamIsOpen(Bench bench) {
        AsyncConnection connection = bench.connection().withOptions(fetching(10));
        SubscriberProbe<RowChunk> probe =
                SubscriberProbe.on(connection.stream(THOUSAND)).request(1);
        probe.next();

        Await.failure(connection.execute(COUNT), StreamOpenException.class);
        Await.failure(connection.commit(), StreamOpenException.class);
        Await.failure(connection.beginNested(), StreamOpenException.class);
        SubscriberProbe.on(connection.stream(COUNT)).failure(StreamOpenException.class);

        assertThat(numbers(probe.all())).hasSize(990);
        assertThat(Await.value(connection.execute(COUNT)).scalarOne()).isNotNull();
    }

    @Test
    @Tag("F31")
    @Tag("F32")
    default void whoCancelsKeepsTheTransaction(Bench bench) {
        AsyncConnection connection = bench.connection().withOptions(fetching(100));
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "before")));
        SubscriberProbe<RowChunk> probe =
                SubscriberProbe.on(connection.stream(MANY)).request(1);
        probe.next();

        probe.cancel();

        Await.value(connection.execute(INSERT, Params.of("id", 2, "name", "behind")));
        assertThat(connection.inTransaction()).isTrue();
        Await.value(connection.commit());
        assertThat(bench.committed()).isEqualTo(2);
        assertThat(probe.isOver()).isFalse();
    }

    /** There is nothing to drop then, and nothing that a driver could stop by not listening. */
    @Test
    default void whoCancelsWhileTheDatabaseThinksHasItStopped(Bench bench) {
        AsyncConnection connection = bench.connection();
        String endless = bench.database().kind() == DatabaseKind.POSTGRESQL
                ? "select pg_sleep(600)"
                : "select count(*) from digits a, digits b, digits c, digits e, digits f, digits g, digits h, digits i, digits j"
                        + " where a.d + b.d + c.d + e.d + f.d + g.d + h.d + i.d + j.d < 0";
        SubscriberProbe<RowChunk> probe =
                SubscriberProbe.on(connection.stream(text(endless))).request(1);
        probe.cancel();

        Await.value(connection.rollback());
        assertThat(Await.value(connection.execute(COUNT)).scalarOne()).isNotNull();
    }

    @Test
    default void whoCancelsBeforeTheFirstRowHasNothingRun(Bench bench) {
        AsyncConnection connection = bench.connection();
        SubscriberProbe.on(connection.stream(MANY)).cancel();
        assertThat(Await.value(connection.execute(COUNT)).scalarOne()).isNotNull();
        Await.value(connection.close());
        SubscriberProbe.on(bench.engine().stream(MANY)).cancel();
        assertNothingIsLent(bench);
    }

    @Test
    default void aCancelledStreamOfTheEngineGivesItsConnectionBack(Bench bench) {
        for (int i = 0; i < 5; i++) {
            SubscriberProbe<RowChunk> probe =
                    SubscriberProbe.on(bench.engine().stream(MANY)).request(1);
            probe.next();
            probe.cancel();
        }
        assertNothingIsLent(bench);
        assertThat(Await.value(bench.engine().execute(COUNT)).scalarOne()).isNotNull();
    }

    @Test
    default void aRollbackOrACloseEndsAStream(Bench bench) {
        AsyncConnection connection = bench.connection().withOptions(fetching(100));
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "x")));
        SubscriberProbe<RowChunk> rolledBack =
                SubscriberProbe.on(connection.stream(MANY)).request(1);
        rolledBack.next();
        Await.value(connection.rollback());
        rolledBack.failure(ResourceClosedException.class);

        SubscriberProbe<RowChunk> closed =
                SubscriberProbe.on(connection.stream(MANY)).request(1);
        closed.next();
        Await.value(connection.close());
        closed.failure(ResourceClosedException.class);
        assertThat(bench.committed()).isZero();
        SubscriberProbe.on(connection.stream(MANY)).failure(ResourceClosedException.class);
    }

    @Test
    default void aScopeThatLeavesAStreamOpenIsRolledBack(Bench bench) {
        List<SubscriberProbe<RowChunk>> left = new ArrayList<>();
        Await.failure(
                bench.engine()
                        .begin(connection -> connection
                                .execute(INSERT, Params.of("id", 1, "name", "x"))
                                .thenAccept(inserted -> {
                                    SubscriberProbe<RowChunk> probe = SubscriberProbe.on(connection.stream(MANY))
                                            .request(1);
                                    probe.next();
                                    left.add(probe);
                                })),
                StreamOpenException.class);
        left.get(0).failure(ResourceClosedException.class);
        assertThat(bench.committed()).isZero();
        assertNothingIsLent(bench);
    }

    @Test
    default void aStatementThatFailsFailsItsStream(Bench bench) {
        SubscriberProbe.on(bench.engine().stream(text("select nothing from digits")))
                .request(1)
                .failure(ProgrammingException.class);
        SubscriberProbe.on(bench.engine().stream(text("select d from digits where d = :d")))
                .failure(InvalidRequestException.class);
        assertNothingIsLent(bench);
    }

    @Test
    default void whatAStatementOfTheEngineChangesIsCommitted(Bench bench) {
        SubscriberProbe.on(bench.engine().stream(INSERT, Params.of("id", 1, "name", "x")))
                .all();
        AsyncEngine serializable =
                bench.engine().withOptions(ExecutionOptions.none().withIsolationLevel(IsolationLevel.SERIALIZABLE));
        SubscriberProbe.on(serializable.stream(INSERT, Params.of("id", 2, "name", "y")))
                .all();
        assertThat(bench.committed()).isEqualTo(2);
        assertNothingIsLent(bench);
    }

    @Test
    default void askingForNothingIsRefused(Bench bench) {
        SubscriberProbe<RowChunk> probe = SubscriberProbe.on(bench.engine().stream(THOUSAND));
        probe.request(0).failure(IllegalArgumentException.class);
        assertNothingIsLent(bench);
    }

    @Test
    default void aPoolWithoutAConnectionFailsTheStream(Bench bench) {
        AsyncEngine small =
                bench.engine(bench.options().withPoolSize(1).withMaxOverflow(0).withPoolTimeout(Duration.ofSeconds(2)));
        AsyncTransaction holder = Await.value(small.begin());
        SubscriberProbe.on(small.stream(THOUSAND)).request(1).failure(PoolTimeoutException.class);
        Await.value(holder.rollback());
        Await.value(holder.connection().close());
    }
}

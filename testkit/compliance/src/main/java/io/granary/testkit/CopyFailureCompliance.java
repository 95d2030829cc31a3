package io.granary.testkit;

import static io.granary.sql.Sql.copyInto;
import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static io.granary.testkit.Copies.assertUsable;
import static io.granary.testkit.Copies.backend;
import static io.granary.testkit.Copies.data;
import static io.granary.testkit.Copies.one;
import static io.granary.testkit.CopyCompliance.INTO_ITEMS;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.error.ArgumentException;
import io.granary.error.DataException;
import io.granary.error.PendingRollbackException;
import io.granary.error.PoolTimeoutException;
import io.granary.error.ProgrammingException;
import io.granary.error.UniqueViolationException;
import io.granary.schema.Table;
import io.granary.sql.Params;
import io.granary.stream.CopySink;
import io.granary.type.Types;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.UniqueKillSwitch;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.util.ByteString;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** Copies that fail: nothing of them stays, and who copies is told why. */
public interface CopyFailureCompliance extends OnBench {

    @Test
    default void aRowThatViolatesAConstraintFailsTheCopyAndNothingStays(Bench bench) {
        bench.sql().run("insert into items values (50000, 'there')");
        Pair<UniqueKillSwitch, CompletionStage<Long>> run = Source.range(1, 10_000_000)
                .viaMat(KillSwitches.single(), Keep.right())
                .toMat(CopySink.rows(bench.engine(), INTO_ITEMS, id -> List.of(id, "name " + id)), Keep.both())
                .run(bench.system());

        UniqueViolationException failure = Await.failure(run.second(), UniqueViolationException.class);

        assertThat(failure.statement()).contains("COPY items (id, name) FROM STDIN");
        assertThat(bench.committed()).isEqualTo(1);
        Numbered.assertNothingIsLent(bench);
        assertThat(Await.value(bench.engine().execute(COUNT)).scalarOne(Long.class))
                .isEqualTo(1);
    }

    /** The rest was on its way when the server refused one of them. */
    @Test
    default void aSavepointSavesWhatWasDoneBeforeARowThatIsRefusedInTheMiddle(Bench bench) {
        bench.sql().run("insert into items values (5000, 'there')");
        AsyncConnection connection = bench.connection();
        for (int round = 0; round < 20; round++) {
            long backend = backend(connection);
            Await.value(connection.execute(INSERT, Params.of("id", -1, "name", "before")));
            Publisher<ByteBuffer> rows = Source.range(1, 2_000_000)
                    .map(id -> ByteString.fromString(id + "\tname of the item " + id + "\n"))
                    .grouped(2000)
                    .map(lines -> lines.stream().reduce(ByteString.emptyByteString(), ByteString::concat))
                    .map(ByteString::toByteBuffer)
                    .runWith(
                            org.apache.pekko.stream.javadsl.Sink.asPublisher(
                                    org.apache.pekko.stream.javadsl.AsPublisher.WITHOUT_FANOUT),
                            bench.system());

            Await.failure(
                    connection.beginNested(conn -> conn.copyIn(INTO_ITEMS, rows)), UniqueViolationException.class);

            assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class))
                    .isEqualTo(2);
            Await.value(connection.rollback());
            assertThat(backend(connection)).isEqualTo(backend);
            Await.value(connection.rollback());
        }
    }

    @Test
    default void aSourceThatFailsRollsTheCopyBackAndItsFailureIsTold(Bench bench) {
        AsyncEngine one = one(bench);
        CompletionStage<Long> copied = Source.range(1, 100_000)
                .map(id -> {
                    if (id == 50_000) {
                        throw new IllegalStateException("row 50000");
                    }
                    return id;
                })
                .runWith(CopySink.rows(one, INTO_ITEMS, id -> List.of(id, "name " + id)), bench.system());

        assertThat(Await.failure(copied, IllegalStateException.class)).hasMessage("row 50000");
        assertThat(Await.value(one.execute(COUNT)).scalarOne(Long.class)).isZero();
    }

    @Test
    default void aRowThatCannotBeWrittenFailsTheCopy(Bench bench) {
        for (List<?> wrong : List.of(List.of(1), List.of(1, "nul\0"), List.of(1, new Thread()))) {
            CompletionStage<Long> copied = Source.from(List.of(List.of(2, "good"), wrong))
                    .runWith(CopySink.rows(bench.engine(), INTO_ITEMS, row -> row), bench.system());
            Await.failure(copied, ArgumentException.class);
        }
        Await.failure(
                Source.single(Map.of("id", 1))
                        .runWith(CopySink.mappings(bench.engine(), INTO_ITEMS, row -> row), bench.system()),
                ArgumentException.class);
        Numbered.assertNothingIsLent(bench);
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void whatTheServerCannotReadOrDoesNotKnowFailsTheCopy(Bench bench) {
        AsyncConnection connection = bench.connection();
        long backend = backend(connection);
        Table missing = Table.of("missing", table -> table.column("id", Types.INTEGER, c -> c.primaryKey()));

        Await.failure(connection.copyIn(INTO_ITEMS, data(bench, "one\tname\n")), DataException.class);
        assertUsable(connection, backend);
        FedData data = new FedData();
        Await.failure(connection.copyIn(copyInto(missing), data), ProgrammingException.class);
        assertThat(data.isAwaited()).isFalse();
        Await.value(connection.rollback());
        assertThat(backend(connection)).isEqualTo(backend);
    }

    @Test
    default void aFailedCopyHasToBeRolledBackAndASavepointSavesTheRest(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "first")));
        CompletionStage<Long> within =
                connection.beginNested(conn -> conn.copyIn(INTO_ITEMS, data(bench, "2\tsecond\n1\tagain\n")));
        Await.failure(within, UniqueViolationException.class);
        assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class)).isEqualTo(1);

        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        data.give("3\tthird\n").fail(new IllegalStateException("no more"));
        Await.failure(copy, IllegalStateException.class);
        assertThat(Await.failure(connection.execute(COUNT), PendingRollbackException.class))
                .hasMessageContaining("data of a copy failed");
        Await.value(connection.rollback());
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aSinkThatGetsNoConnectionFailsAndReadsNothing(Bench bench) {
        AsyncEngine one = one(bench);
        AsyncConnection holder = Await.value(one.connect());

        Await.failure(
                Source.range(1, 1_000_000)
                        .runWith(
                                CopySink.rows(
                                        one.within(Duration.ofMillis(200)), INTO_ITEMS, id -> List.of(id, "name")),
                                bench.system()),
                PoolTimeoutException.class);

        Await.value(holder.close());
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void aPublisherThatThrowsOrGivesTooMuchFailsTheCopy(Bench bench) {
        AsyncConnection connection = bench.connection();
        long backend = backend(connection);
        Publisher<ByteBuffer> throwing = subscriber -> {
            throw new IllegalStateException("no subscriber wanted");
        };
        Await.failure(connection.copyIn(INTO_ITEMS, throwing), IllegalStateException.class);
        assertUsable(connection, backend);

        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        for (int i = 0; i < 10_000 && !copy.toCompletableFuture().isDone(); i++) {
            data.give(i + "\tname\n");
        }
        assertThat(Await.failure(copy, IllegalStateException.class)).hasMessageContaining("more data");
        Await.value(connection.rollback());
        assertThat(backend(connection)).isEqualTo(backend);
    }
}

package io.granary.testkit;

import static io.granary.sql.Sql.text;
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
import io.granary.engine.ExecutionOptions;
import io.granary.error.DisconnectedException;
import io.granary.error.ResourceClosedException;
import io.granary.error.StaleLeaseException;
import io.granary.error.StatementTimeoutException;
import io.granary.error.StreamOpenException;
import io.granary.error.StreamTooSlowException;
import io.granary.sql.Params;
import io.granary.stream.CopySink;
import io.granary.testkit.fixtures.ServerCounts;
import io.granary.testkit.fixtures.ToxicProxy.Cut;
import io.granary.testkit.fixtures.ToxicProxy.Way;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Copies that are open: what runs meanwhile, who gives them up, and what becomes of their connection. */
public interface CopyLifeCompliance extends OnBench {

    @Test
    default void aCopyIsPartOfItsTransaction(Bench bench) {
        AsyncConnection connection = bench.connection();
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "first")));

        assertThat(Await.value(connection.copyIn(INTO_ITEMS, data(bench, "2\tse", "cond\n3\t\\N\n"))))
                .isEqualTo(2);
        assertThat(Await.value(connection.execute(COUNT)).scalarOne(Long.class)).isEqualTo(3);
        assertThat(bench.committed()).isZero();
        Await.value(connection.rollback());
        assertThat(bench.committed()).isZero();

        Await.value(connection.copyIn(INTO_ITEMS, data(bench, "4\tfourth\n")));
        assertThat(connection.inTransaction()).isTrue();
        Await.value(connection.commit());
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    default void otherStatementsAreRefusedWhileACopyIsOpen(Bench bench) {
        AsyncConnection connection = bench.connection();
        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        data.give("1\tfirst\n");

        Await.failure(connection.execute(COUNT), StreamOpenException.class);
        Await.failure(connection.commit(), StreamOpenException.class);
        Await.failure(connection.copyIn(INTO_ITEMS, new FedData()), StreamOpenException.class);

        data.complete();
        assertThat(Await.value(copy)).isEqualTo(1);
        Await.value(connection.commit());
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    default void aRollbackEndsAnOpenCopyAndKeepsTheConnection(Bench bench) {
        AsyncConnection connection = bench.connection();
        long backend = backend(connection);
        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        data.give("1\tfirst\n");

        Await.value(connection.rollback());

        Await.failure(copy, ResourceClosedException.class);
        data.awaitCancelled();
        assertUsable(connection, backend);
        assertThat(bench.committed()).isEqualTo(1);
    }

    @Test
    default void givingTheConnectionBackEndsAnOpenCopy(Bench bench) {
        AsyncEngine one = one(bench);
        AsyncConnection connection = Await.value(one.connect());
        long backend = backend(connection);
        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        data.give("1\tfirst\n");

        Await.value(connection.close());

        Await.failure(copy, ResourceClosedException.class);
        data.awaitCancelled();
        assertThat(Await.value(one.connect(Copies::backendOf))).isEqualTo(backend);
        assertThat(bench.committed()).isZero();
    }

    @Test
    default void whoGivesTheStageUpEndsTheCopy(Bench bench) {
        AsyncConnection connection = bench.connection();
        long backend = backend(connection);
        FedData data = new FedData();
        CompletableFuture<Long> copy = connection.copyIn(INTO_ITEMS, data).toCompletableFuture();
        data.give("1\tfirst\n");

        copy.cancel(false);

        data.awaitCancelled();
        assertThat(copy).isCancelled();
        assertUsable(connection, backend);
    }

    @Test
    @Tag("F27")
    default void theCopyOfAnOwnerThatEndsIsStoppedAndItsConnectionIsLentOn(Bench bench) {
        AsyncEngine engine = one(bench);
        CompletableFuture<AsyncConnection> leased = new CompletableFuture<>();
        ActorRef<Object> owner = bench.kit().spawn(Behaviors.<Object>setup(context -> {
            engine.ownedBy(context).connect().thenAccept(leased::complete);
            return Behaviors.receive(Object.class)
                    .onMessageEquals("stop", Behaviors::stopped)
                    .build();
        }));
        AsyncConnection connection = Await.value(leased);
        long backend = backend(connection);
        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        data.give("1\tfirst\n");

        owner.tell("stop");

        Await.failure(copy, StaleLeaseException.class);
        data.awaitCancelled();
        assertThat(Await.value(engine.connect(Copies::backendOf))).isEqualTo(backend);
        assertThat(bench.committed()).isZero();
    }

    /** Data that does not come is nobody's fault but its own; the table that is locked is. */
    @Test
    default void theStatementTimeoutCountsWhileTheDatabaseIsWaitedFor(Bench bench) {
        AsyncConnection holder = bench.connection();
        AsyncConnection connection =
                bench.connection().withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(200)));
        long backend = backend(connection);
        FedData slow = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, slow);
        slow.give("1\tfirst\n");
        Await.value(holder.execute(text("select 1 from pg_sleep(0.6)")));
        slow.give("2\tsecond\n").complete();
        assertThat(Await.value(copy)).isEqualTo(2);
        Await.value(connection.rollback());

        Await.value(holder.execute(text("lock table items in access exclusive mode")));
        Await.failure(connection.copyIn(INTO_ITEMS, data(bench, "1\tfirst\n")), StatementTimeoutException.class);
        Await.value(holder.rollback());
        assertUsable(connection, backend);
    }

    @Test
    @Tag("F3")
    default void aConnectionThatIsKilledFailsItsCopy(Bench bench) {
        AsyncConnection connection = bench.connection();
        long backend = backend(connection);
        FedData data = new FedData();
        CompletionStage<Long> copy = connection.copyIn(INTO_ITEMS, data);
        data.give("1\tfirst\n");

        ServerCounts.killConnection(bench.database(), backend);

        assertThat(Await.failure(copy, DisconnectedException.class).connectionInvalidated())
                .isTrue();
        data.awaitCancelled();
        Await.value(connection.rollback());
        assertThat(backend(connection)).isNotEqualTo(backend);
        assertThat(bench.committed()).isZero();
    }

    @Test
    @Tag("F13")
    default void aLinkThatIsLostInTheMiddleFailsTheSinkAndNothingStays(Bench bench) {
        try (FaultyLink link =
                FaultyLink.of(bench, bench.options().withPoolSize(1).withMaxOverflow(0))) {
            link.proxy().cutWhen(Way.UP, "name of the item 60000", Cut.RESET_BEFORE);

            CompletionStage<Long> copied = Source.range(1, 10_000_000)
                    .runWith(
                            CopySink.rows(link.engine(), INTO_ITEMS, id -> List.of(id, "name of the item " + id)),
                            bench.system());

            assertThat(Await.failure(copied, DisconnectedException.class).connectionInvalidated())
                    .isTrue();
            assertThat(Await.value(link.engine().execute(COUNT)).scalarOne(Long.class))
                    .isZero();
        }
    }

    /** No byte comes back, and none is taken. */
    @Test
    @Tag("F10")
    default void aCopyThatIsSwallowedFailsAtItsDeadline(Bench bench) {
        try (FaultyLink link = FaultyLink.of(
                bench, bench.options().withPoolSize(1).withMaxOverflow(0).withCancelGrace(Duration.ofMillis(200)))) {
            link.proxy().cutWhen(Way.UP, "name of the item 60000", Cut.SILENCE_BEFORE);
            AsyncEngine hurried =
                    link.engine().withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(300)));

            CompletionStage<Long> copied = Source.range(1, 10_000_000)
                    .runWith(
                            CopySink.rows(hurried, INTO_ITEMS, id -> List.of(id, "name of the item " + id)),
                            bench.system());

            assertThat(Await.failure(copied, StatementTimeoutException.class).connectionInvalidated())
                    .isTrue();
            link.proxy().heal();
            link.proxy().resetSilenced();
            assertThat(Await.value(link.engine().execute(COUNT)).scalarOne(Long.class))
                    .isZero();
        }
    }

    @Test
    @Tag("F33")
    default void dataThatIsTooSlowLosesItsConnection(Bench bench) {
        AsyncConnection connection = bench.connection();
        long backend = backend(connection);
        FedData data = new FedData();
        CompletionStage<Long> copy = connection
                .withOptions(ExecutionOptions.none().withMaxHold(Duration.ofMillis(300)))
                .copyIn(INTO_ITEMS, data);
        data.give("1\tname\n");

        assertThat(Await.failure(copy, StreamTooSlowException.class)).hasMessageContaining("after 7 bytes");
        data.awaitCancelled();
        Await.value(connection.rollback());
        assertThat(backend(connection)).isEqualTo(backend);
        assertThat(bench.committed()).isZero();
    }
}

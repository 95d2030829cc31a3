package io.granary.testkit;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.ConnectionProtocol;
import io.granary.engine.EngineProtocol;
import io.granary.engine.Row;
import io.granary.error.GranaryException;
import io.granary.error.ProgrammingException;
import io.granary.sql.Executable;
import io.granary.stream.SqlSource;
import io.granary.stream.StreamSummary;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Eventually;
import java.io.NotSerializableException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.japi.Pair;
import org.apache.pekko.serialization.SerializationExtension;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SourceRef;
import org.apache.pekko.stream.StreamRefAttributes;
import org.apache.pekko.stream.javadsl.Keep;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.SinkQueueWithCancel;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.StreamRefs;
import org.junit.jupiter.api.Test;

/** Rows that actors ask for by message, and the sources that are made of the answers. */
@Database(DatabaseKind.H2)
class AskedRowsIT implements OnNumbered {

    private sealed interface Order {

        record Given(EngineProtocol.Reply reply) implements Order {}

        enum Stop implements Order {
            INSTANCE
        }
    }

    /** An actor that asks for rows as their owner and does with the source, and its own materializer, what the test says. */
    private record Asking<T>(ActorRef<Order> actor, CompletableFuture<T> done) {

        static <T> Asking<T> of(
                Bench bench,
                Executable statement,
                BiFunction<Source<Row, CompletionStage<StreamSummary>>, Materializer, T> use) {
            CompletableFuture<T> done = new CompletableFuture<>();
            Behavior<Order> behavior = Behaviors.setup(context -> {
                Materializer own = Materializer.createMaterializer(context);
                AsyncEngine owned = bench.engine().ownedBy(context);
                owned.ref()
                        .tell(new EngineProtocol.Stream(
                                1,
                                statement,
                                Map.of(),
                                context.messageAdapter(EngineProtocol.Reply.class, Order.Given::new)));
                return Behaviors.receive(Order.class)
                        .onMessage(Order.Given.class, given -> {
                            done.complete(use.apply(SqlSource.of(given.reply().rows()), own));
                            return Behaviors.same();
                        })
                        .onMessageEquals(Order.Stop.INSTANCE, Behaviors::stopped)
                        .build();
            });
            return new Asking<>(bench.kit().spawn(behavior), done);
        }

        T result() {
            return Await.value(done);
        }

        void stop(Bench bench) {
            actor.tell(Order.Stop.INSTANCE);
            bench.kit().createTestProbe().expectTerminated(actor, Await.PATIENCE);
        }
    }

    private static long opened(Bench bench) {
        return Await.value(bench.engine().pool().status()).opened();
    }

    @Test
    void anActorRunsWhatItAskedForAsOftenAsItLikes(Bench bench) {
        var runs = Asking.of(
                        bench,
                        Numbered.ITEMS,
                        (rows, own) -> List.of(
                                rows.map(Numbered::id).runWith(Sink.seq(), own),
                                rows.to(Sink.ignore()).run(own)))
                .result();

        assertThat(Await.value(runs.get(0))).isEqualTo(Numbered.upTo(Numbered.MANY));
        assertThat(Await.value(runs.get(1)))
                .isInstanceOfSatisfying(
                        StreamSummary.class,
                        summary -> assertThat(summary.rows()).isEqualTo(Numbered.MANY));
        // The end is told when the connection is back.
        assertThat(Await.value(bench.engine().pool().status()).checkedOut()).isZero();
    }

    @Test
    void whoTakesAFewRowsGivesTheConnectionBack(Bench bench) {
        var few = Asking.of(
                bench,
                Numbered.CUBE,
                (rows, own) -> rows.take(5).map(Numbered::id).runWith(Sink.seq(), own));

        assertThat(Await.value(few.result())).containsExactly(1, 2, 3, 4, 5);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    void whatTheStatementFailsWithFailsTheSourceAndItsSummary(Bench bench) {
        Pair<CompletionStage<StreamSummary>, CompletionStage<List<Row>>> run = Asking.of(
                        bench,
                        text("select nothing from items"),
                        (rows, own) -> rows.toMat(Sink.seq(), Keep.both()).run(own))
                .result();

        Await.failure(run.second(), ProgrammingException.class);
        Await.failure(run.first(), ProgrammingException.class);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    void aSourceThatRunsEndsWithTheActorThatAsked(Bench bench) {
        Asking<Pair<CompletionStage<StreamSummary>, SinkQueueWithCancel<Row>>> asking = Asking.of(
                bench,
                Numbered.CUBE,
                (rows, own) -> rows.toMat(Sink.queue(), Keep.both()).run(own));
        assertThat(Await.value(asking.result().second().pull())).isPresent();

        asking.stop(bench);

        Await.failure(asking.result().first(), RuntimeException.class);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    void whatNobodyRunsHoldsNothingAndIsOverWithItsActor(Bench bench) {
        Asking<Source<Row, CompletionStage<StreamSummary>>> asking =
                Asking.of(bench, Numbered.ITEMS, (rows, own) -> rows);
        Source<Row, CompletionStage<StreamSummary>> rows = asking.result();
        assertThat(opened(bench)).isZero();

        asking.stop(bench);

        Await.failure(Numbered.seq(bench, rows), GranaryException.class);
        Numbered.assertNothingIsLent(bench);
    }

    @Test
    void whatALeaseWasAskedForAndNobodyRunsIsOverWithTheLease(Bench bench) {
        TestProbe<EngineProtocol.Reply> engineSays = bench.kit().createTestProbe();
        TestProbe<ConnectionProtocol.Reply> leaseSays = bench.kit().createTestProbe();
        TestProbe<Object> owner = bench.kit().createTestProbe();
        bench.engine().ref().tell(new EngineProtocol.Acquire(1, owner.getRef(), engineSays.getRef()));
        AsyncConnection lease = engineSays.receiveMessage(Await.PATIENCE).lease();
        lease.ref().tell(new ConnectionProtocol.Stream(2, Numbered.ITEMS, Map.of(), leaseSays.getRef()));
        Source<Row, CompletionStage<StreamSummary>> rows =
                SqlSource.of(leaseSays.receiveMessage(Await.PATIENCE).rows());
        assertThat(Numbered.all(bench, rows)).hasSize(Numbered.MANY);

        owner.stop();

        Numbered.assertNothingIsLent(bench);
        Await.failure(Numbered.seq(bench, rows), GranaryException.class);
    }

    // ---- for another node

    @Test
    void aReplyWithRowsIsNotWrittenForAnotherNode(Bench bench) {
        TestProbe<EngineProtocol.Reply> asker = bench.kit().createTestProbe();
        bench.engine().ref().tell(new EngineProtocol.Stream(1, Numbered.ITEMS, Map.of(), asker.getRef()));
        EngineProtocol.Reply reply = asker.receiveMessage(Await.PATIENCE);

        assertThatThrownBy(() -> SerializationExtension.get(Adapter.toClassic(bench.system()))
                        .findSerializerFor(reply))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void aSourceRefThatNobodyRunsGivesItsConnectionBack(Bench bench) {
        SourceRef<Integer> unread = SqlSource.of(bench.engine(), Numbered.CUBE)
                .map(Numbered::id)
                .runWith(
                        StreamRefs.<Integer>sourceRef()
                                .addAttributes(StreamRefAttributes.subscriptionTimeout(Duration.ofMillis(100))),
                        bench.system());

        assertThat(unread).isNotNull();
        Eventually.holds("it has one", Await.PATIENCE, () -> opened(bench) == 1);
        Numbered.assertNothingIsLent(bench);
    }
}

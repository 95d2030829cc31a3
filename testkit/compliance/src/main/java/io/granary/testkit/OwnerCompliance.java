package io.granary.testkit;

import static io.granary.testkit.Bench.COUNT;
import static io.granary.testkit.Bench.INSERT;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncConnection;
import io.granary.engine.AsyncEngine;
import io.granary.engine.EngineProtocol;
import io.granary.error.GranaryException;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.ServerCounts;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections dropped without a close: what their owner held is rolled back and taken back. */
public interface OwnerCompliance extends OnBench {

    /** What the owner is told. */
    enum Order {
        /** Stop. */
        STOP,
        /** Throw. */
        FAIL
    }

    /** An actor that leases a connection, gives it away and never closes it. */
    private static Behavior<Order> forgetful(AsyncEngine engine, CompletableFuture<AsyncConnection> leased) {
        return Behaviors.setup(context -> {
            if (!leased.isDone()) {
                var unused = engine.ownedBy(context).connect().whenComplete((connection, failure) -> {
                    if (failure == null) {
                        leased.complete(connection);
                    } else {
                        leased.completeExceptionally(failure);
                    }
                });
            }
            return Behaviors.receive(Order.class)
                    .onMessage(Order.class, order -> {
                        if (order == Order.FAIL) {
                            throw new IllegalStateException("told to fail");
                        }
                        return Behaviors.stopped();
                    })
                    .build();
        });
    }

    private static void loses(
            Bench bench, Behavior<Order> owner, Order order, CompletableFuture<AsyncConnection> given) {
        AsyncEngine engine = bench.engine();
        ActorRef<Order> actor = bench.kit().spawn(owner);
        AsyncConnection connection = Await.value(given);
        Await.value(connection.begin());
        Await.value(connection.execute(INSERT, Params.of("id", 1, "name", "dropped")));
        assertThat(Await.value(engine.pool().holders()).get(0).owner())
                .isEqualTo(actor.path().toString());

        actor.tell(order);

        Eventually.holds(
                "the lease is taken back",
                Await.PATIENCE,
                () -> Await.value(engine.pool().status()).checkedOut() == 0);
        ServerCounts.awaitNoTransactions(bench.database(), Await.PATIENCE);
        Await.failure(connection.execute(COUNT), GranaryException.class);
        assertThat(bench.committed()).isZero();
    }

    @Test
    @Tag("F27")
    @Tag("AE48")
    default void whatAnActorHoldsIsTakenBackWhenItStops(Bench bench) {
        CompletableFuture<AsyncConnection> leased = new CompletableFuture<>();

        loses(bench, forgetful(bench.engine(), leased), Order.STOP, leased);
    }

    @Test
    @Tag("F27")
    @Tag("AE48")
    default void whatAnActorHoldsIsTakenBackWhenItFails(Bench bench) {
        CompletableFuture<AsyncConnection> leased = new CompletableFuture<>();

        loses(bench, forgetful(bench.engine(), leased), Order.FAIL, leased);
    }

    @Test
    @Tag("F28")
    @Tag("AE48")
    default void whatAnActorHoldsIsTakenBackWhenItRestarts(Bench bench) {
        CompletableFuture<AsyncConnection> leased = new CompletableFuture<>();
        Behavior<Order> restarted = Behaviors.supervise(forgetful(bench.engine(), leased))
                .onFailure(IllegalStateException.class, SupervisorStrategy.restart());

        loses(bench, restarted, Order.FAIL, leased);
    }

    @Test
    @Tag("AE48")
    default void aLeaseAskedForByMessageBelongsToTheOwnerThatTheMessageNames(Bench bench) {
        AsyncEngine engine = bench.engine();
        TestProbe<EngineProtocol.Reply> asker = bench.kit().createTestProbe(EngineProtocol.Reply.class);
        TestProbe<Object> owner = bench.kit().createTestProbe();
        engine.ref().tell(new EngineProtocol.Acquire(7, owner.getRef(), asker.getRef()));
        EngineProtocol.Acquired acquired = asker.expectMessageClass(EngineProtocol.Acquired.class, Await.PATIENCE);
        assertThat(acquired.correlation()).isEqualTo(7);
        asker.stop();
        Await.value(acquired.lease().execute(COUNT));

        owner.stop();

        Eventually.holds(
                "the lease is taken back",
                Await.PATIENCE,
                () -> Await.value(engine.pool().status()).checkedOut() == 0);
    }
}

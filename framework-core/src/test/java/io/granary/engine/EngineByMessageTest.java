package io.granary.engine;

import static io.granary.sql.Sql.text;
import static io.granary.testkit.fixtures.Stages.failureOf;
import static io.granary.testkit.fixtures.Stages.outcomeOf;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.engine.internal.pool.AcquireTerms;
import io.granary.error.IllegalThreadException;
import io.granary.error.InvalidRequestException;
import io.granary.error.ProgrammingException;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Eventually;
import io.granary.testkit.fixtures.LateAnswer;
import io.granary.testkit.fixtures.ScriptedAnswer;
import io.granary.testkit.fixtures.ScriptedConnectionFactory;
import io.granary.testkit.fixtures.SubscriberProbe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;

/** An engine that is asked and told: who gets what, whose a lease is, and how many refs there are. */
@Actors
final class EngineByMessageTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private enum Order {
        FAIL,
        NOTHING
    }

    private final ActorTestKit kit;
    private final AsyncEngine engine;

    EngineByMessageTest(ActorTestKit kit) {
        this.kit = kit;
        this.engine = AsyncEngine.create(
                kit.system(),
                "h2:mem:///told_" + UUID.randomUUID().toString().replace("-", ""),
                EngineOptions.defaults().withPoolSize(1).withMaxOverflow(0));
    }

    @AfterEach
    void closeEngine() {
        outcomeOf(engine.close());
    }

    private CompletionStage<EngineProtocol.Reply> ask(
            Function<ActorRef<EngineProtocol.Reply>, EngineProtocol.Command> command) {
        return AskPattern.ask(engine.ref(), command::apply, SOON, kit.scheduler());
    }

    private EngineProtocol.Reply reply(Function<ActorRef<EngineProtocol.Reply>, EngineProtocol.Command> command) {
        return outcomeOf(ask(command));
    }

    private int lent() {
        return outcomeOf(engine.pool().status()).checkedOut();
    }

    @Test
    void givesRowsAsTheyComeToWhoSubscribes() {
        Publisher<RowChunk> rows = reply(replyTo -> new EngineProtocol.Stream(
                        3, text("select x from system_range(1, 3) order by x"), Map.of(), replyTo))
                .rows();

        assertThat(lent()).isZero();
        assertThat(SubscriberProbe.on(rows).all())
                .flatExtracting(RowChunk::rows)
                .extracting(row -> row.get(0, Long.class))
                .containsExactly(1L, 2L, 3L);
        awaitNothingLent();
    }

    private void awaitNothingLent() {
        Eventually.holds("nothing is lent", SOON, () -> lent() == 0);
    }

    // ---- asking

    @Test
    void aLeaseThatWasAskedForIsGoodAfterTheAnswer() {
        AsyncConnection lease =
                reply(replyTo -> new EngineProtocol.Acquire(1, replyTo)).lease();

        assertThat(outcomeOf(lease.scalar(text("select 1"), Integer.class))).hasValue(1);
        // Whatever could have told the pool that the ref of the question is gone has been read by now.
        assertThat(outcomeOf(engine.pool().holders())).hasSize(1);
        assertThat(outcomeOf(lease.scalar(text("select 2"), Integer.class))).hasValue(2);
        outcomeOf(lease.close());
        awaitNothingLent();
    }

    @Test
    void aReplyGivesWhatItHas() {
        assertThat(reply(to -> new EngineProtocol.Execute(1, text("select 7"), Map.of(), to))
                        .result()
                        .scalarOne(Integer.class))
                .isEqualTo(7);
        assertThat(reply(to -> new EngineProtocol.GetStatus(2, to)).status().checkedOut())
                .isZero();
        assertThat(reply(to -> new EngineProtocol.GetHolders(3, to)).holders()).isEmpty();
    }

    @Test
    void aReplyThrowsTheFailureThatItIs() {
        EngineProtocol.Reply failed = reply(to -> new EngineProtocol.Execute(1, text("select nonsense"), Map.of(), to));

        assertThatThrownBy(failed::result).isInstanceOf(ProgrammingException.class);
        assertThatThrownBy(failed::lease).isInstanceOf(ProgrammingException.class);
        assertThatThrownBy(failed::orThrow).isInstanceOf(ProgrammingException.class);
    }

    @Test
    void aReplySaysWhatItIsWhenItIsTakenForAnother() {
        EngineProtocol.Reply status = reply(to -> new EngineProtocol.GetStatus(2, to));

        assertThatThrownBy(status::lease)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("The reply 2 is Status and has no lease()")
                .hasMessageContaining("only Acquired has");
        assertThatThrownBy(status::result).hasMessageContaining("only Executed has");
        assertThatThrownBy(status::holders).hasMessageContaining("only Holders has");
    }

    // ---- owners

    /** Leases a connection by telling, once, and gives it away. */
    private Behavior<Order> holder(
            Function<ActorContext<?>, ActorRef<?>> ownerOf, CompletableFuture<AsyncConnection> leased) {
        return Behaviors.supervise(Behaviors.<Order>setup(context -> {
                    if (!leased.isDone()) {
                        ActorRef<EngineProtocol.Reply> replies =
                                context.messageAdapter(EngineProtocol.Reply.class, reply -> {
                                    leased.complete(reply.lease());
                                    return Order.NOTHING;
                                });
                        engine.ref().tell(new EngineProtocol.Acquire(1, ownerOf.apply(context), replies));
                    }
                    return Behaviors.receive(Order.class)
                            .onMessageEquals(Order.FAIL, () -> {
                                throw new IllegalStateException("told to fail");
                            })
                            .build();
                }))
                .onFailure(IllegalStateException.class, SupervisorStrategy.restart());
    }

    @Test
    void takesBackWhatARestartedActorHeldAsItself() {
        CompletableFuture<AsyncConnection> leased = new CompletableFuture<>();
        ActorRef<Order> actor = kit.spawn(holder(AsyncEngine::ownerOf, leased));
        AsyncConnection connection = outcomeOf(leased);
        assertThat(outcomeOf(engine.pool().holders()))
                .extracting(Holder::owner)
                .containsExactly(actor.path().toString());

        actor.tell(Order.FAIL);

        awaitNothingLent();
        assertThat(connection.inTransaction()).isFalse();
    }

    @Test
    void takesBackWhatAStoppedActorHeldAsItself() {
        CompletableFuture<AsyncConnection> leased = new CompletableFuture<>();
        ActorRef<Order> actor = kit.spawn(holder(AsyncEngine::ownerOf, leased));
        outcomeOf(leased);

        kit.stop(actor);

        awaitNothingLent();
    }

    @Test
    void seesOfAnyOtherRefOnlyThatItStops() {
        CompletableFuture<AsyncConnection> leased = new CompletableFuture<>();
        ActorRef<Order> actor = kit.spawn(holder(ActorContext::getSelf, leased));
        AsyncConnection connection = outcomeOf(leased);

        actor.tell(Order.FAIL);
        assertThat(outcomeOf(connection.scalar(text("select 1"), Integer.class)))
                .hasValue(1);
        assertThat(lent()).isEqualTo(1);
        kit.stop(actor);

        awaitNothingLent();
    }

    @Test
    void anActorHasOneOwner() {
        TestProbe<List<ActorRef<?>>> probe = kit.createTestProbe();
        kit.spawn(Behaviors.setup(context -> {
            engine.ownedBy(context);
            probe.getRef().tell(List.of(AsyncEngine.ownerOf(context), AsyncEngine.ownerOf(context)));
            return Behaviors.empty();
        }));

        List<ActorRef<?>> owners = probe.receiveMessage(SOON);
        assertThat(owners.get(0)).isEqualTo(owners.get(1));
    }

    @Test
    void refusesAContextOffItsActorsThread() {
        CompletableFuture<ActorContext<Object>> given = new CompletableFuture<>();
        kit.spawn(Behaviors.<Object>setup(context -> {
            given.complete(context);
            return Behaviors.empty();
        }));
        ActorContext<Object> context = outcomeOf(given);

        assertThatThrownBy(() -> engine.ownedBy(context)).isInstanceOf(IllegalThreadException.class);
        assertThatThrownBy(() -> AsyncEngine.ownerOf(context)).isInstanceOf(IllegalThreadException.class);
    }

    @Test
    void leasesAnewForTheSameOwnerAfterALostLink() {
        TestProbe<EngineProtocol.Reply> asker = kit.createTestProbe();
        TestProbe<Object> owner = kit.createTestProbe();
        engine.ref().tell(new EngineProtocol.Acquire(1, owner.getRef(), asker.getRef()));
        AsyncConnection lease = asker.receiveMessage(SOON).lease();
        outcomeOf(lease.invalidate());
        outcomeOf(lease.execute(text("select 1")));
        assertThat(lent()).isEqualTo(1);

        owner.stop();

        awaitNothingLent();
    }

    // ---- who is gone

    @Test
    void leasesNothingToAnAskerThatIsGone() {
        AsyncConnection held = outcomeOf(engine.connect());
        ActorRef<EngineProtocol.Reply> asker = kit.spawn(Behaviors.ignore());
        TestProbe<Object> owner = kit.createTestProbe();
        engine.ref().tell(new EngineProtocol.Acquire(1, owner.getRef(), asker));
        Eventually.holds(
                "it waits", SOON, () -> outcomeOf(engine.pool().status()).waiting() == 1);
        TestProbe<String> watching = kit.createTestProbe();
        kit.spawn(watcher(asker, watching.getRef()));
        watching.expectMessage(SOON, "watching");

        kit.stop(asker);
        // Whoever watched it first, which is the engine's ref, has been told first; but by a message to itself, which
        // may stand behind the first question.
        watching.expectMessage(SOON, "gone");
        reply(to -> new EngineProtocol.GetStatus(2, to));
        reply(to -> new EngineProtocol.GetStatus(3, to));
        outcomeOf(held.close());

        awaitNothingLent();
        assertThat(outcomeOf(engine.execute(text("select 1"))).scalarOne(Integer.class))
                .isEqualTo(1);
    }

    private static Behavior<String> watcher(ActorRef<?> watched, ActorRef<String> told) {
        return Behaviors.setup(context -> {
            context.watchWith(watched, "gone");
            told.tell("watching");
            return Behaviors.receiveMessage(message -> {
                told.tell(message);
                return Behaviors.same();
            });
        });
    }

    // ---- refs

    @Test
    void equalViewsHaveOneRef() {
        ExecutionOptions tagged = ExecutionOptions.none().withTag("a", "b");

        assertThat(engine.ref()).isEqualTo(engine.ref());
        assertThat(engine.within(SOON).ref())
                .isEqualTo(engine.within(SOON).ref())
                .isNotEqualTo(engine.ref());
        assertThat(engine.withOptions(tagged).ref())
                .isEqualTo(engine.withOptions(tagged).ref());
    }

    @Test
    void equalTermsOfAnOwnerAreEqual() {
        ActorRef<Object> owner = kit.<Object>createTestProbe().getRef();
        ActorRef<Object> other = kit.<Object>createTestProbe().getRef();
        AcquireTerms terms = AcquireTerms.anonymous();

        assertThat(terms.ownedBy(owner)).isEqualTo(terms.ownedBy(owner)).hasSameHashCodeAs(terms.ownedBy(owner));
        assertThat(terms.ownedBy(owner)).isNotEqualTo(terms.ownedBy(other)).isNotEqualTo(terms);
        assertThat(terms.ownedBy(owner, "a"))
                .isEqualTo(terms.ownedBy(owner, "a"))
                .isNotEqualTo(terms.ownedBy(owner, "b"));
    }

    @Test
    void aLeaseHasOneRefForEachSetOfOptions() {
        AsyncConnection lease = outcomeOf(engine.connect());
        ExecutionOptions tagged = ExecutionOptions.none().withTag("a", "b");

        assertThat(lease.ref()).isEqualTo(lease.ref());
        assertThat(lease.withOptions(tagged).ref())
                .isEqualTo(lease.withOptions(tagged).ref())
                .isNotEqualTo(lease.ref());
        ActorRef<ConnectionProtocol.Command> before = lease.ref();
        outcomeOf(lease.invalidate());
        outcomeOf(lease.execute(text("select 1")));
        assertThat(lease.ref()).isNotEqualTo(before);
        outcomeOf(lease.close());
    }

    @Test
    void refusesAThousandAndFirstViewThatWantsARef() {
        for (int view = 1; view <= 1000; view++) {
            engine.within(Duration.ofMillis(view)).ref();
        }

        assertThatThrownBy(() -> engine.within(Duration.ofMillis(1001)).ref())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("belongs in the command");
        assertThat(engine.within(Duration.ofSeconds(1)).ref())
                .isEqualTo(engine.within(Duration.ofSeconds(1)).ref());
    }

    @Test
    void theRefOfAnOwnedViewEndsWithItsOwner() {
        CompletableFuture<ActorRef<EngineProtocol.Command>> ref = new CompletableFuture<>();
        ActorRef<Order> owner = kit.spawn(Behaviors.setup(context -> {
            ref.complete(engine.ownedBy(context).ref());
            return Behaviors.empty();
        }));
        ActorRef<EngineProtocol.Command> owned = outcomeOf(ref);

        kit.stop(owner);

        kit.<Object>createTestProbe().expectTerminated(owned, SOON);
    }

    // ---- one who waits for long does not stop the others

    @Test
    void answersOthersWhileOneStatementRuns() {
        ScriptedConnectionFactory driver = ScriptedEngine.driver();
        AsyncEngine scripted = ScriptedEngine.on(driver, kit.system(), EngineOptions.defaults());
        LateAnswer work = driver.onNext("work").late(ScriptedAnswer.updated(0));
        TestProbe<EngineProtocol.Reply> probe = kit.createTestProbe();
        scripted.ref().tell(new EngineProtocol.Execute(1, text("work"), Map.of(), probe.getRef()));
        Eventually.holds("it works", SOON, () -> work.waiting() == 1);

        scripted.ref()
                .tell(new EngineProtocol.Execute(
                        2, text("other"), List.of(), Optional.of(Duration.ZERO), probe.getRef()));
        assertThat(probe.receiveMessage(SOON).correlation()).isEqualTo(2);
        work.release();
        assertThat(requireNonNull(probe.receiveMessage(SOON)).correlation()).isEqualTo(1);
        outcomeOf(scripted.close());
        assertThat(failureOf(scripted.execute(text("late")))).isInstanceOf(io.granary.error.PoolClosedException.class);
    }
}

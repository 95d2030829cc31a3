package io.granary.benchmarks;

import io.granary.engine.EngineProtocol;
import io.granary.engine.EngineProtocol.GetStatus;
import io.granary.engine.EngineProtocol.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** What it costs to ask the pool something that it knows by itself, in questions a second, one after another. */
public class AskBenchmark extends OnContenders {

    private static final int OPERATIONS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ActorRef<EngineProtocol.Command> engine = contenders.engine().ref();
    private final ActorRef<Asker.Word> asker =
            contenders.system().systemActorOf(Asker.create(engine), "asker", Props.empty());

    /** By the engine's own door. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void door() {
        Lanes.run(1, OPERATIONS, () -> contenders.engine().pool().status());
    }

    /** By {@code ask}, which makes an actor and a timer for each question. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void ask() {
        Lanes.run(
                1,
                OPERATIONS,
                () -> AskPattern.<EngineProtocol.Command, Reply>ask(
                        engine,
                        replyTo -> new GetStatus(1, replyTo),
                        PATIENCE,
                        contenders.system().scheduler()));
    }

    /** By an actor that tells its question, and gets the answer through the adapter that it made once. */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void tell() {
        CompletableFuture<Integer> done = new CompletableFuture<>();
        asker.tell(new Asker.Begin(OPERATIONS, done));
        Contenders.await(done);
    }

    /** Asks the next question when the answer to the one before has come. */
    private static final class Asker extends AbstractBehavior<Asker.Word> {

        private sealed interface Word {}

        private record Begin(int questions, CompletableFuture<Integer> done) implements Word {}

        private record Answered(Reply reply) implements Word {}

        private final ActorRef<EngineProtocol.Command> engine;
        private final ActorRef<Reply> adapter;
        private CompletableFuture<Integer> done = new CompletableFuture<>();
        private int left;

        private Asker(ActorContext<Word> context, ActorRef<EngineProtocol.Command> engine) {
            super(context);
            this.engine = engine;
            this.adapter = context.messageAdapter(Reply.class, Answered::new);
        }

        static Behavior<Word> create(ActorRef<EngineProtocol.Command> engine) {
            return Behaviors.setup(context -> new Asker(context, engine));
        }

        @Override
        public Receive<Word> createReceive() {
            return newReceiveBuilder()
                    .onMessage(Begin.class, this::onBegin)
                    .onMessage(Answered.class, this::onAnswered)
                    .build();
        }

        private Behavior<Word> onBegin(Begin begin) {
            done = begin.done();
            left = begin.questions();
            ask();
            return this;
        }

        private Behavior<Word> onAnswered(Answered answered) {
            left--;
            if (answered.reply() instanceof EngineProtocol.Failed failed) {
                done.completeExceptionally(failed.cause());
            } else if (left == 0) {
                done.complete(0);
            } else {
                ask();
            }
            return this;
        }

        private void ask() {
            engine.tell(new GetStatus(left, adapter));
        }
    }
}

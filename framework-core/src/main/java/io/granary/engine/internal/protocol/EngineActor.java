package io.granary.engine.internal.protocol;

import io.granary.engine.AsyncConnection;
import io.granary.engine.EngineProtocol;
import io.granary.engine.EngineProtocol.Acquire;
import io.granary.engine.EngineProtocol.Command;
import io.granary.engine.EngineProtocol.Dispose;
import io.granary.engine.EngineProtocol.Execute;
import io.granary.engine.EngineProtocol.GetHolders;
import io.granary.engine.EngineProtocol.GetStatus;
import io.granary.engine.EngineProtocol.Reply;
import io.granary.engine.EngineProtocol.Stream;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Result;
import io.granary.engine.RowChunk;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.EngineCore;
import io.granary.engine.internal.FirstMeeting;
import io.granary.engine.internal.ReplyTo;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.connection.Lease;
import io.granary.engine.internal.pool.AcquireTerms;
import io.granary.engine.internal.pool.Demand;
import io.granary.engine.internal.pool.PoolCommand;
import io.granary.error.GranaryException;
import io.granary.sql.Executable;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.reactivestreams.Publisher;

/**
 * Speaks {@link EngineProtocol} for one view of an engine and ends with the engine, or with the view's owner.
 *
 * <pre>
 * phase     leaves when                                 to
 * serving   the engine or the view's owner has ended    stopped
 * </pre>
 *
 * Each command is passed on to the pool, which answers the asker itself. All that this actor knows is who waits for a connection, to give
 * up what nobody waits for.
 */
public final class EngineActor {

    /** Makes what users see of leases and rows. */
    public interface Facade {
        /**
         * {@return the facade}
         *
         * @param terms on what terms it was leased, and is leased anew after its link was lost
         * @param lease the lease
         */
        AsyncConnection on(AcquireTerms terms, Lease lease);

        /**
         * {@return the rows of a statement, on a connection for each subscriber}
         *
         * @param statement what to run
         * @param parameters values by name
         */
        Publisher<RowChunk> stream(Executable statement, Map<String, ?> parameters);
    }

    private enum Over {
        INSTANCE
    }

    /** Stands behind the commands that had come when the engine was over; these are still answered. */
    private enum LastCall {
        INSTANCE
    }

    private record Answered(ActorRef<?> asker, ReplyTo<?, ?> answer) {}

    private record AskerGone(ActorRef<?> asker) {}

    private final ActorContext<Object> context;
    private final EngineCore core;
    private final ExecutionOptions options;
    private final AcquireTerms terms;
    private final Facade facade;
    private final Askers askers = new Askers();

    private EngineActor(
            ActorContext<Object> context,
            EngineCore core,
            ExecutionOptions options,
            AcquireTerms terms,
            Facade facade) {
        this.context = context;
        this.core = core;
        this.options = options;
        this.terms = terms;
        this.facade = facade;
    }

    /**
     * {@return the ref that speaks for a view of an engine}
     *
     * @param core the engine
     * @param options the view's execution options
     * @param terms the view's terms
     * @param facade makes the facade on a lease
     */
    public static ActorRef<Command> spawn(
            EngineCore core, ExecutionOptions options, AcquireTerms terms, Facade facade) {
        return core.spawn(create(core, options, terms, facade), "granary-engine-" + core.name());
    }

    private static Behavior<Command> create(
            EngineCore core, ExecutionOptions options, AcquireTerms terms, Facade facade) {
        return Behaviors.<Object>setup(context -> {
                    ActorRef<Object> self = context.getSelf();
                    core.whenEnded(() -> self.tell(Over.INSTANCE));
                    terms.owner().ifPresent(owner -> context.watchWith(owner, Over.INSTANCE));
                    return new EngineActor(context, core, options, terms, facade).serving();
                })
                .narrow();
    }

    private Behavior<Object> serving() {
        return Behaviors.receive(Object.class)
                .onMessage(Execute.class, this::onExecute)
                .onMessage(Stream.class, this::onStream)
                .onMessage(Acquire.class, this::onAcquire)
                .onMessage(GetStatus.class, this::onGetStatus)
                .onMessage(GetHolders.class, this::onGetHolders)
                .onMessage(Dispose.class, this::onDispose)
                .onMessage(Answered.class, this::onAnswered)
                .onMessage(AskerGone.class, this::onAskerGone)
                .onMessage(Over.class, over -> lastCall())
                .onMessage(LastCall.class, last -> Behaviors.stopped())
                .onSignal(PostStop.class, this::onPostStop)
                .build();
    }

    private Behavior<Object> onPostStop(PostStop signal) {
        core.forgetRefs(terms.owner());
        return Behaviors.same();
    }

    private Behavior<Object> lastCall() {
        context.getSelf().tell(LastCall.INSTANCE);
        return Behaviors.same();
    }

    private Behavior<Object> onExecute(Execute execute) {
        Answer<Result> answer = answer(execute, result -> new EngineProtocol.Executed(execute.correlation(), result));
        if (FirstMeeting.isDue(core, execute.statement())) {
            FirstMeeting.answer(
                    core, within(terms, execute.within()), execute.statement(), execute.parameters(), options, answer);
            return Behaviors.same();
        }
        try {
            BoundStatement bound = core.compile(execute.statement(), execute.parameters(), options);
            core.ask(
                    new PoolCommand.Acquire(
                            within(terms, execute.within()),
                            new Demand.ForStatement(bound, options, answer.map(Result::of))),
                    answer);
        } catch (GranaryException refused) {
            answer.fail(refused);
        }
        return Behaviors.same();
    }

    private Behavior<Object> onStream(Stream stream) {
        stream.replyTo()
                .tell(new EngineProtocol.Streaming(
                        stream.correlation(), facade.stream(stream.statement(), stream.parameters())));
        return Behaviors.same();
    }

    private Behavior<Object> onAcquire(Acquire acquire) {
        AcquireTerms owned = ownedAsAsked(acquire);
        ReplyTo<Lease, Reply> answer =
                answer(acquire, lease -> new EngineProtocol.Acquired(acquire.correlation(), facade.on(owned, lease)));
        ActorRef<Reply> asker = acquire.replyTo();
        ActorRef<Object> self = context.getSelf();
        answer.whenAnswered(() -> self.tell(new Answered(asker, answer)));
        if (askers.add(asker, answer)) {
            context.watchWith(asker, new AskerGone(asker));
        }
        core.ask(new PoolCommand.Acquire(within(owned, acquire.within()), new Demand.ForLease(answer)), answer);
        return Behaviors.same();
    }

    private AcquireTerms ownedAsAsked(Acquire acquire) {
        return acquire.owner()
                .map(owner -> terms.ownedBy(owner, OwnerGuard.pathOf(owner)))
                .orElseGet(() -> terms.owner().isPresent()
                        ? terms
                        : new AcquireTerms(
                                terms.owner(),
                                () -> acquire.replyTo().path().toString(),
                                terms.patience(),
                                terms.priority()));
    }

    private Behavior<Object> onAnswered(Answered answered) {
        if (askers.answered(answered.asker(), answered.answer())) {
            context.unwatch(answered.asker());
        }
        return Behaviors.same();
    }

    private Behavior<Object> onAskerGone(AskerGone gone) {
        askers.gone(gone.asker());
        return Behaviors.same();
    }

    private Behavior<Object> onGetStatus(GetStatus question) {
        return ask(
                question,
                status -> new EngineProtocol.Status(question.correlation(), status),
                PoolCommand.GetStatus::new);
    }

    private Behavior<Object> onGetHolders(GetHolders question) {
        return ask(
                question,
                holders -> new EngineProtocol.Holders(question.correlation(), holders),
                PoolCommand.GetHolders::new);
    }

    private Behavior<Object> onDispose(Dispose dispose) {
        return ask(dispose, done -> new EngineProtocol.Disposed(dispose.correlation()), PoolCommand.Dispose::new);
    }

    private <T> Behavior<Object> ask(
            Command command, Function<T, Reply> success, Function<Answer<T>, PoolCommand> question) {
        Answer<T> answer = answer(command, success);
        core.ask(question.apply(answer), answer);
        return Behaviors.same();
    }

    private static AcquireTerms within(AcquireTerms terms, Optional<Duration> patience) {
        return patience.map(terms::within).orElse(terms);
    }

    private static <T> ReplyTo<T, Reply> answer(Command command, Function<T, Reply> success) {
        return new ReplyTo<>(
                command.replyTo(), success, cause -> new EngineProtocol.Failed(command.correlation(), cause));
    }
}

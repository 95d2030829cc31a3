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
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Result;
import io.granary.engine.internal.ActorNames;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.EngineCore;
import io.granary.engine.internal.ReplyTo;
import io.granary.engine.internal.compile.BoundStatement;
import io.granary.engine.internal.connection.Lease;
import io.granary.engine.internal.pool.AcquireTerms;
import io.granary.engine.internal.pool.Demand;
import io.granary.engine.internal.pool.PoolCommand;
import io.granary.error.GranaryException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Speaks {@link EngineProtocol} for one view of an engine and ends with the engine. It has one phase and no state: each command is
 * passed on to the pool, which answers the asker itself.
 */
public final class EngineActor {

    private enum EngineOver {
        INSTANCE
    }

    /** Stands behind the commands that had come when the engine was over; these are still answered. */
    private enum LastCall {
        INSTANCE
    }

    private final ActorRef<Object> self;
    private final EngineCore core;
    private final ExecutionOptions options;
    private final AcquireTerms terms;
    private final Function<Lease, AsyncConnection> facade;

    private EngineActor(
            ActorRef<Object> self,
            EngineCore core,
            ExecutionOptions options,
            AcquireTerms terms,
            Function<Lease, AsyncConnection> facade) {
        this.self = self;
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
            EngineCore core, ExecutionOptions options, AcquireTerms terms, Function<Lease, AsyncConnection> facade) {
        return core.system()
                .systemActorOf(
                        create(core, options, terms, facade),
                        ActorNames.unique("granary-engine-" + core.name()),
                        DispatcherSelector.fromConfig("granary.dispatcher"));
    }

    private static Behavior<Command> create(
            EngineCore core, ExecutionOptions options, AcquireTerms terms, Function<Lease, AsyncConnection> facade) {
        return Behaviors.<Object>setup(context -> {
                    ActorRef<Object> self = context.getSelf();
                    core.whenEnded(() -> self.tell(EngineOver.INSTANCE));
                    return new EngineActor(self, core, options, terms, facade).serving();
                })
                .narrow();
    }

    private Behavior<Object> serving() {
        return Behaviors.receive(Object.class)
                .onMessage(Execute.class, this::onExecute)
                .onMessage(Acquire.class, this::onAcquire)
                .onMessage(GetStatus.class, this::onGetStatus)
                .onMessage(GetHolders.class, this::onGetHolders)
                .onMessage(Dispose.class, this::onDispose)
                .onMessage(EngineOver.class, over -> lastCall())
                .onMessage(LastCall.class, last -> Behaviors.stopped())
                .build();
    }

    private Behavior<Object> lastCall() {
        self.tell(LastCall.INSTANCE);
        return Behaviors.same();
    }

    private Behavior<Object> onExecute(Execute execute) {
        try {
            BoundStatement bound = core.compile(execute.statement(), execute.parameters(), options);
            Answer<Result> answer =
                    answer(execute, result -> new EngineProtocol.Executed(execute.correlation(), result));
            core.ask(
                    new PoolCommand.Acquire(
                            within(execute.within()), new Demand.ForStatement(bound, options, answer.map(Result::of))),
                    answer);
        } catch (GranaryException refused) {
            execute.replyTo().tell(new EngineProtocol.Failed(execute.correlation(), refused));
        }
        return Behaviors.same();
    }

    private Behavior<Object> onAcquire(Acquire acquire) {
        ActorRef<?> owner = acquire.owner().orElse(acquire.replyTo());
        Answer<Lease> answer =
                answer(acquire, lease -> new EngineProtocol.Acquired(acquire.correlation(), facade.apply(lease)));
        core.ask(new PoolCommand.Acquire(within(acquire.within()).ownedBy(owner), new Demand.ForLease(answer)), answer);
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

    private AcquireTerms within(Optional<Duration> patience) {
        return patience.map(terms::within).orElse(terms);
    }

    private static <T> Answer<T> answer(Command command, Function<T, Reply> success) {
        return new ReplyTo<>(
                command.replyTo(), success, cause -> new EngineProtocol.Failed(command.correlation(), cause));
    }
}

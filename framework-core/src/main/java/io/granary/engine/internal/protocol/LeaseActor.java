package io.granary.engine.internal.protocol;

import io.granary.engine.ConnectionProtocol;
import io.granary.engine.ConnectionProtocol.Begin;
import io.granary.engine.ConnectionProtocol.BeginNested;
import io.granary.engine.ConnectionProtocol.Command;
import io.granary.engine.ConnectionProtocol.Commit;
import io.granary.engine.ConnectionProtocol.Execute;
import io.granary.engine.ConnectionProtocol.Invalidate;
import io.granary.engine.ConnectionProtocol.Outcome;
import io.granary.engine.ConnectionProtocol.Release;
import io.granary.engine.ConnectionProtocol.Reply;
import io.granary.engine.ConnectionProtocol.Rollback;
import io.granary.engine.ConnectionProtocol.Stream;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.Result;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.EngineCore;
import io.granary.engine.internal.ReplyTo;
import io.granary.engine.internal.StatementStream;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ConnectionCommand.Ending;
import io.granary.engine.internal.connection.Deadline;
import io.granary.engine.internal.connection.Lease;
import io.granary.error.GranaryException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Speaks {@link ConnectionProtocol} for one lease and ends with it.
 *
 * <pre>
 * phase     leaves when                        to
 * serving   the lease is over, for any reason  stopped
 * </pre>
 *
 * It passes commands on in the order in which they come; the connection actor keeps that order and answers the asker itself.
 */
public final class LeaseActor {

    private enum LeaseOver {
        INSTANCE
    }

    /** Stands behind the commands that had come when the lease was over; these are still answered. */
    private enum LastCall {
        INSTANCE
    }

    private final ActorRef<Object> self;
    private final EngineCore core;
    private final ExecutionOptions options;
    private final Lease lease;

    private LeaseActor(ActorRef<Object> self, EngineCore core, ExecutionOptions options, Lease lease) {
        this.self = self;
        this.core = core;
        this.options = options;
        this.lease = lease;
    }

    /**
     * {@return the ref that speaks for a lease}
     *
     * @param core the engine
     * @param options how statements and transactions run
     * @param lease the lease
     */
    public static ActorRef<Command> spawn(EngineCore core, ExecutionOptions options, Lease lease) {
        return core.spawn(create(core, options, lease), "granary-lease-" + lease.number());
    }

    private static Behavior<Command> create(EngineCore core, ExecutionOptions options, Lease lease) {
        return Behaviors.<Object>setup(context -> {
                    ActorRef<Object> self = context.getSelf();
                    lease.whenEnded(() -> self.tell(LeaseOver.INSTANCE));
                    return new LeaseActor(self, core, options, lease).serving();
                })
                .narrow();
    }

    private Behavior<Object> serving() {
        return Behaviors.receive(Object.class)
                .onMessage(Execute.class, this::onExecute)
                .onMessage(Stream.class, this::onStream)
                .onMessage(Begin.class, begin -> onBegin(begin, false))
                .onMessage(BeginNested.class, begin -> onBegin(begin, true))
                .onMessage(Commit.class, commit -> onEnd(commit, commit.transaction(), Ending.COMMIT))
                .onMessage(Rollback.class, rollback -> onEnd(rollback, rollback.transaction(), Ending.ROLLBACK))
                .onMessage(Release.class, this::onRelease)
                .onMessage(Invalidate.class, this::onInvalidate)
                .onMessage(LeaseOver.class, over -> lastCall())
                .onMessage(LastCall.class, last -> Behaviors.stopped())
                .build();
    }

    private Behavior<Object> lastCall() {
        self.tell(LastCall.INSTANCE);
        return Behaviors.same();
    }

    private Behavior<Object> onExecute(Execute execute) {
        Answer<Result> answer =
                answer(execute, result -> new ConnectionProtocol.Executed(execute.correlation(), result));
        try {
            return pass(
                    new ConnectionCommand.Execute(
                            lease.number(),
                            core.compile(execute.statement(), execute.parameters(), options),
                            options,
                            execute.within().map(time -> Deadline.in(time, core.ticker())),
                            Optional.empty(),
                            answer.map(Result::of)),
                    answer);
        } catch (GranaryException refused) {
            answer.fail(refused);
            return Behaviors.same();
        }
    }

    private Behavior<Object> onStream(Stream stream) {
        stream.replyTo()
                .tell(new ConnectionProtocol.Streaming(
                        stream.correlation(),
                        new StatementStream(core, this::send, options, stream.statement(), stream.parameters())));
        return Behaviors.same();
    }

    /** For whoever subscribes, on any thread. A lease that is over answers by itself. */
    private Optional<GranaryException> send(Consumer<Lease> request, Consumer<Throwable> failed) {
        request.accept(lease);
        return Optional.empty();
    }

    private Behavior<Object> onBegin(Command begin, boolean nested) {
        Answer<Long> answer = answer(begin, id -> new ConnectionProtocol.Begun(begin.correlation(), id));
        return pass(new ConnectionCommand.Begin(lease.number(), nested, false, options, answer), answer);
    }

    private Behavior<Object> onEnd(Command end, OptionalLong transaction, Ending ending) {
        Answer<Outcome> answer = answer(end, outcome -> new ConnectionProtocol.Ended(end.correlation(), outcome));
        long id = transaction.orElse(ConnectionCommand.End.ROOT);
        return pass(
                new ConnectionCommand.End(lease.number(), id, ending, false, core.resolving(lease, answer)), answer);
    }

    private Behavior<Object> onRelease(Release release) {
        Answer<Done> answer = answer(release, done -> new ConnectionProtocol.Released(release.correlation()));
        return pass(new ConnectionCommand.Release(lease.number(), answer), answer);
    }

    private Behavior<Object> onInvalidate(Invalidate invalidate) {
        Answer<Done> answer = answer(invalidate, done -> new ConnectionProtocol.Released(invalidate.correlation()));
        return pass(new ConnectionCommand.Invalidate(lease.number(), answer), answer);
    }

    private Behavior<Object> pass(ConnectionCommand command, Answer<?> answer) {
        lease.tell(command, answer);
        return Behaviors.same();
    }

    private static <T> Answer<T> answer(Command command, Function<T, Reply> success) {
        return new ReplyTo<>(
                command.replyTo(), success, cause -> new ConnectionProtocol.Failed(command.correlation(), cause));
    }
}

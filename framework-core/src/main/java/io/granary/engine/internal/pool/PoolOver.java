package io.granary.engine.internal.pool;

import io.granary.engine.internal.pool.PoolCommand.Acquire;
import io.granary.engine.internal.pool.PoolCommand.Close;
import io.granary.engine.internal.pool.PoolCommand.Dispose;
import io.granary.engine.internal.pool.PoolCommand.GetHolders;
import io.granary.engine.internal.pool.PoolCommand.GetStatus;
import io.granary.engine.internal.pool.PoolCommand.GetWaiters;
import io.granary.engine.internal.pool.PoolCommand.Own;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * What is left of a pool that a defect ended and that none follows.
 *
 * <pre>
 * phase      leaves when                                  to
 * refusing   all that was sent before has been answered   stopped
 * </pre>
 */
final class PoolOver {

    private enum LastCall implements Own {
        INSTANCE
    }

    private final PoolErrors errors;

    private PoolOver(PoolErrors errors) {
        this.errors = errors;
    }

    /** Announces the end, and answers what was sent before that. */
    static Behavior<PoolCommand> refusing(ActorContext<PoolCommand> context, PoolErrors errors, Runnable over) {
        over.run();
        context.getSelf().tell(LastCall.INSTANCE);
        return new PoolOver(errors).refusing();
    }

    private Behavior<PoolCommand> refusing() {
        return Behaviors.receive(PoolCommand.class)
                .onMessage(Acquire.class, this::onAcquire)
                .onMessage(GetStatus.class, this::onGetStatus)
                .onMessage(GetHolders.class, this::onGetHolders)
                .onMessage(GetWaiters.class, this::onGetWaiters)
                .onMessage(Dispose.class, this::onDispose)
                .onMessage(Close.class, this::onClose)
                .onMessage(LastCall.class, last -> Behaviors.stopped())
                .onMessage(Own.class, late -> Behaviors.same())
                .build();
    }

    private Behavior<PoolCommand> onAcquire(Acquire acquire) {
        acquire.demand().fail(errors.closed());
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onGetStatus(GetStatus question) {
        question.answer().fail(errors.closed());
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onGetHolders(GetHolders question) {
        question.answer().fail(errors.closed());
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onGetWaiters(GetWaiters question) {
        question.answer().fail(errors.closed());
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onDispose(Dispose dispose) {
        dispose.answer().succeed(Done.getInstance());
        return Behaviors.same();
    }

    private Behavior<PoolCommand> onClose(Close close) {
        close.answer().succeed(Done.getInstance());
        return Behaviors.same();
    }
}

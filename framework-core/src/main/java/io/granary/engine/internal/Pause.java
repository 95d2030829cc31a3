package io.granary.engine.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Time that has to pass. Kept by an actor and not by the bare scheduler, which drops what it holds when the actor system ends. */
final class Pause {

    private enum Over {
        INSTANCE
    }

    private Pause() {}

    /**
     * Lets time pass.
     *
     * @param core the engine for which it passes
     * @param length how much
     * @return completes when it has passed, or when the actor system ends before; fails if that has ended. Giving it up ends the clock
     */
    static CompletionStage<Done> of(EngineCore core, Duration length) {
        CompletableFuture<Done> over = new CompletableFuture<>();
        ActorRef<Over> clock;
        try {
            clock = core.spawn(running(length, over), "granary-pause");
        } catch (RuntimeException ended) {
            return CompletableFuture.failedFuture(ended);
        }
        Stages.onEnd(over, () -> {
            if (over.isCancelled()) {
                clock.tell(Over.INSTANCE);
            }
        });
        return over;
    }

    private static Behavior<Over> running(Duration length, CompletableFuture<Done> over) {
        return Behaviors.withTimers(timers -> {
            timers.startSingleTimer(Over.INSTANCE, length);
            return Behaviors.receive(Over.class)
                    .onMessage(Over.class, passed -> Behaviors.stopped())
                    .onSignal(PostStop.class, stop -> {
                        over.complete(Done.getInstance());
                        return Behaviors.same();
                    })
                    .build();
        });
    }
}

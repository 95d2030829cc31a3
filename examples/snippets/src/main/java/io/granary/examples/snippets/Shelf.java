package io.granary.examples.snippets;

import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/** An actor whose transactions end with it. */
// #owner
final class Shelf {

    sealed interface Command {}

    record Move(long from, long to, ActorRef<Boolean> replyTo) implements Command {}

    private record Moved(@Nullable Throwable failure, ActorRef<Boolean> replyTo) implements Command {}

    private final ActorContext<Command> context;
    private final AsyncEngine engine;

    private Shelf(ActorContext<Command> context, AsyncEngine engine) {
        this.context = context;
        this.engine = engine.ownedBy(context);
    }

    static Behavior<Command> create(AsyncEngine engine) {
        return Behaviors.setup(context -> new Shelf(context, engine).serving());
    }

    private Behavior<Command> serving() {
        return Behaviors.receive(Command.class)
                .onMessage(Move.class, this::onMove)
                .onMessage(Moved.class, this::onMoved)
                .build();
    }

    private Behavior<Command> onMove(Move move) {
        context.pipeToSelf(
                Transacting.exchange(engine, move.from(), move.to(), 1),
                (@Nullable Result result, @Nullable Throwable failure) -> new Moved(failure, move.replyTo()));
        return Behaviors.same();
    }

    private Behavior<Command> onMoved(Moved moved) {
        moved.replyTo().tell(moved.failure() == null);
        return Behaviors.same();
    }
}
// #owner

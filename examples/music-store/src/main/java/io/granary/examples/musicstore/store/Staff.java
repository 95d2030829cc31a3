package io.granary.examples.musicstore.store;

import io.granary.examples.musicstore.store.SessionPerRequest.Ended;
import io.granary.examples.musicstore.view.EmployeeView;
import io.granary.orm.AsyncSessionMaker;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Tells who works for the store. */
public final class Staff {

    /** What it is told. */
    public sealed interface Command {}

    /**
     * Asks for all employees.
     *
     * @param replyTo gets those who report to nobody, with all below them
     */
    public record GetTree(ActorRef<Answer<List<EmployeeView>>> replyTo) implements Command {}

    private record WorkEnded(Ended<?> work) implements Command {}

    private final SessionPerRequest<Command> work;

    private Staff(ActorContext<Command> context, AsyncSessionMaker sessions) {
        this.work = new SessionPerRequest<>(context, sessions, WorkEnded::new);
    }

    /**
     * {@return its behavior}
     *
     * @param sessions open a session for each request
     */
    public static Behavior<Command> create(AsyncSessionMaker sessions) {
        return Behaviors.setup(context -> new Staff(context, sessions).serving());
    }

    private Behavior<Command> serving() {
        return Behaviors.receive(Command.class)
                .onMessage(GetTree.class, this::onGetTree)
                .onMessage(WorkEnded.class, this::onWorkEnded)
                .onSignal(PreRestart.class, signal -> onEnd())
                .onSignal(PostStop.class, signal -> onEnd())
                .build();
    }

    private Behavior<Command> onGetTree(GetTree get) {
        work.read(get.replyTo(), EmployeeTree::load);
        return Behaviors.same();
    }

    private Behavior<Command> onWorkEnded(WorkEnded ended) {
        work.answer(ended.work());
        return Behaviors.same();
    }

    private Behavior<Command> onEnd() {
        work.stop();
        return Behaviors.same();
    }
}

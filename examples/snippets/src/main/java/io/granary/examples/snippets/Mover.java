package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;

import io.granary.engine.AsyncEngine;
import io.granary.engine.ConnectionProtocol;
import io.granary.engine.EngineProtocol;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor for one transaction: it moves a copy from one book to another, says whether it did, and stops. */
// #mover
final class Mover {

    sealed interface Command {}

    private record EngineReplied(EngineProtocol.Reply reply) implements Command {}

    private record ConnectionReplied(ConnectionProtocol.Reply reply) implements Command {}

    private static final TextClause MOVE = text("update book set copies = copies + :change where id = :id");
    private static final long COMMIT = 3;

    private final ActorRef<ConnectionProtocol.Reply> replies;
    private final long from;
    private final long to;
    private final ActorRef<Boolean> replyTo;

    private Mover(ActorContext<Command> context, long from, long to, ActorRef<Boolean> replyTo) {
        this.replies = context.messageAdapter(ConnectionProtocol.Reply.class, ConnectionReplied::new);
        this.from = from;
        this.to = to;
        this.replyTo = replyTo;
    }

    static Behavior<Command> create(
            ActorRef<EngineProtocol.Command> database, long from, long to, ActorRef<Boolean> replyTo) {
        return Behaviors.setup(context -> {
            database.tell(new EngineProtocol.Acquire(
                    0,
                    AsyncEngine.ownerOf(context),
                    context.messageAdapter(EngineProtocol.Reply.class, EngineReplied::new)));
            Mover mover = new Mover(context, from, to, replyTo);
            return Behaviors.receive(Command.class)
                    .onMessage(EngineReplied.class, mover::onEngineReplied)
                    .onMessage(ConnectionReplied.class, mover::onConnectionReplied)
                    .build();
        });
    }

    private Behavior<Command> onEngineReplied(EngineReplied engine) {
        if (engine.reply() instanceof EngineProtocol.Acquired acquired) {
            ActorRef<ConnectionProtocol.Command> connection = acquired.lease().ref();
            connection.tell(new ConnectionProtocol.Execute(1, MOVE, Params.of("id", from, "change", -1), replies));
            connection.tell(new ConnectionProtocol.Execute(2, MOVE, Params.of("id", to, "change", 1), replies));
            connection.tell(new ConnectionProtocol.Commit(COMMIT, replies));
            connection.tell(new ConnectionProtocol.Release(4, replies));
            return Behaviors.same();
        }
        replyTo.tell(false); // no connection
        return Behaviors.stopped();
    }

    private Behavior<Command> onConnectionReplied(ConnectionReplied connection) {
        if (connection.reply().correlation() == COMMIT) {
            replyTo.tell(connection.reply() instanceof ConnectionProtocol.Ended);
        }
        return connection.reply() instanceof ConnectionProtocol.Released ? Behaviors.stopped() : Behaviors.same();
    }
}
// #mover

package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;

import io.granary.engine.EngineProtocol;
import io.granary.error.GranaryException;
import io.granary.sql.Params;
import io.granary.sql.TextClause;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor that asks the database by messages. */
// #librarian
final class Librarian {

    sealed interface Command {}

    record FindTitle(long id, ActorRef<Answer> replyTo) implements Command {}

    private record DatabaseReplied(EngineProtocol.Reply reply) implements Command {}

    sealed interface Answer {}

    record Title(Optional<String> title) implements Answer {}

    record Unavailable(GranaryException cause) implements Answer {}

    private static final TextClause FIND = text("select title from book where id = :id");

    private final ActorRef<EngineProtocol.Command> database;
    private final ActorRef<EngineProtocol.Reply> replies;
    private final Map<Long, ActorRef<Answer>> asking = new HashMap<>();
    private long correlation;

    private Librarian(ActorContext<Command> context, ActorRef<EngineProtocol.Command> database) {
        this.database = database;
        this.replies = context.messageAdapter(EngineProtocol.Reply.class, DatabaseReplied::new);
    }

    /** The database is {@code engine.ref()}. */
    static Behavior<Command> create(ActorRef<EngineProtocol.Command> database) {
        return Behaviors.setup(context -> new Librarian(context, database).serving());
    }

    private Behavior<Command> serving() {
        return Behaviors.receive(Command.class)
                .onMessage(FindTitle.class, this::onFindTitle)
                .onMessage(DatabaseReplied.class, this::onDatabaseReplied)
                .build();
    }

    private Behavior<Command> onFindTitle(FindTitle find) {
        asking.put(++correlation, find.replyTo());
        database.tell(new EngineProtocol.Execute(correlation, FIND, Params.of("id", find.id()), replies));
        return Behaviors.same();
    }

    private Behavior<Command> onDatabaseReplied(DatabaseReplied replied) {
        ActorRef<Answer> whoAsked = asking.remove(replied.reply().correlation());
        if (whoAsked == null) {
            return Behaviors.same();
        }
        if (replied.reply() instanceof EngineProtocol.Executed executed) {
            whoAsked.tell(new Title(executed.result().scalar(String.class)));
        } else if (replied.reply() instanceof EngineProtocol.Failed failed) {
            whoAsked.tell(new Unavailable(failed.cause()));
        }
        return Behaviors.same();
    }
}
// #librarian

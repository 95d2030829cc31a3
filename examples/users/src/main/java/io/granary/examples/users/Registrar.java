package io.granary.examples.users;

import io.granary.error.GranaryException;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Extent;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

// #registrar
/** Registers users, one after the other, with a session as its child. */
final class Registrar {

    sealed interface Command {}

    record Register(String name, String email, ActorRef<Answer> replyTo) implements Command {}

    record Retire() implements Command {}

    private record SessionReplied(SessionProtocol.Reply reply) implements Command {}

    sealed interface Answer {}

    record Registered(String name) implements Answer {}

    record Refused(GranaryException why) implements Answer {}

    private final ActorRef<SessionProtocol.Command> session;
    private final ActorRef<SessionProtocol.Reply> replies;
    private final Map<Long, Register> waiting = new HashMap<>();
    private long correlation;

    private Registrar(ActorContext<Command> context, AsyncSessionMaker sessions) {
        this.session = context.spawn(sessions.behavior(), "session");
        this.replies = context.messageAdapter(SessionProtocol.Reply.class, SessionReplied::new);
    }

    static Behavior<Command> create(AsyncSessionMaker sessions) {
        return Behaviors.setup(context -> new Registrar(context, sessions).serving());
    }

    private Behavior<Command> serving() {
        return Behaviors.receive(Command.class)
                .onMessage(Register.class, this::onRegister)
                .onMessage(SessionReplied.class, this::onReplied)
                .onMessage(Retire.class, retire -> Behaviors.stopped())
                .build();
    }

    /** The session does both in this order; the number of the commit is the one that counts. */
    private Behavior<Command> onRegister(Register register) {
        session.tell(new SessionProtocol.Add(0, new User(register.name(), register.email()), replies));
        waiting.put(++correlation, register);
        session.tell(new SessionProtocol.Commit(correlation, Extent.TRANSACTION, replies));
        return Behaviors.same();
    }

    private Behavior<Command> onReplied(SessionReplied replied) {
        Register register = waiting.remove(replied.reply().correlation());
        if (register == null) {
            return Behaviors.same();
        }
        if (replied.reply() instanceof SessionProtocol.Failed failed) {
            session.tell(new SessionProtocol.Rollback(0, Extent.TRANSACTION, replies));
            register.replyTo().tell(new Refused(failed.cause()));
        } else {
            register.replyTo().tell(new Registered(register.name()));
        }
        return Behaviors.same();
    }
}
// #registrar

package io.granary.examples.users;

import io.granary.error.GranaryException;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Extent;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.StashBuffer;

// #registrar
/** Registers users, one after the other, with a session as its child. */
final class Registrar {

    /** So many wait; who comes then is told so. */
    static final int MOST_WAITING = 100;

    sealed interface Command {}

    record Register(String name, String email, ActorRef<Answer> replyTo) implements Command {}

    record Retire() implements Command {}

    private record SessionReplied(SessionProtocol.Reply reply) implements Command {}

    sealed interface Answer {}

    record Registered(String name) implements Answer {}

    record Refused(GranaryException why) implements Answer {}

    record Busy() implements Answer {}

    private final ActorRef<SessionProtocol.Command> session;
    private final ActorRef<SessionProtocol.Reply> replies;
    private final StashBuffer<Command> waiting;
    private long correlation;

    private Registrar(
            ActorContext<Command> context, StashBuffer<Command> waiting, Behavior<SessionProtocol.Command> session) {
        this.session = context.spawn(session, "session");
        this.replies = context.messageAdapter(SessionProtocol.Reply.class, SessionReplied::new);
        this.waiting = waiting;
        // Without its session it is of no use.
        context.watch(this.session);
    }

    /** The session is {@code sessions.behavior()}. */
    static Behavior<Command> create(Behavior<SessionProtocol.Command> session) {
        return Behaviors.setup(context ->
                Behaviors.withStash(MOST_WAITING, waiting -> new Registrar(context, waiting, session).free()));
    }

    private Behavior<Command> free() {
        return Behaviors.receive(Command.class)
                .onMessage(Register.class, this::onRegister)
                .onMessage(SessionReplied.class, replied -> Behaviors.same())
                .onMessage(Retire.class, retire -> Behaviors.stopped())
                .onSignal(Terminated.class, ended -> Behaviors.stopped())
                .build();
    }

    /**
     * A session has one transaction. What was told to it behind a commit that fails would be in that transaction too, and be refused or rolled back
     * with it: so the next registration begins when the outcome of this one is known.
     */
    private Behavior<Command> registering(Register register) {
        return Behaviors.receive(Command.class)
                .onMessage(Register.class, this::onAnother)
                .onMessage(SessionReplied.class, replied -> onReplied(register, replied.reply()))
                .onMessage(Retire.class, retire -> onRetire(register))
                .onSignal(Terminated.class, ended -> onSessionEnded(register))
                .build();
    }

    /** The outcome of the last one is still told; who waits may ask another. */
    private Behavior<Command> onRetire(Register last) {
        refuseWaiting();
        return Behaviors.receive(Command.class)
                .onMessage(Register.class, register -> refuse(register, Behaviors.same()))
                .onMessage(SessionReplied.class, replied -> onLastReplied(last, replied.reply()))
                .onMessage(Retire.class, retire -> Behaviors.same())
                .onSignal(Terminated.class, ended -> refuse(last, Behaviors.stopped()))
                .build();
    }

    private Behavior<Command> onLastReplied(Register last, SessionProtocol.Reply reply) {
        if (reply.correlation() != correlation) {
            return Behaviors.same();
        }
        last.replyTo().tell(outcome(last, reply));
        return Behaviors.stopped();
    }

    private Behavior<Command> onSessionEnded(Register register) {
        refuseWaiting();
        return refuse(register, Behaviors.stopped());
    }

    private void refuseWaiting() {
        waiting.forEach(command -> {
            if (command instanceof Register register) {
                register.replyTo().tell(new Busy());
            }
        });
        waiting.clear();
    }

    private static Behavior<Command> refuse(Register register, Behavior<Command> next) {
        register.replyTo().tell(new Busy());
        return next;
    }

    /** The session does both in this order; the number of the commit is the one that counts. */
    private Behavior<Command> onRegister(Register register) {
        session.tell(new SessionProtocol.Add(0, new User(register.name(), register.email()), replies));
        session.tell(new SessionProtocol.Commit(++correlation, Extent.TRANSACTION, replies));
        return registering(register);
    }

    private Behavior<Command> onAnother(Register register) {
        if (waiting.isFull()) {
            register.replyTo().tell(new Busy());
        } else {
            waiting.stash(register);
        }
        return Behaviors.same();
    }

    private static Answer outcome(Register register, SessionProtocol.Reply reply) {
        return reply instanceof SessionProtocol.Failed failed
                ? new Refused(failed.cause())
                : new Registered(register.name());
    }

    private Behavior<Command> onReplied(Register register, SessionProtocol.Reply reply) {
        if (reply.correlation() != correlation) {
            return Behaviors.same();
        }
        if (reply instanceof SessionProtocol.Failed) {
            // Before anything that is told from now on.
            session.tell(new SessionProtocol.Rollback(0, Extent.TRANSACTION, replies));
        }
        register.replyTo().tell(outcome(register, reply));
        return waiting.unstash(free(), 1, next -> next);
    }
}
// #registrar

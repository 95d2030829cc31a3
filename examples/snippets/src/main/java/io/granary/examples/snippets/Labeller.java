package io.granary.examples.snippets;

import io.granary.examples.snippets.Auditing.Parcel;
import io.granary.orm.GetOptions;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Extent;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Puts labels on parcels, with a session as its child: a real one, or one that is played. */
final class Labeller {

    sealed interface Command {}

    record Label(long parcel, String text, ActorRef<Outcome> replyTo) implements Command {}

    private record SessionReplied(SessionProtocol.Reply reply) implements Command {}

    enum Outcome {
        LABELLED,
        NO_SUCH_PARCEL,
        TRY_AGAIN
    }

    private final ActorRef<SessionProtocol.Command> session;
    private final ActorRef<SessionProtocol.Reply> replies;
    private final Map<Long, Label> looking = new HashMap<>();
    private final Map<Long, Label> committing = new HashMap<>();
    private long correlation;

    private Labeller(ActorContext<Command> context, Behavior<SessionProtocol.Command> session) {
        this.session = context.spawn(session, "session");
        this.replies = context.messageAdapter(SessionProtocol.Reply.class, SessionReplied::new);
    }

    /** The session is {@code sessions.behavior()}. */
    static Behavior<Command> create(Behavior<SessionProtocol.Command> session) {
        return Behaviors.setup(context -> new Labeller(context, session).serving());
    }

    private Behavior<Command> serving() {
        return Behaviors.receive(Command.class)
                .onMessage(Label.class, this::onLabel)
                .onMessage(SessionReplied.class, this::onReplied)
                .build();
    }

    private Behavior<Command> onLabel(Label label) {
        looking.put(++correlation, label);
        session.tell(new SessionProtocol.Get(correlation, Parcel.class, label.parcel(), GetOptions.none(), replies));
        return Behaviors.same();
    }

    private Behavior<Command> onReplied(SessionReplied replied) {
        long number = replied.reply().correlation();
        Label sought = looking.remove(number);
        Label written = committing.remove(number);
        if (sought != null) {
            onFound(sought, replied.reply());
        } else if (written != null) {
            onCommitted(written, replied.reply());
        }
        return Behaviors.same();
    }

    private void onFound(Label label, SessionProtocol.Reply reply) {
        if (!(reply instanceof SessionProtocol.Found found)) {
            label.replyTo().tell(Outcome.TRY_AGAIN);
        } else if (found.found().isEmpty()) {
            label.replyTo().tell(Outcome.NO_SUCH_PARCEL);
        } else {
            Object parcel = found.found().orElseThrow();
            session.tell(new SessionProtocol.Apply(0, parcel, it -> ((Parcel) it).label = label.text(), replies));
            committing.put(++correlation, label);
            session.tell(new SessionProtocol.Commit(correlation, Extent.TRANSACTION, replies));
        }
    }

    private void onCommitted(Label label, SessionProtocol.Reply reply) {
        if (reply instanceof SessionProtocol.Failed) {
            session.tell(new SessionProtocol.Rollback(0, Extent.TRANSACTION, replies));
            label.replyTo().tell(Outcome.TRY_AGAIN);
        } else {
            label.replyTo().tell(Outcome.LABELLED);
        }
    }
}

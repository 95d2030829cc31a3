package io.granary.orm.internal.session;

import io.granary.engine.internal.Answer;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.ResourceClosedException;
import io.granary.orm.internal.session.SessionCommand.Perform;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * What stands between a session's handle and its actor, so that whoever asks is answered also when the actor has stopped, or stops before it comes to that: what is
 * in a mailbox then is lost. Thread-safe.
 */
public final class SessionGate {

    private final Set<Answer<?>> waiting = ConcurrentHashMap.newKeySet();
    private volatile boolean shut;
    private volatile boolean shared;

    /** Makes one that is open. */
    public SessionGate() {}

    /**
     * Asks a session's actor.
     *
     * @param actor the actor
     * @param perform what is asked
     */
    public void tell(ActorRef<? super SessionCommand> actor, Perform<?> perform) {
        if (shut) {
            perform.answer().fail(closed());
            return;
        }
        waiting.add(perform.answer());
        actor.tell(perform);
        // Either this sees that it is shut, or who shuts it sees the answer waiting.
        if (shut) {
            refuse(perform.answer());
        }
    }

    /** Others speak to the actor past this, so that it must not have another session. */
    public void share() {
        shared = true;
    }

    boolean isShared() {
        return shared;
    }

    /** Somebody who asked has been answered. */
    void answered(Answer<?> answer) {
        waiting.remove(answer);
    }

    /** The actor answers nothing any more. */
    void shut() {
        shut = true;
        waiting.forEach(this::refuse);
    }

    private void refuse(Answer<?> answer) {
        waiting.remove(answer);
        answer.fail(closed());
    }

    static ResourceClosedException closed() {
        return new ResourceClosedException(ErrorReport.of(ErrorCode.RESOURCE_CLOSED, "The session has ended.")
                .hint("open another one"));
    }
}

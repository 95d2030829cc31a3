package io.granary.orm;

import io.granary.engine.internal.Answer;
import io.granary.orm.internal.session.SessionCommand;
import io.granary.orm.internal.session.SessionGate;
import io.granary.orm.internal.session.SessionWork;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is left of a session's handle when nobody can reach it any more: ends the session, and says so. Must not know the handle. A second net: it
 * works when the garbage collector does.
 */
final class SessionKeeper implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(SessionKeeper.class);
    private static final Cleaner CLEANER = Cleaner.create();

    private final ActorRef<Object> actor;
    private final SessionGate gate;
    private final AtomicBoolean over = new AtomicBoolean();
    private Cleaner.@Nullable Cleanable watch;

    SessionKeeper(ActorRef<Object> actor, SessionGate gate) {
        this.actor = actor;
        this.gate = gate;
    }

    /** To be called before anybody else has the session. */
    void watch(AsyncSession session) {
        watch = CLEANER.register(session, this);
    }

    /** It is closed, or others have a ref that outlives the handle. Nothing is left to the garbage collector. */
    void letGo() {
        over.set(true);
        Cleaner.Cleanable watching = watch;
        if (watching != null) {
            watching.clean();
        }
    }

    @Override
    public void run() {
        if (over.compareAndSet(false, true)) {
            LOG.warn(
                    "Session {} was not closed, and nobody can reach it any more; it is closed now.",
                    actor.path().name());
            SessionGate.send(actor, new SessionCommand.Perform<>(SessionWork::close, Answer.unheard(), gate));
        }
    }
}

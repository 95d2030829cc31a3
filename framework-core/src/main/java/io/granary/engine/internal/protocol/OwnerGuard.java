package io.granary.engine.internal.protocol;

import io.granary.engine.internal.Arguments;
import io.granary.error.ErrorCode;
import io.granary.error.ErrorReport;
import io.granary.error.IllegalThreadException;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A child of an owner that does nothing but live as long as the owner does. A watch does not see a restart, but a restart stops the
 * children, so the pool watches this child in place of the owner. An owner has one, however often it is asked for.
 */
public final class OwnerGuard {

    private static final String NAME = "granary-owner";

    private enum Nothing {
        INSTANCE
    }

    private OwnerGuard() {}

    /**
     * {@return the guard of an owner}
     *
     * @param owner the owner's context
     * @throws IllegalThreadException if this is not the owner's thread
     */
    public static ActorRef<?> of(ActorContext<?> owner) {
        Arguments.given(owner, "context");
        try {
            Optional<ActorRef<Void>> known = owner.getChild(NAME);
            return known.isPresent() ? known.get() : owner.spawn(create(), NAME);
        } catch (UnsupportedOperationException elsewhere) {
            throw new IllegalThreadException(
                    ErrorReport.of(
                                    ErrorCode.ILLEGAL_THREAD,
                                    "The context of an actor was given on the thread \""
                                            + Thread.currentThread().getName()
                                            + "\", which does not run that actor now.")
                            .hint("make the view in the actor itself, as in Behaviors.setup, and give it to others"),
                    elsewhere);
        }
    }

    /**
     * {@return the path of an owner, as people know it}
     *
     * @param owner an actor, or its guard
     */
    static String pathOf(ActorRef<?> owner) {
        return (owner.path().name().equals(NAME) ? owner.path().parent() : owner.path()).toString();
    }

    private static Behavior<Nothing> create() {
        return Behaviors.receive(Nothing.class).build();
    }
}

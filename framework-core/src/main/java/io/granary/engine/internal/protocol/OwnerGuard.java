package io.granary.engine.internal.protocol;

import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A child of an owner that does nothing but live as long as the owner does. A watch does not see a restart, but a restart stops the
 * children, so the pool watches this child in place of the owner.
 */
public final class OwnerGuard {

    private enum Nothing {
        INSTANCE
    }

    private OwnerGuard() {}

    /**
     * {@return the guard of an owner}
     *
     * @param owner the owner's context; to be called on the owner's thread
     */
    public static ActorRef<?> spawn(ActorContext<?> owner) {
        return owner.spawnAnonymous(create());
    }

    private static Behavior<Nothing> create() {
        return Behaviors.receive(Nothing.class).build();
    }
}

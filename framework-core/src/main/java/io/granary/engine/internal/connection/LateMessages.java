package io.granary.engine.internal.connection;

import io.granary.engine.internal.connection.ConnectionCommand.Look;
import io.granary.engine.internal.connection.ConnectionCommand.Release;
import io.granary.engine.internal.connection.ConnectionCommand.Request;
import io.granary.engine.internal.connection.ConnectionCommand.Retire;
import io.granary.engine.internal.connection.ConnectionCommand.Revoke;
import io.granary.error.StaleLeaseException;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.BehaviorBuilder;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** What may come late in any phase of a connection actor: a request on a lease that is over, and what a given-up operation still sends. */
final class LateMessages {

    private LateMessages() {}

    /** Adds the handlers of late messages behind those of a phase. */
    static BehaviorBuilder<ConnectionCommand> behind(BehaviorBuilder<ConnectionCommand> phase) {
        return phase.onMessage(Release.class, LateMessages::release)
                .onMessage(Request.class, LateMessages::refuse)
                .onMessage(Revoke.class, late -> Behaviors.same())
                .onMessage(Retire.class, late -> Behaviors.same())
                .onMessage(Look.class, late -> Behaviors.same())
                .onMessage(ConnectionCommand.Own.class, late -> Behaviors.same());
    }

    /** Giving back what is over is no error. */
    static Behavior<ConnectionCommand> release(Release late) {
        late.answer().succeed(Done.getInstance());
        return Behaviors.same();
    }

    static Behavior<ConnectionCommand> refuse(Request late) {
        late.answer()
                .fail(StaleLeaseException.of(
                        "Lease " + late.lease() + " is over: it was released, invalidated or taken back.",
                        "lease a connection anew with connect() or begin()"));
        return Behaviors.same();
    }
}

package io.granary.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ConnectionProtocol;
import io.granary.engine.EngineProtocol;
import io.granary.engine.internal.connection.Canceller;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ListenerActor;
import io.granary.engine.internal.connection.OpeningConnection;
import io.granary.engine.internal.pool.PoolCommand;
import io.granary.engine.internal.pool.PoolSupervisor;
import io.granary.engine.internal.protocol.EngineActor;
import io.granary.engine.internal.protocol.LeaseActor;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

class ProtocolRulesTest {

    @Test
    void aServingPoolHandlesEverythingButTheEndOfADrainThatHasNotBegun() {
        ProtocolRules pool = ProtocolRules.of(PoolSupervisor.class, PoolCommand.class);

        assertThat(pool.unhandled("serving")).containsExactly("DrainOver", "LastCall");
    }

    @Test
    void aPoolThatIsOverAnswersEverybody() throws ClassNotFoundException {
        Class<?> over = Class.forName(PoolSupervisor.class.getPackageName() + ".PoolOver");

        assertThat(ProtocolRules.of(over, PoolCommand.class).unhandled("refusing"))
                .isEmpty();
    }

    @Test
    void aDrainingPoolHandlesEverything() {
        assertThat(ProtocolRules.of(PoolSupervisor.class, PoolCommand.class).unhandled("draining"))
                .isEmpty();
    }

    @Test
    void anOpeningConnectionIsToldNothingOfLeases() {
        assertThat(ProtocolRules.of(OpeningConnection.class, ConnectionCommand.class)
                        .unhandled("opening"))
                .as("nobody lends what has not reported itself open")
                .containsExactly(
                        "Begin",
                        "CopyIn",
                        "Detach",
                        "End",
                        "Execute",
                        "Invalidate",
                        "InvalidateSoftly",
                        "Lend",
                        "Look",
                        "Probe",
                        "Release",
                        "Revoke",
                        "RunOnce",
                        "Stream",
                        "TellActivity",
                        "Unwrap");
    }

    @Test
    void anIdleLentOrClosingConnectionHandlesEverything() throws ClassNotFoundException {
        ProtocolRules open = ProtocolRules.of(hidden("ConnectionActor"), ConnectionCommand.class);

        assertThat(open.unhandled("idle")).isEmpty();
        assertThat(open.unhandled("lent")).isEmpty();
        assertThat(ProtocolRules.of(hidden("ClosingConnection"), ConnectionCommand.class)
                        .unhandled("closing"))
                .isEmpty();
    }

    @Test
    void aCancellerHandlesEverythingInEachPhase() {
        ProtocolRules canceller = ProtocolRules.of(Canceller.class, Canceller.Command.class);

        assertThat(canceller.unhandled("apart")).isEmpty();
        assertThat(canceller.unhandled("opening")).isEmpty();
        assertThat(canceller.unhandled("ready")).isEmpty();
        assertThat(canceller.unhandled("ending")).isEmpty();
    }

    @Test
    void aListenerHandlesEverythingInEachPhase() {
        ProtocolRules listener = ProtocolRules.of(ListenerActor.class, ListenerActor.Command.class);

        assertThat(listener.unhandled("opening")).isEmpty();
        assertThat(listener.unhandled("subscribing")).isEmpty();
        assertThat(listener.unhandled("listening")).isEmpty();
        assertThat(listener.unhandled("pausing")).isEmpty();
    }

    private static Class<?> hidden(String name) throws ClassNotFoundException {
        return Class.forName(OpeningConnection.class.getPackageName() + "." + name);
    }

    @Test
    void theActorsOfTheProtocolsHandleEveryCommand() {
        assertThat(ProtocolRules.of(EngineActor.class, EngineProtocol.Command.class)
                        .unhandled("serving"))
                .isEmpty();
        assertThat(ProtocolRules.of(LeaseActor.class, ConnectionProtocol.Command.class)
                        .unhandled("serving"))
                .isEmpty();
    }

    @Test
    void seesAHandlerThatIsMissing() {
        assertThat(ProtocolRules.of(Forgetful.class, Told.class).unhandled("serving"))
                .containsExactly("Forgotten", "Tick");
    }

    private sealed interface Told {}

    private record Known() implements Told {}

    @SuppressWarnings("UnusedNestedClass")
    private record Forgotten() implements Told {}

    /** Handles one of three messages. */
    static final class Forgetful {

        enum Tick {
            INSTANCE
        }

        @SuppressWarnings("unused")
        private static Behavior<Told> serving() {
            return Behaviors.receive(Told.class)
                    .onMessage(Known.class, known -> Behaviors.same())
                    .build();
        }
    }
}

package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.DatabaseError;
import io.granary.error.SerializationFailureException;
import io.granary.examples.snippets.Auditing.Parcel;
import io.granary.examples.snippets.Labeller.Command;
import io.granary.examples.snippets.Labeller.Label;
import io.granary.examples.snippets.Labeller.Outcome;
import io.granary.orm.SessionProtocol.Commit;
import io.granary.orm.SessionProtocol.Rollback;
import io.granary.testkit.SessionProbe;
import io.granary.testkit.fixtures.Actors;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

@Actors
class LabellerTest {

    // #played
    @Test
    void labelsAParcel(ActorTestKit kit) {
        Parcel parcel = new Parcel();
        SessionProbe session = SessionProbe.create().having(7L, parcel);
        ActorRef<Command> labeller = kit.spawn(Labeller.create(session.behavior()));
        TestProbe<Outcome> outcomes = kit.createTestProbe(Outcome.class);

        labeller.tell(new Label(7, "fragile", outcomes.ref()));

        outcomes.expectMessage(Outcome.LABELLED);
        assertThat(parcel.label).isEqualTo("fragile");
        assertThat(session.received(Commit.class)).hasSize(1);
    }

    @Test
    void rollsBackWhatMetAnotherTransaction(ActorTestKit kit) {
        SessionProbe session = SessionProbe.create()
                .having(7L, new Parcel())
                .failingNext(
                        Commit.class,
                        new SerializationFailureException(DatabaseError.of("another one was first"), null));
        ActorRef<Command> labeller = kit.spawn(Labeller.create(session.behavior()));
        TestProbe<Outcome> outcomes = kit.createTestProbe(Outcome.class);

        labeller.tell(new Label(7, "fragile", outcomes.ref()));

        outcomes.expectMessage(Outcome.TRY_AGAIN);
        assertThat(session.await(Rollback.class, 1)).hasSize(1);
    }
    // #played

    @Test
    void saysThatThereIsNoSuchParcel(ActorTestKit kit) {
        ActorRef<Command> labeller =
                kit.spawn(Labeller.create(SessionProbe.create().behavior()));
        TestProbe<Outcome> outcomes = kit.createTestProbe(Outcome.class);
        labeller.tell(new Label(7, "fragile", outcomes.ref()));
        outcomes.expectMessage(Outcome.NO_SUCH_PARCEL);
    }
}

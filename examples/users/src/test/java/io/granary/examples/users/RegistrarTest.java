package io.granary.examples.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.examples.users.Registrar.Answer;
import io.granary.examples.users.Registrar.Busy;
import io.granary.examples.users.Registrar.Command;
import io.granary.examples.users.Registrar.Refused;
import io.granary.examples.users.Registrar.Register;
import io.granary.examples.users.Registrar.Registered;
import io.granary.examples.users.Registrar.Retire;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.SessionProtocol;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.Stages;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;

@Actors
@Database(DatabaseKind.H2)
class RegistrarTest {

    /** All are asked for at once: who is refused takes nobody along, on either side. */
    @Test
    void whoIsRefusedTakesNobodyAlong(ActorTestKit kit, TestDatabase database) {
        AsyncEngine engine = AsyncEngine.create(kit.system(), database.url());
        Stages.outcomeOf(Programs.MAPPINGS.metaData().createAll(engine));
        ActorRef<Command> registrar = kit.spawn(
                Registrar.create(AsyncSessionMaker.of(engine, Programs.MAPPINGS).behavior()));
        TestProbe<Answer> answers = kit.createTestProbe(Answer.class);

        for (String email : List.of("a", "b", "a", "c", "c", "d")) {
            registrar.tell(new Register("user " + email, email, answers.ref()));
        }

        List<Answer> all = answers.receiveSeveralMessages(6, Stages.PATIENCE);
        assertThat(all)
                .extracting(answer -> answer instanceof Registered registered ? registered.name() : "refused")
                .containsExactly("user a", "user b", "refused", "user c", "refused", "user d");
        assertThat(((Refused) all.get(2)).why()).hasMessageContaining("unique");
        Stages.outcomeOf(engine.close());
    }

    @Test
    void whoComesWhenTooManyWaitIsToldSo(ActorTestKit kit) {
        ActorRef<Command> registrar = kit.spawn(Registrar.create(slow()));
        TestProbe<Answer> answers = kit.createTestProbe(Answer.class);

        for (int i = 0; i <= Registrar.MOST_WAITING + 1; i++) {
            registrar.tell(new Register("user", "email " + i, answers.ref()));
        }

        assertThat(answers.receiveMessage(Stages.PATIENCE)).isInstanceOf(Busy.class);
    }

    /** Nobody is left without an answer: those in line are told at once, and the one that runs when its session has ended. */
    @Test
    void whoWaitsIsToldOfTheEnd(ActorTestKit kit) {
        TestProbe<SessionProtocol.Command> told = kit.createTestProbe(SessionProtocol.Command.class);
        ActorRef<Command> registrar = kit.spawn(Registrar.create(toldTo(told)));
        TestProbe<Answer> answers = kit.createTestProbe(Answer.class);
        registrar.tell(new Register("runs", "r", answers.ref()));
        registrar.tell(new Register("waits", "w", answers.ref()));
        registrar.tell(new Retire());
        assertThat(answers.receiveMessage(Stages.PATIENCE)).isInstanceOf(Busy.class);

        told.receiveMessage(Stages.PATIENCE);
        SessionProtocol.Command commit = told.receiveMessage(Stages.PATIENCE);
        commit.replyTo().tell(new SessionProtocol.Completed(commit.correlation()));

        assertThat(answers.receiveMessage(Stages.PATIENCE)).isInstanceOf(Registered.class);
        answers.expectTerminated(registrar, Stages.PATIENCE);
    }

    @Test
    void whoRunsIsToldWhenTheSessionEnds(ActorTestKit kit) {
        ActorRef<Command> registrar = kit.spawn(Registrar.create(endingAtACommit()));
        TestProbe<Answer> answers = kit.createTestProbe(Answer.class);
        registrar.tell(new Register("runs", "r", answers.ref()));
        assertThat(answers.receiveMessage(Stages.PATIENCE)).isInstanceOf(Busy.class);
        answers.expectTerminated(registrar, Stages.PATIENCE);
    }

    private static Behavior<SessionProtocol.Command> toldTo(TestProbe<SessionProtocol.Command> probe) {
        return Behaviors.receiveMessage(command -> {
            probe.ref().tell(command);
            return Behaviors.same();
        });
    }

    private static Behavior<SessionProtocol.Command> endingAtACommit() {
        return Behaviors.receiveMessage(
                command -> command instanceof SessionProtocol.Commit ? Behaviors.stopped() : Behaviors.same());
    }

    /** One whose database does not answer. */
    private static Behavior<SessionProtocol.Command> slow() {
        return Behaviors.ignore();
    }
}

package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.DatabaseError;
import io.granary.error.InvalidRequestException;
import io.granary.error.UniqueViolationException;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Add;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Commit;
import io.granary.orm.SessionProtocol.Extent;
import io.granary.orm.SessionProtocol.Flush;
import io.granary.orm.SessionProtocol.Reply;
import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.orm.Note;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

/** The played session does what a real one does, where actors can tell. */
@Actors
class PlayedSessionTest implements SpokenSessionCompliance {

    private record Played(SessionProbe probe, ActorRef<Command> session) implements Subject {

        @Override
        public void breakNextFlush(ActorRef<Command> which, TestProbe<Reply> replies) {
            probe.failingNext(Flush.class, new UniqueViolationException(DatabaseError.of("the email is taken"), null));
        }
    }

    @Override
    public Subject subject(ActorTestKit kit) {
        SessionProbe probe =
                SessionProbe.create().having(1, new Note(1, "one")).executing(statement -> SessionProbe.objects("one"));
        return new Played(probe, kit.spawn(probe.behavior()));
    }

    @Test
    void itTellsWhatItWasTold(ActorTestKit kit) {
        SessionProbe probe = SessionProbe.create();
        ActorRef<Command> session = kit.spawn(probe.behavior());
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        Note note = new Note(2, "two");
        session.tell(new Add(1, note, replies.ref()));
        session.tell(new Commit(2, Extent.TRANSACTION, replies.ref()));
        assertThat(probe.await(Commit.class, 1)).hasSize(1);
        assertThat(probe.received(Add.class))
                .singleElement()
                .satisfies(add -> assertThat(add.object()).isSameAs(note));
        assertThat(probe.received()).hasSize(2);
    }

    @Test
    void aTransactionBeginsOnce(ActorTestKit kit) {
        ActorRef<Command> session = kit.spawn(SessionProbe.create().behavior());
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        session.tell(new SessionProtocol.Begin(1, replies.ref()));
        session.tell(new SessionProtocol.Begin(2, replies.ref()));
        assertThat(replies.receiveMessage()).isInstanceOf(SessionProtocol.Completed.class);
        assertThatThrownBy(replies.receiveMessage()::orThrow).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void itSaysWhatItWasNotTold(ActorTestKit kit) {
        ActorRef<Command> session = kit.spawn(SessionProbe.create().behavior());
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        session.tell(new Played(SessionProbe.create(), session).texts(replies.ref()));
        assertThatThrownBy(replies.receiveMessage()::result)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("executing(...)");
    }
}

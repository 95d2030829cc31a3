package io.granary.testkit;

import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.SessionProtocol.Add;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Reply;
import io.granary.testkit.junit.GranaryTest;
import io.granary.testkit.orm.Note;
import java.util.Objects;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** What the played session is measured by. */
@GranaryTest(mappings = Note.class)
class RealSessionTest implements SpokenSessionCompliance {

    private @Nullable AsyncSessionMaker sessions;

    private record Real(ActorRef<Command> session) implements Subject {

        @Override
        public void breakNextFlush(ActorRef<Command> which, TestProbe<Reply> replies) {
            which.tell(new Add(9, new Note(1, "again"), replies.ref()));
            replies.receiveMessage(Await.PATIENCE);
        }
    }

    @BeforeEach
    void storeTheRow(AsyncSessionMaker given) {
        sessions = given;
        Await.value(given.begin(session -> {
            session.add(new Note(1, "one"));
            return session.flush();
        }));
    }

    @Override
    public Subject subject(ActorTestKit kit) {
        return new Real(kit.spawn(Objects.requireNonNull(sessions).behavior()));
    }
}

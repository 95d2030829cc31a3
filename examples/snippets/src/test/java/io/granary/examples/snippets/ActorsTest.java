package io.granary.examples.snippets;

import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

class ActorsTest extends OnLibrary {

    @Test
    void askTheDatabaseByMessages(ActorTestKit kit) {
        TestProbe<Librarian.Answer> probe = kit.createTestProbe();
        ActorRef<Librarian.Command> librarian = kit.spawn(Librarian.create(engine.ref()));

        librarian.tell(new Librarian.FindTitle(1, probe.getRef()));
        probe.expectMessage(new Librarian.Title(Optional.of("Dune")));
        librarian.tell(new Librarian.FindTitle(9, probe.getRef()));
        probe.expectMessage(new Librarian.Title(Optional.empty()));
    }

    @Test
    void passAFailureOn(ActorTestKit kit) {
        TestProbe<Librarian.Answer> probe = kit.createTestProbe();
        ActorRef<Librarian.Command> librarian = kit.spawn(Librarian.create(engine.ref()));
        await(engine.execute(text("drop table book")));

        librarian.tell(new Librarian.FindTitle(1, probe.getRef()));

        assertThat(probe.expectMessageClass(Librarian.Unavailable.class).cause().code())
                .isNotNull();
    }

    @Test
    void runATransactionByMessages(ActorTestKit kit) {
        TestProbe<Boolean> probe = kit.createTestProbe();

        ActorRef<Mover.Command> mover = kit.spawn(Mover.create(engine.ref(), 1, 2, probe.getRef()));
        probe.expectMessage(true);
        probe.expectTerminated(mover);

        assertThat(copies()).containsExactly(2, 2, 0);
        assertThat(await(engine.pool().status()).checkedOut()).isZero();
    }

    @Test
    void learnThatTheirTransactionFailed(ActorTestKit kit) {
        TestProbe<Boolean> probe = kit.createTestProbe();

        ActorRef<Mover.Command> mover = kit.spawn(Mover.create(engine.ref(), 3, 2, probe.getRef()));
        probe.expectMessage(false);
        probe.expectTerminated(mover);

        assertThat(copies()).containsExactly(3, 1, 0);
    }

    @Test
    void ownTheConnectionsOfTheirTransactions(ActorTestKit kit) {
        TestProbe<Boolean> probe = kit.createTestProbe();
        ActorRef<Shelf.Command> shelf = kit.spawn(Shelf.create(engine));

        shelf.tell(new Shelf.Move(1, 2, probe.getRef()));
        probe.expectMessage(true);
        shelf.tell(new Shelf.Move(3, 1, probe.getRef()));
        probe.expectMessage(false);

        assertThat(copies()).containsExactly(2, 2, 0);
    }
}

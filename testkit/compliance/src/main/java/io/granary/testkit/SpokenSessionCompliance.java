package io.granary.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.IntegrityException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.ResourceClosedException;
import io.granary.orm.GetOptions;
import io.granary.orm.SessionProtocol.Add;
import io.granary.orm.SessionProtocol.Apply;
import io.granary.orm.SessionProtocol.BeginNested;
import io.granary.orm.SessionProtocol.Close;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Commit;
import io.granary.orm.SessionProtocol.Completed;
import io.granary.orm.SessionProtocol.Delete;
import io.granary.orm.SessionProtocol.Execute;
import io.granary.orm.SessionProtocol.Extent;
import io.granary.orm.SessionProtocol.Failed;
import io.granary.orm.SessionProtocol.Flush;
import io.granary.orm.SessionProtocol.Get;
import io.granary.orm.SessionProtocol.GetState;
import io.granary.orm.SessionProtocol.Reply;
import io.granary.orm.SessionProtocol.Rollback;
import io.granary.sql.Sql;
import io.granary.testkit.orm.Note;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.FishingOutcomes;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

/**
 * What actors may rely on when they speak to a session: what a real one does, and so does one that is played. The subject has one row, the note 1 with
 * the text "one".
 */
public interface SpokenSessionCompliance {

    /** What is spoken to. */
    interface Subject {
        /** {@return a session} */
        ActorRef<Command> session();

        /**
         * Has the next flush of it fail.
         *
         * @param session which
         * @param replies gets a reply, if something has to be told it for that
         */
        void breakNextFlush(ActorRef<Command> session, TestProbe<Reply> replies);

        /** {@return what the statement {@code select text from orm_notes} gives, known to the subject} */
        default Execute texts(ActorRef<Reply> replyTo) {
            return new Execute(5, Sql.text("select text from orm_notes"), List.of(), replyTo);
        }
    }

    /**
     * {@return the subject}
     *
     * @param kit where it lives
     */
    Subject subject(ActorTestKit kit);

    private static Reply next(TestProbe<Reply> replies) {
        return replies.receiveMessage(Await.PATIENCE);
    }

    private static void end(ActorRef<Command> session, TestProbe<Reply> replies) {
        session.tell(new Close(99, replies.ref()));
        replies.fishForMessage(
                Await.PATIENCE,
                reply -> reply.correlation() == 99 ? FishingOutcomes.complete() : FishingOutcomes.continueAndIgnore());
        replies.expectTerminated(session, Await.PATIENCE);
    }

    @Test
    default void eachCommandIsAnsweredOnceInOrderByItsNumber(ActorTestKit kit) {
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        ActorRef<Command> session = subject(kit).session();
        session.tell(new Add(1, new Note(2, "two"), replies.ref()));
        session.tell(new Flush(2, replies.ref()));
        session.tell(new Get(3, Note.class, 1, GetOptions.none(), replies.ref()));
        session.tell(new Commit(4, Extent.TRANSACTION, replies.ref()));
        assertThat(replies.receiveSeveralMessages(4, Await.PATIENCE))
                .noneMatch(Failed.class::isInstance)
                .extracting(Reply::correlation)
                .containsExactly(1L, 2L, 3L, 4L);
        end(session, replies);
    }

    @Test
    default void anObjectIsTheSameWheneverItIsAskedForAndNothingIsEmpty(ActorTestKit kit) {
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        ActorRef<Command> session = subject(kit).session();
        session.tell(new Get(1, Note.class, 1, GetOptions.none(), replies.ref()));
        Object note = next(replies).found().orElseThrow();
        session.tell(new Apply(2, note, changed -> ((Note) changed).text = "changed", replies.ref()));
        assertThat(next(replies)).isInstanceOf(Completed.class);
        session.tell(new Get(3, Note.class, 1, GetOptions.none(), replies.ref()));
        assertThat(next(replies).found().orElseThrow()).isSameAs(note);
        assertThat(((Note) note).text).isEqualTo("changed");
        session.tell(new Get(4, Note.class, 77, GetOptions.none(), replies.ref()));
        assertThat(next(replies).found()).isEmpty();
        session.tell(new Rollback(5, Extent.TRANSACTION, replies.ref()));
        end(session, replies);
    }

    @Test
    default void aStatementGivesItsResultAndTheWrongAccessorSaysSo(ActorTestKit kit) {
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        Subject subject = subject(kit);
        ActorRef<Command> session = subject.session();
        session.tell(subject.texts(replies.ref()));
        Reply reply = next(replies);
        assertThatThrownBy(reply::found).isInstanceOf(InvalidRequestException.class);
        assertThat(reply.result().scalars(String.class).fetchAll()).containsExactly("one");
        end(session, replies);
    }

    @Test
    default void aChangeThatFailsFailsItsCommand(ActorTestKit kit) {
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        ActorRef<Command> session = subject(kit).session();
        session.tell(new Get(1, Note.class, 1, GetOptions.none(), replies.ref()));
        Object note = next(replies).found().orElseThrow();
        session.tell(new Apply(
                2,
                note,
                changed -> {
                    throw new IllegalStateException("a defect");
                },
                replies.ref()));
        assertThat(((Failed) next(replies)).cause())
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("a defect");
        session.tell(new GetState(3, replies.ref()));
        assertThat(next(replies).state().active()).isTrue();
        end(session, replies);
    }

    @Test
    default void afterAFailedFlushOnlyARollbackHelps(ActorTestKit kit) {
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        Subject subject = subject(kit);
        ActorRef<Command> session = subject.session();
        subject.breakNextFlush(session, replies);
        session.tell(new Flush(10, replies.ref()));
        session.tell(new Get(11, Note.class, 1, GetOptions.none(), replies.ref()));
        session.tell(new GetState(12, replies.ref()));
        session.tell(new Rollback(13, Extent.TRANSACTION, replies.ref()));
        session.tell(new Get(14, Note.class, 1, GetOptions.none(), replies.ref()));
        List<Reply> all = replies.receiveSeveralMessages(5, Await.PATIENCE);
        assertThatThrownBy(all.get(0)::orThrow).isInstanceOf(IntegrityException.class);
        assertThatThrownBy(all.get(1)::orThrow).isInstanceOf(PendingRollbackException.class);
        assertThat(all.get(2).state().active()).isFalse();
        assertThat(all.get(3)).isInstanceOf(Completed.class);
        assertThat(all.get(4).found()).isPresent();
        end(session, replies);
    }

    @Test
    default void theStateTellsWhatIsNewAndWhatIsOpen(ActorTestKit kit) {
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        ActorRef<Command> session = subject(kit).session();
        Note note = new Note(3, "three");
        session.tell(new GetState(1, replies.ref()));
        assertThat(next(replies).state().inTransaction()).isFalse();
        session.tell(new Add(2, note, replies.ref()));
        session.tell(new GetState(3, replies.ref()));
        next(replies);
        assertThat(next(replies).state()).satisfies(state -> {
            assertThat(state.added()).containsExactly(note);
            assertThat(state.inTransaction()).isTrue();
        });
        session.tell(new BeginNested(4, replies.ref()));
        session.tell(new GetState(5, replies.ref()));
        next(replies);
        assertThat(next(replies).state()).satisfies(state -> {
            assertThat(state.added()).isEmpty();
            assertThat(state.inNestedTransaction()).isTrue();
        });
        session.tell(new Rollback(6, Extent.INNERMOST, replies.ref()));
        session.tell(new Commit(7, Extent.TRANSACTION, replies.ref()));
        session.tell(new GetState(8, replies.ref()));
        next(replies);
        next(replies);
        assertThat(next(replies).state().inTransaction()).isFalse();
        end(session, replies);
    }

    @Test
    default void whatIsDeletedIsGoneBehindTheFlushAndThereAgainBehindTheRollback(ActorTestKit kit) {
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        ActorRef<Command> session = subject(kit).session();
        session.tell(new Get(1, Note.class, 1, GetOptions.none(), replies.ref()));
        Object note = next(replies).found().orElseThrow();
        session.tell(new Delete(2, note, replies.ref()));
        session.tell(new Flush(3, replies.ref()));
        session.tell(new Get(4, Note.class, 1, GetOptions.none(), replies.ref()));
        session.tell(new Rollback(5, Extent.TRANSACTION, replies.ref()));
        session.tell(new Get(6, Note.class, 1, GetOptions.none(), replies.ref()));
        List<Reply> all = replies.receiveSeveralMessages(5, Await.PATIENCE);
        assertThat(all.get(2).found()).isEmpty();
        assertThat(all.get(4).found()).as("rolled back").isPresent();
        end(session, replies);
    }

    @Test
    default void whatComesBehindTheCloseIsRefusedAndTheSessionStops(ActorTestKit kit) {
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        ActorRef<Command> session = subject(kit).session();
        session.tell(new Get(1, Note.class, 1, GetOptions.none(), replies.ref()));
        Object note = next(replies).found().orElseThrow();
        // Busy until both have come: what came behind its last word would be told by nobody.
        CountDownLatch told = new CountDownLatch(1);
        session.tell(new Apply(2, note, changed -> awaited(told), replies.ref()));
        session.tell(new Close(3, replies.ref()));
        session.tell(new Flush(4, replies.ref()));
        told.countDown();
        assertThat(next(replies)).isInstanceOf(Completed.class);
        assertThat(next(replies)).isInstanceOf(Completed.class);
        assertThatThrownBy(next(replies)::orThrow).isInstanceOf(ResourceClosedException.class);
        replies.expectTerminated(session, Await.PATIENCE);
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

package io.granary.testkit.junit;

import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.AsyncEngine;
import io.granary.engine.AsyncTransaction;
import io.granary.engine.ExecutionOptions;
import io.granary.engine.RetryPolicy;
import io.granary.error.DisconnectedException;
import io.granary.error.StatementTimeoutException;
import io.granary.error.UniqueViolationException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.AsyncSessionTransaction;
import io.granary.orm.EntityTable;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Extent;
import io.granary.orm.SessionProtocol.Reply;
import io.granary.sql.Executable;
import io.granary.stream.SqlSource;
import io.granary.testkit.Await;
import io.granary.testkit.PoolProbe;
import io.granary.testkit.fixtures.SqlLog;
import io.granary.testkit.orm.Note;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.stream.javadsl.Sink;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Whatever a test commits is gone after it, and works as if it were not. */
@GranaryTest(mappings = Note.class)
interface RollbackFacts {

    EntityTable<Note> NOTES = EntityTable.of(Note.class);
    Executable COUNT = text("select count(*) from orm_notes");
    Executable INSERT = text("insert into orm_notes (id, text, version) values (1, 'one', 0)");

    String FORTY =
            IntStream.rangeClosed(1, 40).mapToObj(id -> "(" + id + ", 'n', 0)").collect(Collectors.joining(", "));

    private static long notes(AsyncEngine engine) {
        return Await.value(engine.execute(COUNT)).scalar(Long.class).orElseThrow();
    }

    /** Every test of these leaves notes. */
    @BeforeEach
    default void nothingIsLeftOfOtherTests(AsyncEngine engine) {
        assertThat(notes(engine)).isZero();
    }

    @RepeatedTest(2)
    default void whatSessionsCommitIsThereForOthersUntilTheEnd(AsyncSessionMaker sessions, AsyncEngine engine) {
        Await.value(sessions.begin(session -> {
            session.add(new Note(1, "one"));
            return session.flush();
        }));
        assertThat(Await.value(sessions.session(session -> session.getOne(Note.class, 1))).text)
                .isEqualTo("one");
        assertThat(notes(engine)).isEqualTo(1);
    }

    @Test
    default void aRollbackUndoesNoMoreThanItsTransaction(AsyncEngine engine) {
        Await.value(engine.execute(INSERT));
        AsyncTransaction transaction = Await.value(engine.begin());
        Await.value(transaction.connection().execute(text("delete from orm_notes")));
        Await.value(transaction.rollback());
        Await.value(transaction.connection().close());
        assertThat(notes(engine)).isEqualTo(1);
    }

    @Test
    default void aStatementThatFailsByItselfUndoesNothingElse(AsyncEngine engine) {
        Await.value(engine.execute(INSERT));
        Await.failure(engine.execute(INSERT), UniqueViolationException.class);
        assertThat(notes(engine)).isEqualTo(1);
    }

    @Test
    default void aTransactionThatFailsUndoesNothingElse(AsyncEngine engine) {
        Await.value(engine.execute(INSERT));
        Await.failure(
                engine.begin(connection -> connection
                        .execute(text("update orm_notes set text = 'two'"))
                        .thenCompose(updated -> connection.execute(INSERT))),
                UniqueViolationException.class);
        assertThat(Await.value(engine.execute(text("select text from orm_notes")))
                        .scalar(String.class))
                .contains("one");
    }

    @Test
    default void savepointsOfSessionsStandInIt(AsyncSessionMaker sessions, AsyncEngine engine) {
        AsyncSession session = sessions.open();
        session.add(new Note(1, "one"));
        AsyncSessionTransaction savepoint = Await.value(session.beginNested());
        session.add(new Note(2, "two"));
        Await.value(session.flush());
        Await.value(savepoint.rollback());
        Await.value(session.commit());
        Await.value(session.close());
        assertThat(notes(engine)).isEqualTo(1);
    }

    @Test
    default void sessionsOfActorsAreInIt(AsyncSessionMaker sessions, AsyncEngine engine, ActorTestKit kit) {
        TestProbe<Reply> replies = kit.createTestProbe(Reply.class);
        ActorRef<SessionProtocol.Command> session = kit.spawn(sessions.behavior());
        session.tell(new SessionProtocol.Add(1, new Note(1, "one"), replies.ref()));
        session.tell(new SessionProtocol.Commit(2, Extent.TRANSACTION, replies.ref()));
        replies.receiveSeveralMessages(2, Await.PATIENCE).forEach(Reply::orThrow);
        assertThat(notes(engine)).isEqualTo(1);
        session.tell(new SessionProtocol.Close(3, replies.ref()));
        replies.expectTerminated(session, Await.PATIENCE);
    }

    @Test
    default void aStreamThatNobodyReadsToItsEndLeavesTheConnectionUsable(AsyncEngine engine, ActorTestKit kit) {
        Await.value(engine.execute(
                text("insert into orm_notes (id, text, version) values (1, 'a', 0), (2, 'b', 0), (3, 'c', 0)")));
        assertThat(Await.value(SqlSource.of(engine, select(NOTES.attribute("id", Integer.class)))
                        .take(1)
                        .runWith(Sink.seq(), kit.system())))
                .hasSize(1);
        assertThat(notes(engine)).isEqualTo(3);
    }

    @Test
    default void aFaultIsWhatTheDatabaseWouldHaveSaid(AsyncEngine engine, Faults faults) {
        faults.conflictNext("insert into orm_notes");
        AtomicInteger attempts = new AtomicInteger();
        Await.value(engine.retrying(RetryPolicy.attempts(2), connection -> {
            attempts.incrementAndGet();
            return connection.execute(INSERT);
        }));
        assertThat(attempts).hasValue(2);
        assertThat(notes(engine)).isEqualTo(1);
    }

    @Test
    default void aLinkThatIsLostTakesItsTransactionAlongAndNoMore(AsyncEngine engine, Faults faults) {
        Await.value(engine.execute(INSERT));
        faults.loseLinkNext("update orm_notes");
        Await.failure(
                engine.begin(connection -> connection
                        .execute(text("delete from orm_notes"))
                        .thenCompose(deleted -> connection.execute(text("update orm_notes set text = 'two'")))),
                DisconnectedException.class);
        assertThat(notes(engine)).isEqualTo(1);
    }

    @Test
    default void aStatementThatIsStoppedUndoesNothingElse(AsyncEngine engine) {
        Await.value(engine.execute(text("insert into orm_notes (id, text, version) values " + FORTY)));
        AsyncEngine hasty = engine.withOptions(ExecutionOptions.none().withStatementTimeout(Duration.ofMillis(200)));
        Await.failure(
                hasty.execute(
                        text("select count(*) from orm_notes a, orm_notes b, orm_notes c, orm_notes d, orm_notes e,"
                                + " orm_notes f where a.id + b.id + c.id + d.id + e.id + f.id = 1")),
                StatementTimeoutException.class);
        assertThat(notes(engine)).isEqualTo(40);
    }

    @Test
    default void theLogHasWhatTheTestSentAndNothingBefore(AsyncSessionMaker sessions, SqlLog log) {
        log.mark();
        Await.value(sessions.begin(session -> {
            session.add(new Note(1, "one"));
            return session.flush();
        }));
        log.assertShape("insert");
        log.assertSent("orm_notes");
    }

    @Test
    default void thePoolHasOneConnectionForWhichOthersWait(AsyncEngine engine, PoolProbe pool) {
        AsyncTransaction transaction = Await.value(engine.begin());
        var waiting = engine.execute(COUNT);
        pool.awaitWaiting(1);
        assertThat(pool.holders())
                .singleElement()
                .satisfies(holder -> assertThat(holder.owner()).contains("RollbackFacts.java"));
        Await.value(transaction.rollback());
        Await.value(transaction.connection().close());
        assertThat(Await.value(waiting).scalar(Long.class)).contains(0L);
        assertThat(pool.status().opened()).isEqualTo(1);
    }
}

package io.granary.testkit;

import static io.granary.orm.Load.selectInLoad;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.ResourceClosedException;
import io.granary.error.UnmappedClassException;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityState;
import io.granary.orm.GetOptions;
import io.granary.orm.SessionProtocol;
import io.granary.orm.SessionProtocol.Command;
import io.granary.orm.SessionProtocol.Completed;
import io.granary.orm.SessionProtocol.Extent;
import io.granary.orm.SessionProtocol.Failed;
import io.granary.orm.SessionProtocol.Reply;
import io.granary.orm.StatementOptions;
import io.granary.orm.SynchronizeSession;
import io.granary.sql.Executable;
import io.granary.sql.Functions;
import io.granary.sql.LockClause;
import io.granary.stream.AsyncResult;
import io.granary.testkit.fixtures.SqlLog;
import io.granary.testkit.junit.GranaryTest;
import io.granary.testkit.orm.Address;
import io.granary.testkit.orm.Note;
import io.granary.testkit.orm.OnSessions;
import io.granary.testkit.orm.User;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What actors can say to a session: each command does its work, and is answered once, also where it fails. */
@GranaryTest(mappings = {User.class, Address.class, Note.class})
class SpokenCommandsTest {

    /** What a session does, too, while its transaction has to be rolled back. */
    private static final Set<Class<?>> ANY_TIME = Set.of(
            SessionProtocol.Stream.class,
            SessionProtocol.Rollback.class,
            SessionProtocol.Invalidate.class,
            SessionProtocol.Reset.class,
            SessionProtocol.Close.class,
            SessionProtocol.Expunge.class,
            SessionProtocol.ExpungeAll.class,
            SessionProtocol.StateOf.class,
            SessionProtocol.GetState.class,
            SessionProtocol.GetInfo.class);

    @SuppressWarnings("NullAway.Init")
    private AsyncSessionMaker sessions;

    @SuppressWarnings("NullAway.Init")
    private Conversation session;

    @BeforeEach
    void spawn(AsyncSessionMaker given, ActorTestKit kit) {
        sessions = given;
        Await.value(given.begin(opened -> {
            opened.add(new Note(1, "one"));
            return opened.flush();
        }));
        session = Conversation.with(kit, given.behavior());
    }

    @AfterEach
    void end() {
        session.end();
    }

    /** One command of each kind. */
    private static List<Conversation.Saying> oneOfEach(Note note) {
        return List.of(
                (n, to) -> new SessionProtocol.Add(n, note, to),
                (n, to) -> new SessionProtocol.AddAll(n, List.of(note), to),
                (n, to) -> new SessionProtocol.Delete(n, note, to),
                (n, to) -> new SessionProtocol.DeleteAll(n, List.of(note), to),
                SessionProtocol.Flush::new,
                SessionProtocol.Begin::new,
                (n, to) -> new SessionProtocol.Commit(n, Extent.TRANSACTION, to),
                (n, to) -> new SessionProtocol.Rollback(n, Extent.TRANSACTION, to),
                SessionProtocol.BeginNested::new,
                SpokenCommandsTest::getOne,
                (n, to) -> new SessionProtocol.GetAll(n, Note.class, List.of(1), to),
                (n, to) -> new SessionProtocol.Execute(n, select(OnSessions.NOTES), List.of(), to),
                (n, to) -> new SessionProtocol.Parallel(n, List.of(select(OnSessions.NOTES)), to),
                (n, to) -> new SessionProtocol.Stream(n, select(OnSessions.NOTES), Map.of(), to),
                (n, to) -> new SessionProtocol.Load(n, new User("x"), OnSessions.USER_ADDRESSES, to),
                (n, to) -> new SessionProtocol.LoadAttribute(n, new User("x"), OnSessions.USER_NAME, to),
                (n, to) -> new SessionProtocol.LoadAll(n, List.of(note), List.of(), to),
                (n, to) -> new SessionProtocol.Refresh(n, note, List.of(), to),
                (n, to) -> new SessionProtocol.Merge(n, note, to),
                (n, to) -> new SessionProtocol.MergeAll(n, List.of(note), to),
                (n, to) -> new SessionProtocol.Expunge(n, note, to),
                SessionProtocol.ExpungeAll::new,
                (n, to) -> new SessionProtocol.Expire(n, note, List.of(), to),
                SessionProtocol.ExpireAll::new,
                (n, to) -> new SessionProtocol.Apply(n, note, changed -> {}, to),
                SessionProtocol.GetState::new,
                (n, to) -> new SessionProtocol.StateOf(n, note, to),
                (n, to) -> new SessionProtocol.IsModified(n, note, to),
                SessionProtocol.GetConnection::new,
                SessionProtocol.GetInfo::new,
                SessionProtocol.Invalidate::new,
                SessionProtocol.Reset::new,
                (n, to) -> new SessionProtocol.NoAutoflush(getOne(n, to)),
                (n, to) -> new SessionProtocol.Within(Duration.ofHours(1), getOne(n, to)),
                SessionProtocol.Close::new);
    }

    private static Command getOne(long number, ActorRef<Reply> replyTo) {
        return new SessionProtocol.Get(number, Note.class, 1, GetOptions.none(), replyTo);
    }

    private Object note(int id) {
        return session.says((n, to) -> new SessionProtocol.Get(n, Note.class, id, GetOptions.none(), to))
                .found()
                .orElseThrow();
    }

    private void done(Conversation.Saying saying) {
        assertThat(session.says(saying)).isInstanceOf(Completed.class);
    }

    private long count() {
        return session.says((n, to) ->
                        new SessionProtocol.Execute(n, select(Functions.count()).from(OnSessions.NOTES), List.of(), to))
                .result()
                .scalar(Long.class)
                .orElseThrow();
    }

    // ---- once, also where it fails

    @Test
    void whatIsSaidBehindACloseIsRefusedOnceEach() {
        CountDownLatch told = new CountDownLatch(1);
        Note note = new Note(7, "seven");
        List<Conversation.Saying> all = new ArrayList<>();
        // Busy until all have come: what came behind its last word would be told by nobody.
        all.add((n, to) -> new SessionProtocol.Apply(n, note, changed -> Conversation.await(told), to));
        all.add(SessionProtocol.Close::new);
        all.addAll(oneOfEach(note));

        List<Reply> replies = session.saysAll(all, told::countDown);

        assertThat(replies.subList(0, 2)).allMatch(Completed.class::isInstance);
        assertThat(replies.subList(2, replies.size()))
                .allSatisfy(reply -> assertThat(((Failed) reply).cause()).isInstanceOf(ResourceClosedException.class));
        assertThat(new HashSet<>(session.said()))
                .as("one of each kind was said")
                .containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());
    }

    @Test
    void whatFailsForTheTransactionFailedBeforeIsAnsweredOnceEach() {
        Note twin = new Note(1, "again");
        done((n, to) -> new SessionProtocol.Add(n, twin, to));
        assertThat(session.says(SessionProtocol.Flush::new)).isInstanceOf(Failed.class);
        for (Conversation.Saying saying : oneOfEach(twin)) {
            Class<?> kind = session.kind(saying);
            if (!ANY_TIME.contains(kind)) {
                assertThat(((Failed) session.says(saying)).cause())
                        .as(kind.getSimpleName())
                        .isInstanceOf(PendingRollbackException.class);
            }
        }
        assertThat(session.says(SessionProtocol.GetState::new).state().active()).isFalse();
        assertThat(session.says((n, to) -> new SessionProtocol.StateOf(n, twin, to)))
                .isInstanceOf(SessionProtocol.ObjectState.class);
        done(SessionProtocol.ExpungeAll::new);
        done(SessionProtocol.Reset::new);
        assertThat(note(1)).isNotSameAs(twin);
    }

    @Test
    void whatIsNotMappedIsRefused() {
        List<Conversation.Saying> all = List.of(
                (n, to) -> new SessionProtocol.Add(n, "text", to),
                (n, to) -> new SessionProtocol.AddAll(n, List.of("text"), to),
                (n, to) -> new SessionProtocol.DeleteAll(n, List.of("text"), to),
                (n, to) -> new SessionProtocol.MergeAll(n, List.of("text"), to),
                (n, to) -> new SessionProtocol.GetAll(n, String.class, List.of(1), to));
        assertThat(session.saysAll(all, () -> {}))
                .allSatisfy(reply -> assertThat(((Failed) reply).cause()).isInstanceOf(UnmappedClassException.class));
    }

    // ---- objects

    @Test
    void objectsComeChangeAndLeave() {
        Note two = new Note(2, "two");
        Note three = new Note(3, "three");
        done((n, to) -> new SessionProtocol.AddAll(n, List.of(two, three), to));
        assertThat(state(two)).isEqualTo(EntityState.PENDING);
        done(SessionProtocol.Flush::new);
        assertThat(state(two)).isEqualTo(EntityState.PERSISTENT);
        assertThat(isModified(two)).isFalse();
        done((n, to) -> new SessionProtocol.Apply(n, two, changed -> two.text = "zwei", to));
        assertThat(isModified(two)).isTrue();
        done((n, to) -> new SessionProtocol.Commit(n, Extent.TRANSACTION, to));

        done((n, to) -> new SessionProtocol.DeleteAll(n, List.of(two, three), to));
        done(SessionProtocol.Flush::new);
        assertThat(all(3, 1, 2)).extracting(Optional::isPresent).containsExactly(false, true, false);
        done((n, to) -> new SessionProtocol.Rollback(n, Extent.TRANSACTION, to));
        assertThat(all(3, 1, 2).get(2).orElseThrow()).isSameAs(two);

        done((n, to) -> new SessionProtocol.Expunge(n, two, to));
        assertThat(state(two)).isEqualTo(EntityState.TRANSIENT);
        assertThat(session.says(SessionProtocol.GetState::new).state().size()).isEqualTo(2);
        done(SessionProtocol.ExpungeAll::new);
        assertThat(session.says(SessionProtocol.GetState::new).state().size()).isZero();
    }

    private EntityState state(Object object) {
        return session.says((n, to) -> new SessionProtocol.StateOf(n, object, to))
                .objectState();
    }

    private boolean isModified(Object object) {
        return session.says((n, to) -> new SessionProtocol.IsModified(n, object, to))
                .modified();
    }

    private List<? extends Optional<?>> all(Object... ids) {
        return session.says((n, to) -> new SessionProtocol.GetAll(n, Note.class, Arrays.asList(ids), to))
                .foundAll();
    }

    @Test
    void valuesAreReadAgainAndStatementsHaveOptions(SqlLog sent) {
        Note note = (Note) note(1);
        changeBehindItsBack("a");
        assertThat(note.text).isEqualTo("one");
        done((n, to) -> new SessionProtocol.Refresh(n, note, List.of("text"), to));
        assertThat(note.text).isEqualTo("a");
        sent.assertNotSent("for update");
        done((n, to) -> new SessionProtocol.Refresh(n, note, List.of(), Optional.of(LockClause.UPDATE), to));
        sent.assertSent("for update");
        changeBehindItsBack("b");
        done((n, to) -> new SessionProtocol.Expire(n, note, List.of(), to));
        assertThat(((Note) note(1)).text).isEqualTo("b");
        changeBehindItsBack("c");
        done(SessionProtocol.ExpireAll::new);
        assertThat(((Note) note(1)).text).isEqualTo("c");
        session.says((n, to) -> new SessionProtocol.Execute(n, change("d"), List.of(), to))
                .orThrow();
        assertThat(note.text).as("without options objects learn of it").isEqualTo("d");
    }

    private static Executable change(String text) {
        return update(OnSessions.NOTES).set(OnSessions.NOTES.attribute("text", String.class), text);
    }

    private void changeBehindItsBack(String text) {
        StatementOptions none = StatementOptions.none().withSynchronizeSession(SynchronizeSession.NONE);
        session.says((n, to) -> new SessionProtocol.Execute(n, change(text), List.of(), none, to))
                .orThrow();
    }

    @Test
    void severalAreMergedInTheirOrder() {
        Note known = (Note) note(1);
        Note outside = new Note(1, "merged");
        outside.version = known.version;
        List<?> merged = session.says(
                        (n, to) -> new SessionProtocol.MergeAll(n, List.of(new Note(9, "nine"), outside), to))
                .mergedAll();
        assertThat(merged).hasSize(2);
        assertThat(merged.get(1)).isSameAs(known);
        assertThat(known.text).isEqualTo("merged");
        Note eight = new Note(8, "eight");
        assertThat(session.says((n, to) -> new SessionProtocol.Merge(n, eight, to))
                        .merged())
                .isInstanceOf(Note.class)
                .isNotSameAs(eight);
    }

    @Test
    void whatIsNotThereIsLoaded() {
        Await.value(sessions.begin(opened -> {
            User ann = new User("ann");
            Address home = new Address("home");
            ann.addresses.add(home);
            home.user = ann;
            opened.add(ann);
            return opened.flush();
        }));
        User ann = Objects.requireNonNull(
                session.says((n, to) -> new SessionProtocol.Execute(n, select(OnSessions.USERS), List.of(), to))
                        .result()
                        .scalarOne(User.class));
        assertThat(session.says((n, to) -> new SessionProtocol.LoadAttribute(n, ann, OnSessions.USER_NAME, to))
                        .value())
                .isEqualTo(Optional.of("ann"));
        done((n, to) ->
                new SessionProtocol.LoadAll(n, List.of(ann), List.of(selectInLoad(OnSessions.USER_ADDRESSES)), to));
        assertThat(ann.addresses).hasSize(1);
        assertThat(session.says((n, to) -> new SessionProtocol.Load(n, ann, OnSessions.USER_ADDRESSES, to))
                        .value()
                        .orElseThrow())
                .isSameAs(ann.addresses);
    }

    // ---- statements and transactions

    @Test
    void nothingIsWrittenBeforeAQueryThatIsNotToFlush() {
        done((n, to) -> new SessionProtocol.Add(n, new Note(2, "two"), to));
        Reply counted = session.says((n, to) -> new SessionProtocol.NoAutoflush(
                new SessionProtocol.Execute(n, select(Functions.count()).from(OnSessions.NOTES), List.of(), to)));
        assertThat(counted.result().scalar(Long.class)).contains(1L);
        Reply failed =
                session.says((n, to) -> new SessionProtocol.NoAutoflush(new SessionProtocol.Add(n, "not mapped", to)));
        assertThat(failed).isInstanceOf(Failed.class);
        assertThat(count()).as("the next one flushes again").isEqualTo(2);
        assertThatExceptionOfType(ArgumentException.class)
                .isThrownBy(() -> session.kind((n, to) -> new SessionProtocol.NoAutoflush(
                        new SessionProtocol.Stream(n, select(OnSessions.NOTES), Map.of(), to))));
    }

    @Test
    void aTransactionBeginsWhenItIsToldAndItsConnectionIsGiven() {
        done(SessionProtocol.Begin::new);
        assertThat(session.says(SessionProtocol.GetState::new).state().inTransaction())
                .isTrue();
        assertThat(((Failed) session.says(SessionProtocol.Begin::new)).cause())
                .isInstanceOf(InvalidRequestException.class);
        done((n, to) -> new SessionProtocol.Add(n, new Note(2, "two"), to));
        done(SessionProtocol.Flush::new);
        Reply connected = session.says(SessionProtocol.GetConnection::new);
        assertThat(Await.value(
                        connected.connection().scalar(select(Functions.count()).from(OnSessions.NOTES))))
                .contains(2L);
        done(SessionProtocol.Reset::new);
        assertThat(session.says(SessionProtocol.GetState::new).state().inTransaction())
                .isFalse();
        assertThat(count()).isEqualTo(1);
    }

    @Test
    void theOtherQuestionsAreAnswered(ActorTestKit kit) {
        assertThat(session.says((n, to) -> new SessionProtocol.Parallel(
                                n, List.of(select(OnSessions.NOTES), select(OnSessions.USERS)), to))
                        .results())
                .extracting(result -> result.fetchAll().size())
                .containsExactly(1, 0);
        Reply info = session.says(SessionProtocol.GetInfo::new);
        info.info().put("who", "ann");
        assertThat(session.says(SessionProtocol.GetInfo::new).info()).containsEntry("who", "ann");
        assertThat(session.says((n, to) -> new SessionProtocol.Within(Duration.ofHours(1), getOne(n, to)))
                        .found())
                .isPresent();
        Reply streaming =
                session.says((n, to) -> new SessionProtocol.Stream(n, select(OnSessions.NOTES), Map.of(), to));
        assertThat(Await.value(AsyncResult.of(kit.system(), streaming.rows()).fetchAll()))
                .hasSize(1);
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(info::foundAll);
        assertThat(Objects.requireNonNull(info.orThrow())).isSameAs(info);
    }
}

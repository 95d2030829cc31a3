package io.granary.testkit.orm;

import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.READ_NOTE;
import static io.granary.testkit.orm.SentChanges.READ_USER;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static io.granary.testkit.orm.SentChanges.changing;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.ExecutionOptions;
import io.granary.engine.IsolationLevel;
import io.granary.error.FlushException;
import io.granary.error.StaleDataException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.orm.GetOptions;
import io.granary.schema.Column;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Versions: numbers, times, and those that the program sets. */
public interface VersionCompliance extends OnSessions {

    @Test
    default void aTimeThatTheProgramGivesIsKeptToTheMicrosecond(Bench bench) {
        EntityTable<Stamp> stamps = EntityTable.of(Stamp.class);
        Instant exact = Instant.parse("2034-01-01T00:00:00.123456789Z");
        Instant kept = Instant.parse("2034-01-01T00:00:00.123456Z");
        AsyncSession session = sessions(bench).open();
        Stamp stamp = new Stamp("new");
        stamp.changed = exact;
        session.add(stamp);
        Await.value(session.flush());
        assertThat(stamp.changed).isEqualTo(kept);
        stamp.motif = "second";
        stamp.changed = exact.plusSeconds(1);
        Await.value(session.flush());
        assertThat(stamp.changed).isEqualTo(kept.plusSeconds(1));
        stamp.motif = "third";
        Await.value(session.flush());
        Await.value(
                session.execute(update(stamps).set(stamps.attribute("changed", Instant.class), exact.plusSeconds(3))));
        Await.value(session.refresh(stamp));
        stamp.motif = "fourth";
        Await.value(session.commit());
        assertThat(bench.sql().column("select motif from orm_stamps")).containsExactly("fourth");
        Await.value(session.close());
    }

    /** Which version that is only the database knows; to read it alone would vouch for values that others have changed. */
    @Test
    default void whoseVersionAStatementCountedIsReadBeforeItIsChanged(Bench bench) {
        Column<Integer> version = NOTES.attribute("version", Integer.class);
        stored(bench, new Note(1, "a"), new Note(2, "b"));
        AsyncSession session = sessions(bench).open();
        Note one = get(session, Note.class, 1);
        Await.value(session.execute(update(NOTES).set(version, version.add(1))));
        Await.value(session.refresh(one));
        one.text = "changed";
        Await.value(session.commit());
        assertThat(bench.sql().number("select version from orm_notes where id = 1"))
                .isEqualTo(3);
        Note two = get(session, Note.class, 2);
        Await.value(session.rollback());
        Await.value(session.refresh(two));

        bench.sql().run("update orm_notes set text = 'others', version = version + 1 where id = 2");
        Await.value(session.execute(update(NOTES)
                .set(version, version.add(1))
                .where(NOTES.attribute("id", Integer.class).gt(0))));
        two.text = two.text + " mine";
        Await.failure(session.commit(), StaleDataException.class);
        Await.value(session.rollback());
        assertThat(bench.sql().column("select text from orm_notes where id = 2"))
                .containsExactly("others");
        Await.value(session.close());
    }

    @Test
    @Tag("VE01")
    default void oneOfSeveralThatIsStaleStopsTheDeletion(Bench bench) {
        stored(bench, new Note(1, "a"), new Note(2, "b"));
        AsyncSession session = sessions(bench).open();
        List<Note> notes = List.of(get(session, Note.class, 1), get(session, Note.class, 2));
        Await.value(session.deleteAll(notes));
        bench.sql().run("update orm_notes set version = 5 where id = 2");
        assertThat(Await.failure(session.commit(), StaleDataException.class))
                .hasMessageContaining("expected to delete 2 row(s); 1 were matched");
        assertSent(
                bench,
                READ_NOTE,
                READ_NOTE,
                changing(
                        bench,
                        2,
                        "DELETE FROM orm_notes WHERE orm_notes.id = ? AND orm_notes.version = ?",
                        "DELETE FROM orm_notes USING unnest(?, ?) AS changed (key_0, old_2) WHERE orm_notes.id = changed.key_0"
                                + " AND orm_notes.version = changed.old_2 RETURNING orm_notes.id"));
        Await.value(session.rollback());
        assertThat(count(bench, "orm_notes")).isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    @Tag("VE03")
    @Tag("VE10")
    default void aVersionThatTheProgramSetsIsWrittenAndTheLoadedOneChecked(Bench bench) {
        stored(bench, new Note(1, "a"));
        AsyncSession session = sessions(bench).open();
        Note note = get(session, Note.class, 1);
        note.version = 9;
        note.text = "b";
        Await.value(session.commit());
        assertThat(bench.sql().number("select version from orm_notes")).isEqualTo(9);
        get(session, Note.class, 1).version = 12;
        Await.value(session.delete(note));
        Await.value(session.commit());
        assertSent(
                bench,
                READ_NOTE,
                "UPDATE orm_notes SET text = ?, version = ? WHERE orm_notes.id = ? AND orm_notes.version = ?",
                READ_NOTE,
                "DELETE FROM orm_notes WHERE orm_notes.id = ? AND orm_notes.version = ?");
        assertThat(count(bench, "orm_notes")).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("VE04")
    default void whoLocksWhatIsStaleIsTold(Bench bench) {
        stored(bench, new Note(1, "a"));
        AsyncSession session = sessions(bench)
                .withExecution(ExecutionOptions.none().withIsolationLevel(IsolationLevel.READ_COMMITTED))
                .open();
        Note note = get(session, Note.class, 1);
        bench.sql().run("update orm_notes set version = 2, text = 'b'");
        assertThat(Await.failure(
                        session.get(Note.class, 1, GetOptions.none().withForUpdate()), StaleDataException.class))
                .hasMessageContaining("has version 2 and not 1");
        Await.value(session.refresh(note));
        assertThat(note.text).isEqualTo("b");
        assertThat(Await.value(session.get(Note.class, 1, GetOptions.none().withForUpdate())))
                .containsSame(note);
        assertSent(bench, READ_NOTE, READ_NOTE + " FOR UPDATE", READ_NOTE, READ_NOTE + " FOR UPDATE");
        Await.value(session.close());
    }

    @Test
    @Tag("VE06")
    default void aVersionThatIsNullIsRefused(Bench bench) {
        Stamp stamp = new Stamp("bird");
        stored(bench, stamp);
        bench.sql().run("update orm_stamps set changed = null");
        AsyncSession session = sessions(bench).open();
        Stamp found = get(session, Stamp.class, stamp.id);
        found.motif = "fish";
        assertThat(Await.failure(session.flush(), FlushException.class)).hasMessageContaining("NULL in the database");
        Await.value(session.close());
    }

    @Test
    @Tag("VE07")
    default void aLockWithoutAVersionChecksNothing(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench)
                .withExecution(ExecutionOptions.none().withIsolationLevel(IsolationLevel.READ_COMMITTED))
                .open();
        User found = get(session, User.class, ann.id);
        bench.sql().run("update orm_users set name = 'bob'");
        GetOptions lock = GetOptions.none().withForUpdate();
        assertThat(Await.value(session.get(User.class, Objects.requireNonNull(ann.id), lock)))
                .containsSame(found);
        assertThat(found.name).isEqualTo("ann");
        assertSent(bench, READ_USER, READ_USER + " FOR UPDATE");
        Await.value(session.close());
    }

    @Test
    @Tag("VE01")
    default void aTimeIsAVersionToo(Bench bench) {
        Instant noon = Instant.parse("2026-01-02T12:00:00.000001Z");
        Stamp stamp = new Stamp("bird");
        AsyncSession session =
                sessions(bench).withClock(Clock.fixed(noon, ZoneOffset.UTC)).open();
        session.add(stamp);
        Await.value(session.commit());
        assertThat(get(session, Stamp.class, stamp.id).changed).isEqualTo(noon);
        Instant later = noon.plusSeconds(1);
        AsyncSession other =
                sessions(bench).withClock(Clock.fixed(later, ZoneOffset.UTC)).open();
        Stamp found = get(other, Stamp.class, stamp.id);
        found.motif = "fish";
        Await.value(other.commit());
        assertThat(found.changed).isEqualTo(later);
        Await.value(session.rollback());
        AsyncSession late = sessions(bench).open();
        stamp.motif = "late";
        stamp.changed = noon;
        late.add(stamp);
        assertThat(Await.failure(late.flush(), StaleDataException.class))
                .hasMessageContaining("Stamp(" + stamp.id + ")");
        Await.value(late.close());
        Await.value(other.close());
        Await.value(session.close());
    }

    /** Two changes within one tick of the clock, or on a clock that went back, have two versions: who read the first one is late. */
    @Test
    @Tag("VE01")
    default void aTimeMovesOnWhereTheClockDoesNot(Bench bench) {
        Instant noon = Instant.parse("2026-01-02T12:00:00.000001Z");
        Clock still = Clock.fixed(noon, ZoneOffset.UTC);
        Stamp stamp = new Stamp("bird");
        Await.value(sessions(bench).withClock(still).begin(session -> {
            session.add(stamp);
            return session.flush();
        }));
        String id = Objects.requireNonNull(stamp.id);
        AsyncSession late = sessions(bench).withClock(still).open();
        Stamp read = get(late, Stamp.class, id);
        Await.value(late.rollback());
        change(sessions(bench).withClock(still), id, "fish");
        read.motif = "late";
        assertThat(Await.failure(late.commit(), StaleDataException.class)).hasMessageContaining("Stamp(" + id + ")");
        Await.value(late.close());
        Clock back = Clock.fixed(noon.minusSeconds(60), ZoneOffset.UTC);
        change(sessions(bench).withClock(back), id, "moth");
        AsyncSession session = sessions(bench).open();
        Stamp found = get(session, Stamp.class, id);
        assertThat(found.motif).isEqualTo("moth");
        assertThat(found.changed).isEqualTo(noon.plusNanos(2_000));
        Await.value(session.close());
    }

    private static void change(AsyncSessionMaker sessions, String id, String motif) {
        Await.value(sessions.begin(session -> session.getOne(Stamp.class, id).thenApply(stamp -> stamp.motif = motif)));
    }
}

package io.granary.testkit.orm;

import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static io.granary.testkit.orm.SentChanges.changing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.dialect.Feature;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.error.StaleDataException;
import io.granary.error.UniqueViolationException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.StatementOptions;
import io.granary.orm.SynchronizeSession;
import io.granary.schema.Column;
import io.granary.sql.Params;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.Claim;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many rows that are changed or deleted at once, by a flush or by a list of keys. */
public interface ManyRowsCompliance extends OnSessions {

    /** Keys of notes, for conditions. */
    Column<Integer> NOTE_KEY = NOTES.attribute("id", Integer.class);

    /** Whether rows that change go in columns of values: then a statement has one set of them, and otherwise one for each row. */
    private static boolean inArrays(Bench bench) {
        return Spelling.of(bench).inColumns();
    }

    private static void assertChanged(Bench bench, int rows, String statement, String columns) {
        assertSent(bench, changing(bench, rows, statement, columns));
    }

    private static void assertNotesDeleted(Bench bench, int rows) {
        assertChanged(
                bench,
                rows,
                "DELETE FROM orm_notes WHERE orm_notes.id = ? AND orm_notes.version = ?",
                "DELETE FROM orm_notes USING unnest(?, ?) AS changed (key_0, old_2) WHERE orm_notes.id = changed.key_0"
                        + " AND orm_notes.version = changed.old_2 RETURNING orm_notes.id");
    }

    private static void assertNotesChanged(Bench bench, int rows) {
        assertChanged(
                bench,
                rows,
                "UPDATE orm_notes SET text = ?, version = ? WHERE orm_notes.id = ? AND orm_notes.version = ?",
                "UPDATE orm_notes SET text = changed.set_1, version = changed.set_2"
                        + " FROM unnest(?, ?, ?, ?) AS changed (key_0, set_1, set_2, old_2) WHERE orm_notes.id = changed.key_0"
                        + " AND orm_notes.version = changed.old_2 RETURNING orm_notes.id");
    }

    private static void notes(Bench bench, int count) {
        stored(
                bench,
                IntStream.rangeClosed(1, count)
                        .mapToObj(i -> new Note(i, "n" + i))
                        .toArray());
    }

    private static List<Note> loaded(AsyncSession session, int count) {
        List<Note> notes = new ArrayList<>();
        Await.value(session.getAll(
                        Note.class, IntStream.rangeClosed(1, count).boxed().toList()))
                .forEach(note -> notes.add(note.orElseThrow()));
        return notes;
    }

    @Test
    @Tag("UW26")
    default void manyChangedRowsAreOneStatement(Bench bench) {
        User[] users = IntStream.range(0, 300)
                .mapToObj(i -> new User("u" + i, "u" + i + "@x"))
                .toArray(User[]::new);
        stored(bench, (Object[]) users);
        AsyncSession session = sessions(bench).open();
        List<User> found = new ArrayList<>();
        Await.value(session.getAll(
                        User.class, List.of(users).stream().map(user -> user.id).toList()))
                .forEach(user -> found.add(user.orElseThrow()));
        sent(bench).mark();
        for (int i = 0; i < found.size(); i++) {
            found.get(i).name = "o'brien \"" + i + "\" {,}";
            found.get(i).age = i % 7 == 0 ? 0 : i;
        }
        Await.value(session.flush());
        assertChanged(
                bench,
                300,
                "UPDATE orm_users SET name = ?, age = ? WHERE orm_users.id = ?",
                "UPDATE orm_users SET name = changed.set_1, age = changed.set_3"
                        + " FROM unnest(?, ?, ?) AS changed (key_0, set_1, set_3) WHERE orm_users.id = changed.key_0"
                        + " RETURNING orm_users.id");
        found.forEach(user -> user.age = null);
        Await.value(session.flush());
        assertChanged(
                bench,
                300,
                "UPDATE orm_users SET age = ? WHERE orm_users.id = ?",
                "UPDATE orm_users SET age = changed.set_3 FROM unnest(?, ?) AS changed (key_0, set_3)"
                        + " WHERE orm_users.id = changed.key_0 RETURNING orm_users.id");
        // Each takes what the one before gives up, which no statement for all of them could do.
        for (int i = 0; i < 3; i++) {
            found.get(i).email = i == 0 ? "free@x" : "u" + (i - 1) + "@x";
        }
        Await.value(session.flush());
        assertSent(bench, "3 × UPDATE orm_users SET email = ? WHERE orm_users.id = ?");
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_users order by id"))
                .first()
                .isEqualTo("o'brien \"0\" {,}");
        assertThat(bench.sql().column("select email from orm_users order by id"))
                .startsWith("free@x", "u0@x", "u1@x");
        assertThat(bench.sql().number("select count(*) from orm_users where age is null"))
                .isEqualTo(300);
        if (bench.capabilities().claims(Claim.CHECKS_SIZES)) {
            refusesWhatIsTooLong(session, found);
        }
        Await.value(session.close());
        assertThat(bench.sql().number("select count(*) from orm_users where name like 'o''b%'"))
                .isEqualTo(300);
    }

    /** It is not cut either. */
    private static void refusesWhatIsTooLong(AsyncSession session, List<User> found) {
        found.get(0).name = "x".repeat(60);
        found.get(1).name = "y".repeat(60);
        Await.failure(session.commit(), GranaryException.class);
        Await.value(session.rollback());
        session.addAll(List.of(new User("x".repeat(60)), new User("y".repeat(60))));
        Await.failure(session.commit(), GranaryException.class);
    }

    @Test
    @Tag("VE01")
    default void whoIsLateIsNamedAmongMany(Bench bench) {
        notes(bench, 20);
        AsyncSession session = sessions(bench).open();
        List<Note> notes = loaded(session, 20);
        sent(bench).mark();
        notes.forEach(note -> note.text = "changed " + note.id);
        Await.value(session.flush());
        assertNotesChanged(bench, 20);
        assertThat(notes).extracting(note -> note.version).containsOnly(2);
        Await.value(session.commit());
        loaded(session, 20);
        Await.value(session.rollback());
        bench.sql().run("update orm_notes set version = 3 where id = 7", "delete from orm_notes where id = 9");
        notes.forEach(note -> note.text = "late");
        StaleDataException late = Await.failure(session.commit(), StaleDataException.class);
        assertThat(late).hasMessageContaining("expected to update 20 row(s); 18 were matched");
        if (inArrays(bench)) {
            assertThat(late).hasMessageContaining("Not matched: [Note(7), Note(9)]");
        }
        Await.value(session.rollback());
        assertThat(bench.sql().number("select count(*) from orm_notes where text = 'late'"))
                .isZero();
        for (Note note : notes) {
            if (note.id != 9) {
                Await.value(session.delete(note));
            }
        }
        sent(bench).mark();
        Await.failure(session.flush(), StaleDataException.class);
        assertNotesDeleted(bench, 19);
        Await.value(session.rollback());
        session.expungeAll();
        List<Note> rest = loaded(session, 6);
        Await.value(session.deleteAll(rest));
        sent(bench).mark();
        Await.value(session.flush());
        assertNotesDeleted(bench, 6);
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_notes")).isEqualTo(13);
        Await.value(session.close());
    }

    @Test
    default void rowsOfSeveralKeyColumnsGoTogether(Bench bench) {
        Seat[] seats = IntStream.range(0, 5).mapToObj(i -> new Seat("hall", i)).toArray(Seat[]::new);
        stored(bench, (Object[]) seats);
        AsyncSession session = sessions(bench).open();
        List<Seat> found = new ArrayList<>();
        for (Seat seat : seats) {
            found.add(get(session, Seat.class, new Seat.Key("hall", Objects.requireNonNull(seat.place))));
        }
        EntityTable<Seat> table = EntityTable.of(Seat.class);
        sent(bench).mark();
        Await.value(session.execute(
                update(table),
                found.stream()
                        .map(seat -> Params.of(
                                "hall",
                                "hall",
                                "place",
                                Objects.requireNonNull(seat.place),
                                "visitor.first",
                                "v" + seat.place))
                        .toList()));
        assertChanged(
                bench,
                5,
                "UPDATE orm_seats SET first = ? WHERE orm_seats.hall = ? AND orm_seats.place = ?",
                "UPDATE orm_seats SET first = changed.set_2 FROM unnest(?, ?, ?) AS changed (key_0, key_1, set_2)"
                        + " WHERE orm_seats.hall = changed.key_0 AND orm_seats.place = changed.key_1"
                        + " RETURNING orm_seats.hall, orm_seats.place");
        assertThat(found)
                .extracting(seat -> Objects.requireNonNull(seat.visitor).first())
                .containsExactly("v0", "v1", "v2", "v3", "v4");
        Await.value(session.deleteAll(found));
        sent(bench).mark();
        Await.value(session.flush());
        assertChanged(
                bench,
                5,
                "DELETE FROM orm_seats WHERE orm_seats.hall = ? AND orm_seats.place = ?",
                "DELETE FROM orm_seats USING unnest(?, ?) AS changed (key_0, key_1)"
                        + " WHERE orm_seats.hall = changed.key_0 AND orm_seats.place = changed.key_1"
                        + " RETURNING orm_seats.hall, orm_seats.place");
        Await.value(session.close());
    }

    @Test
    @Tag("LD26")
    default void rowsAreChangedByListsOfKeys(Bench bench) {
        notes(bench, 4);
        AsyncSession session = sessions(bench).open();
        Note known = get(session, Note.class, 1);
        Note expired = get(session, Note.class, 2);
        session.expire(expired);
        sent(bench).mark();
        var rows = List.of(
                Params.of("id", 1, "text", "one", "version", 1),
                Params.of("id", 2, "text", "two", "version", 1),
                Params.of("id", 3, "text", "three", "version", 1));
        assertThat(Await.value(session.execute(update(NOTES), rows)).rowCount()).isEqualTo(3);
        assertNotesChanged(bench, 3);
        assertThat(known.text).isEqualTo("one");
        assertThat(known.version).isEqualTo(2);
        assertThat(Await.value(session.isModified(known))).isFalse();
        assertThat(get(session, Note.class, 2).text).isEqualTo("two");
        Await.value(session.rollback());
        assertThat(known.text).as("a rollback knows of it").isEqualTo("n1");
        Await.value(session.close());
    }

    @Test
    @Tag("LD26")
    default void whatAListOfKeysLacksIsSaid(Bench bench) {
        notes(bench, 2);
        AsyncSession session = sessions(bench).open();
        assertThat(Await.failure(
                        session.execute(update(NOTES), List.of(Params.of("text", "x", "version", 1))),
                        InvalidRequestException.class))
                .hasMessageContaining("no value for id, which is of the key");
        assertThat(Await.failure(
                        session.execute(update(NOTES), List.of(Params.of("id", 1, "text", "x"))),
                        InvalidRequestException.class))
                .hasMessageContaining("no value for version");
        assertThat(Await.failure(
                        session.execute(update(NOTES), List.of(Params.of("id", 1, "txt", "x", "version", 1))),
                        InvalidRequestException.class))
                .hasMessageContaining("neither an attribute nor a column \"txt\"");
        Note known = get(session, Note.class, 1);
        StaleDataException late = Await.failure(
                session.execute(
                        update(NOTES),
                        List.of(
                                Params.of("id", 1, "text", "x", "version", 1),
                                Params.of("id", 2, "text", "x", "version", 5))),
                StaleDataException.class);
        assertThat(late).hasMessageContaining("expected to update 2 row(s); 1 were matched");
        assertThat(known.text).isEqualTo("n1");
        Await.value(session.rollback());
        assertThat(Await.value(session.execute(
                                update(NOTES).where(NOTE_KEY.gt(1)),
                                List.of(
                                        Params.of("id", 1, "text", "x", "version", 1),
                                        Params.of("id", 2, "text", "x", "version", 1))))
                        .rowCount())
                .as("another condition may leave rows out")
                .isEqualTo(1);
        assertThat(get(session, Note.class, 1).text).isEqualTo("n1");
        Await.value(session.execute(
                update(NOTES),
                List.of(Params.of("id", 1, "text", "unseen", "version", 1)),
                StatementOptions.none().withSynchronizeSession(SynchronizeSession.NONE)));
        assertThat(known.text).isEqualTo("n1");
        Await.value(session.rollback());
        // Consecutive rows of one shape go together, in the order in which they were given.
        User ann = new User("ann");
        User bob = new User("bob");
        stored(bench, ann, bob);
        Await.value(session.execute(
                update(USERS),
                List.of(
                        Params.of("id", Objects.requireNonNull(ann.id), "age", 1),
                        Params.of("id", Objects.requireNonNull(bob.id), "age", 2),
                        Params.of("id", Objects.requireNonNull(ann.id), "name", "anna"),
                        Params.of("id", Objects.requireNonNull(ann.id), "age", 3))));
        assertSent(
                bench,
                changing(
                        bench,
                        2,
                        "UPDATE orm_users SET age = ? WHERE orm_users.id = ?",
                        "UPDATE orm_users SET age = changed.set_3 FROM unnest(?, ?) AS changed (key_0, set_3)"
                                + " WHERE orm_users.id = changed.key_0 RETURNING orm_users.id"),
                "UPDATE orm_users SET name = ? WHERE orm_users.id = ?",
                "UPDATE orm_users SET age = ? WHERE orm_users.id = ?");
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_users order by id")).containsExactly("anna", "bob");
        assertThat(bench.sql().number("select age from orm_users where name = 'anna'"))
                .isEqualTo(3);
        Await.value(session.close());
    }

    @Test
    @Tag("UW26")
    default void rowsThatGoInBlocksAreAllThereOrNone(Bench bench) {
        stored(bench, new Note(1_700, "in the way"));
        List<Note> many = IntStream.rangeClosed(1, 2_500)
                .mapToObj(i -> new Note(i, "n" + i))
                .toList();
        AsyncSession session = sessions(bench).open();
        session.addAll(many);
        // A commit that writes first: what is written by several statements is not committed one by one.
        assertThat(Await.failure(session.commit(), UniqueViolationException.class))
                .isNotNull();
        Await.value(session.rollback());
        assertThat(bench.sql().number("select count(*) from orm_notes")).isEqualTo(1);
        assertThat(many).noneMatch(note -> Await.value(session.contains(note)));
        assertThat(get(session, Note.class, 1_700).text).isEqualTo("in the way");

        List<Note> others = many.stream().filter(note -> note.id != 1_700).toList();
        session.addAll(others);
        Await.value(session.flush());
        assertThat(others).allMatch(note -> Await.value(session.contains(note)));
        assertThat(Await.value(session.get(Note.class, 2_500))).containsSame(others.get(2_498));
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_notes where text like 'n%'"))
                .isEqualTo(2_499);
        Await.value(session.close());
    }

    @Test
    @Tag("UW26")
    default void rowsThatGoInBlocksGetTheirKeysInOrder(Bench bench) {
        assumeTrue(
                bench.engine().dialect().supports(Feature.INSERT_RETURNING),
                "row by row elsewhere, which takes long, and is in order by itself");
        AsyncSession session = sessions(bench).open();
        List<User> many =
                IntStream.range(0, 2_500).mapToObj(i -> new User("u" + i)).toList();
        session.addAll(many);
        Await.value(session.flush());
        assertThat(many.stream().map(user -> Objects.requireNonNull(user.id))).isSorted();
        Await.value(session.rollback());
        Await.value(session.close());
    }
}

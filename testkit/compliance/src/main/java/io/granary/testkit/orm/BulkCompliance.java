package io.granary.testkit.orm;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.excluded;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.dialect.Feature;
import io.granary.engine.Result;
import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityState;
import io.granary.orm.StatementOptions;
import io.granary.orm.SynchronizeSession;
import io.granary.schema.Column;
import io.granary.sql.OnConflict;
import io.granary.sql.Params;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Statements that change many rows of mapped classes, and what the objects of the session learn of it. */
public interface BulkCompliance extends OnSessions {

    /** Their ages. */
    Column<Integer> USER_AGE = USERS.attribute("age", Integer.class);

    /** Keys of notes. */
    Column<Integer> NOTE_ID = NOTES.attribute("id", Integer.class);

    /** What is in notes. */
    Column<String> NOTE_TEXT = NOTES.attribute("text", String.class);

    private static User aged(String name, int age) {
        User user = new User(name);
        user.age = age;
        return user;
    }

    private static User loaded(AsyncSession session, User user) {
        return Await.value(session.getOne(User.class, Objects.requireNonNull(user.id)));
    }

    @Test
    @Tag("LD17")
    default void aConditionThatMeansTheSameHereIsTriedOnObjects(Bench bench) {
        User ann = aged("ann", 30);
        User bob = aged("bob", 50);
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        User younger = loaded(session, ann);
        User older = loaded(session, bob);
        sent(bench).mark();
        long changed = Await.value(
                        session.execute(update(USERS).set(USER_AGE, 99).where(USER_AGE.gt(40), USER_ID.isNotNull())))
                .rowCount();
        assertThat(changed).isEqualTo(1);
        sent(bench).assertNoMoreThan(1);
        assertThat(older.age).isEqualTo(99);
        assertThat(younger.age).isEqualTo(30);
        assertThat(Await.value(session.isModified(older))).isFalse();
        Await.value(session.execute(update(USERS).set(USER_AGE, USER_AGE.add(1))));
        assertThat(loaded(session, bob).age).as("an expression is read again").isEqualTo(100);
        Await.value(session.rollback());
        assertThat(older.age).isEqualTo(50);
        Await.value(session.close());
    }

    @Test
    @Tag("LD18")
    @Tag("LD21")
    default void whatIsDeletedLeavesTheSession(Bench bench) {
        User john = aged("john", 30);
        User jane = aged("jane", 40);
        stored(bench, john, jane);
        AsyncSession session = sessions(bench).open();
        User gone = loaded(session, john);
        User stays = loaded(session, jane);
        assertThat(Await.failure(
                        session.execute(
                                delete(USERS).where(USER_NAME.like("jo%")),
                                List.of(),
                                StatementOptions.none().withSynchronizeSession(SynchronizeSession.EVALUATE)),
                        InvalidRequestException.class))
                .hasMessageContaining("cannot be tried on objects");
        Await.value(session.execute(delete(USERS).where(USER_NAME.like("jo%"))));
        assertThat(Await.value(session.stateOf(gone))).isEqualTo(EntityState.DELETED);
        assertThat(Await.value(session.contains(stays))).isTrue();
        Await.value(session.rollback());
        assertThat(Await.value(session.contains(gone))).isTrue();
        Await.value(session.execute(delete(USERS).where(USER_AGE.eq(30))));
        Await.value(session.commit());
        assertThat(Await.value(session.contains(gone))).isFalse();
        Await.value(session.close());
    }

    @Test
    @Tag("LD20")
    @Tag("LD23")
    default void pendingChangesAreOverwrittenAndUnknownObjectsForgotten(Bench bench) {
        User ann = aged("ann", 30);
        User bob = aged("bob", 50);
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).withAutoflush(false).open();
        User changed = loaded(session, ann);
        User expired = loaded(session, bob);
        changed.age = 50;
        session.expire(expired);
        sent(bench).mark();
        Await.value(session.execute(update(USERS).set(USER_AGE, 7).where(USER_AGE.ge(10))));
        sent(bench).assertNoMoreThan(1);
        assertThat(changed.age).isEqualTo(7);
        assertThat(Await.value(session.isModified(changed))).isFalse();
        assertThat(loaded(session, bob).age).isEqualTo(7);
        Await.value(session.close());
    }

    @Test
    @Tag("AS18")
    default void withoutSynchronizingObjectsStayAsTheyAre(Bench bench) {
        User ann = aged("ann", 30);
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = loaded(session, ann);
        Await.value(session.execute(
                update(USERS).set(USER_NAME, "u2"),
                List.of(),
                StatementOptions.none().withSynchronizeSession(SynchronizeSession.NONE)));
        assertThat(found.name).isEqualTo("ann");
        Await.value(session.refresh(found));
        assertThat(found.name).isEqualTo("u2");
        Await.value(session.close());
    }

    @Test
    default void objectsThatADeleteReturnsAreOut(Bench bench) {
        assumeTrue(bench.engine().dialect().supports(Feature.DELETE_RETURNING));
        for (SynchronizeSession how : SynchronizeSession.values()) {
            stored(bench, new Note(1, "one"), new Note(2, "two"), new Note(3, "three"));
            AsyncSession session = sessions(bench).open();
            Note one = Await.value(session.getOne(Note.class, 1));
            Note three = Await.value(session.getOne(Note.class, 3));
            List<Note> gone = Await.value(session.execute(
                            delete(NOTES).where(NOTE_ID.lt(3)).returning(NOTES),
                            List.of(),
                            StatementOptions.none().withSynchronizeSession(how)))
                    .scalars(Note.class)
                    .fetchAll();
            assertThat(gone).extracting(note -> note.text).containsExactlyInAnyOrder("one", "two");
            assertThat(gone).as("the very object of the session").contains(one);
            boolean unheard = how == SynchronizeSession.NONE;
            for (Note note : gone) {
                assertThat(Await.value(session.stateOf(note)))
                        .as(how + " " + note.text)
                        .isEqualTo(unheard && note == one ? EntityState.PERSISTENT : EntityState.DELETED);
            }
            assertThat(Await.value(session.contains(three))).isTrue();
            assertThat(Await.value(session.get(Note.class, 2))).isEmpty();
            session.add(new Note(2, "new"));
            Await.value(session.flush());
            assertThat(bench.sql().number("select count(*) from orm_notes")).isEqualTo(3);
            Await.value(session.rollback());
            assertThat(gone)
                    .allSatisfy(note ->
                            assertThat(Await.value(session.contains(note))).isTrue());
            Await.value(session.close());
            bench.sql().run("delete from orm_notes");
        }
    }

    @Test
    default void objectsOfAStreamThatDeletesAreOut(Bench bench) {
        assumeTrue(bench.engine().dialect().supports(Feature.DELETE_RETURNING));
        stored(bench, new Note(1, "one"), new Note(2, "two"));
        AsyncSession session = sessions(bench).open();
        Note one = Await.value(session.getOne(Note.class, 1));
        List<Note> gone = Await.value(
                        session.stream(delete(NOTES).returning(NOTES)).all())
                .stream()
                .map(row -> (Note) Objects.requireNonNull(row.get(0)))
                .toList();
        assertThat(gone).hasSize(2).contains(one);
        assertThat(gone)
                .allSatisfy(
                        note -> assertThat(Await.value(session.stateOf(note))).isEqualTo(EntityState.DELETED));
        assertThat(Await.value(session.get(Note.class, 1))).isEmpty();
        Await.value(session.commit());
        Await.value(session.close());
    }

    @Test
    @Tag("LD30")
    default void whatIsReturnedIsWhatWasNamed(Bench bench) {
        assumeTrue(bench.engine().dialect().supports(Feature.INSERT_RETURNING));
        AsyncSession session = sessions(bench).open();
        Result given = Await.value(session.execute(
                insert(NOTES).returning(NOTE_ID), List.of(Params.of("id", 1, "text", "new", "version", 1))));
        assertThat(given.keys()).containsExactly("id");
        assertThat(given.scalars(Integer.class).fetchAll()).containsExactly(1);
        Await.value(session.close());
    }

    @Test
    @Tag("LD27")
    @Tag("LD29")
    default void insertedRowsComeBackAsObjects(Bench bench) {
        stored(bench, new Note(1, "old"));
        AsyncSession session = sessions(bench).open();
        Note known = Await.value(session.getOne(Note.class, 1));
        var rows = List.of(
                Params.of("id", 1, "text", "new", "version", 1), Params.of("id", 2, "text", "two", "version", 1));
        var upsert = insert(NOTES)
                .onConflict(OnConflict.on(NOTE_ID).set(NOTE_TEXT, excluded(NOTE_TEXT)))
                .returning(NOTES);
        if (!bench.engine().dialect().supports(Feature.INSERT_RETURNING)) {
            assertThat(Await.failure(session.execute(upsert, rows), CompileException.class))
                    .hasMessageContaining("RETURNING");
        } else {
            List<Note> given = Await.value(session.execute(upsert, rows))
                    .scalars(Note.class)
                    .fetchAll();
            assertThat(given).hasSize(2).contains(known);
            assertThat(known.text).isEqualTo("old");
            Await.value(session.execute(upsert, rows, StatementOptions.none().withPopulateExisting(true)));
            assertThat(known.text).isEqualTo("new");
            assertThat(Await.value(session.get(Note.class, 2)).orElseThrow().text)
                    .isEqualTo("two");
        }
        Await.value(session.close());
    }

    /** What comes back first is not what the row has in the end. */
    @Test
    default void anObjectOfARowThatAnUpsertNamesTwiceHasWhatTheRowHas(Bench bench) {
        assumeTrue(bench.engine().dialect().supports(Feature.INSERT_RETURNING));
        stored(bench, new Note(1, "old"));
        for (boolean populating : List.of(false, true)) {
            AsyncSession session = sessions(bench).withExpireOnCommit(false).open();
            int other = populating ? 3 : 2;
            List<Note> given = Await.value(session.execute(
                            insert(NOTES).upsert(NOTE_ID).returning(NOTES),
                            List.of(
                                    Params.of("id", 1, "text", "a"),
                                    Params.of("id", other, "text", "new"),
                                    Params.of("id", 1, "text", "b"),
                                    Params.of("id", other, "text", "newer"),
                                    Params.of("id", 1, "text", "c")),
                            StatementOptions.none().withPopulateExisting(populating)))
                    .scalars(Note.class)
                    .fetchAll();
            assertThat(given).extracting(note -> note.id).containsExactly(1, other, 1, other, 1);
            assertThat(given).extracting(note -> note.text).containsExactly("c", "newer", "c", "newer", "c");
            given.get(0).text = "changed";
            Await.value(session.commit());
            assertThat(bench.sql().value("select text from orm_notes where id = 1"))
                    .isEqualTo("changed");
            Await.value(session.close());
        }
    }
}

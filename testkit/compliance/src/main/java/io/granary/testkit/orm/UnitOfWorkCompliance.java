package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.READ_ADDRESSES;
import static io.granary.testkit.orm.SentChanges.READ_NOTE;
import static io.granary.testkit.orm.SentChanges.READ_USER;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.error.FlushException;
import io.granary.error.StaleDataException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.fixtures.CapturedLogs;
import io.granary.testkit.fixtures.SqlLog;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a flush writes, and in which order. */
public interface UnitOfWorkCompliance extends OnSessions {

    @Test
    @Tag("UW02")
    @Tag("UW06")
    default void parentsAreInsertedFirst(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        AsyncSession session = sessions(bench).open();
        session.addAll(List.of(new Address("nobody's"), ann));
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_users (name, email, age) VALUES (?, ?, ?) RETURNING orm_users.id",
                "INSERT INTO orm_addresses (street, user_id) VALUES (?, ?), (?, ?), (?, ?) RETURNING orm_addresses.id, orm_addresses.id AS id_1");
        assertThat(bench.sql().number("select count(*) from orm_addresses where user_id = " + ann.id))
                .isEqualTo(2);
        assertThat(count(bench, "orm_addresses")).isEqualTo(3);
        assertThat(ann.addresses).extracting(address -> address.user).containsOnly(ann);
        Await.value(session.close());
    }

    @Test
    @Tag("UW03")
    default void childrenAreDeletedFirst(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        Await.value(session.delete(Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)))));
        Await.value(session.commit());
        assertSent(
                bench,
                READ_USER,
                READ_ADDRESSES,
                "DELETE FROM orm_addresses WHERE orm_addresses.id IN (?, ?)",
                "DELETE FROM orm_users WHERE orm_users.id = ?");
        assertThat(count(bench, "orm_users") + count(bench, "orm_addresses")).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("UW08")
    @Tag("UW33")
    default void manyToManyWritesTheDifferenceOnly(Bench bench) {
        Keyword red = new Keyword("red");
        Keyword big = new Keyword("big");
        Keyword old = new Keyword("old");
        Item ball = new Item("ball", red, big);
        stored(bench, ball, old);
        AsyncSession session = sessions(bench).open();
        Item found = Await.value(session.getOne(Item.class, Objects.requireNonNull(ball.id)));
        found.description = "a ball";
        Await.value(session.flush());
        // What is not loaded is not touched.
        assertSent(
                bench,
                "SELECT orm_items.id, orm_items.description FROM orm_items WHERE orm_items.id = ?",
                "UPDATE orm_items SET description = ? WHERE orm_items.id = ?");
        Await.value(session.refresh(found, "keywords"));
        assertThat(found.keywords).extracting(keyword -> keyword.word).containsExactlyInAnyOrder("red", "big");
        Keyword aged = Await.value(session.getOne(Keyword.class, Objects.requireNonNull(old.id)));
        found.keywords.removeIf(keyword -> "red".equals(keyword.word));
        found.keywords.add(aged);
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "DELETE FROM orm_item_keywords WHERE orm_item_keywords.items_id = ? AND orm_item_keywords.keywords_id = ?",
                "INSERT INTO orm_item_keywords (items_id, keywords_id) VALUES (?, ?)");
        Await.value(session.delete(found));
        Await.value(session.commit());
        assertSent(
                bench,
                "DELETE FROM orm_item_keywords WHERE orm_item_keywords.items_id = ?",
                "DELETE FROM orm_items WHERE orm_items.id = ?");
        assertThat(count(bench, "orm_item_keywords")).isZero();
        assertThat(count(bench, "orm_keywords")).isEqualTo(3);
        Await.value(session.close());
    }

    @Test
    @Tag("UW14")
    @Tag("UW15")
    default void deletingARowAndInsertingItsKeyBecomesAnUpdate(Bench bench) {
        stored(bench, new Note(1, "before"));
        AsyncSession session = sessions(bench).open();
        Await.value(session.delete(Await.value(session.getOne(Note.class, 1))));
        Note after = new Note(1, "after");
        session.add(after);
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench, "UPDATE orm_notes SET text = ?, version = ? WHERE orm_notes.id = ? AND orm_notes.version = ?");
        assertThat(bench.sql().column("select text from orm_notes")).containsExactly("after");
        assertThat(bench.sql().number("select version from orm_notes"))
                .as("it goes on, for somebody may have loaded the row as it was")
                .isEqualTo(2);
        assertThat(Await.value(session.contains(after))).isTrue();
        Await.value(session.close());
    }

    @Test
    @Tag("UW17")
    @Tag("UW39")
    default void aKeyCanChangeButNotVanish(Bench bench) {
        stored(bench, new Note(1, "a"));
        AsyncSession session = sessions(bench).open();
        Note note = Await.value(session.getOne(Note.class, 1));
        note.id = 2;
        Await.value(session.flush());
        assertSent(
                bench,
                READ_NOTE,
                "UPDATE orm_notes SET id = ?, version = ? WHERE orm_notes.id = ? AND orm_notes.version = ?");
        assertThat(Await.value(session.get(Note.class, 2))).containsSame(note);
        assertThat(Await.value(session.get(Note.class, 1))).isEmpty();
        note.id = 3;
        Await.value(session.delete(note));
        Await.value(session.commit());
        // By the key that the row has.
        assertSent(bench, READ_NOTE, "DELETE FROM orm_notes WHERE orm_notes.id = ? AND orm_notes.version = ?");
        assertThat(count(bench, "orm_notes")).isZero();
        User ann = new User("ann");
        session.add(ann);
        Await.value(session.flush());
        ann.id = null;
        assertThat(Await.failure(session.flush(), FlushException.class)).hasMessageContaining("set to null at id");
        Await.value(session.close());
    }

    @Test
    @Tag("UW21")
    @Tag("UW23")
    default void onlyWhatChangedIsWritten(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        found.name = new String("ann");
        sent(bench).mark();
        Await.value(session.commit());
        sent(bench).assertNoMoreThan(0);
        found.age = 7;
        Await.value(session.commit());
        assertSent(bench, "UPDATE orm_users SET age = ? WHERE orm_users.id = ?");
        Await.value(session.close());
    }

    @Test
    @Tag("UW18")
    @Tag("VE01")
    default void aRowThatIsGoneIsStale(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        bench.sql().run("delete from orm_users");
        found.name = "other";
        assertThat(Await.failure(session.flush(), StaleDataException.class))
                .hasMessageContaining("expected to update 1 row(s); 0 were matched")
                .hasMessageContaining("User(" + ann.id + ")");
        assertSent(bench, READ_USER, "UPDATE orm_users SET name = ? WHERE orm_users.id = ?");
        Await.value(session.close());
    }

    @Test
    @Tag("UW20")
    @Tag("SE16")
    default void deletingARowThatIsGoneIsNoFailure(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        Await.value(session.delete(found));
        bench.sql().run("delete from orm_users");
        try (CapturedLogs logs = CapturedLogs.of("io.granary.orm")) {
            Await.value(session.commit());
            assertThat(logs.events())
                    .filteredOn(event -> event.level().equals("WARN"))
                    .singleElement()
                    .satisfies(event -> assertThat(event.message())
                            .contains("DELETE from orm_users expected to delete 1 row(s); 0 were matched")
                            .contains("User(" + ann.id + ")"));
        }
        assertSent(bench, READ_USER, READ_ADDRESSES, "DELETE FROM orm_users WHERE orm_users.id = ?");
        assertThat(Await.value(session.contains(found))).isFalse();
        Await.value(session.close());
    }

    @Test
    @Tag("UW26")
    @Tag("UW29")
    default void manyNewObjectsTakeOneStatementAndGetTheirKeysInOrder(Bench bench) {
        List<Note> notes =
                IntStream.range(0, 1_000).mapToObj(i -> new Note(i, "n" + i)).toList();
        AsyncSession session = sessions(bench).open();
        session.addAll(notes);
        Await.value(session.commit());
        // MariaDB and MySQL take two pages.
        sent(bench).assertNoMoreThan(2);
        assertThat(count(bench, "orm_notes")).isEqualTo(1_000);
        session.expungeAll();
        // So many that they are made while others still come.
        assertThat(Await.value(session.scalars(select(EntityTable.of(Note.class))))
                        .all())
                .extracting(note -> Objects.requireNonNull(note).id)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 1_000).boxed().toList());
        List<User> users =
                IntStream.range(0, 100).mapToObj(i -> new User("u" + i)).toList();
        session.addAll(users);
        SqlLog log = sent(bench);
        log.mark();
        Await.value(session.commit());
        if (bench.engine().dialect().supports(Feature.INSERT_RETURNING)) {
            log.assertNoMoreThan(2);
        }
        for (User user : users) {
            assertThat(bench.sql().column("select name from orm_users where id = " + user.id))
                    .containsExactly(user.name);
            if (users.indexOf(user) == 9) {
                break;
            }
        }
        Await.value(session.close());
    }

    @Test
    @Tag("VE01")
    @Tag("VE03")
    default void versionsGoUpAndStopWhoIsLate(Bench bench) {
        stored(bench, new Note(1, "a"), new Note(2, "b"));
        AsyncSession first = sessions(bench).open();
        AsyncSession second = sessions(bench).open();
        Note early = Await.value(second.getOne(Note.class, 1));
        Note late = Await.value(first.getOne(Note.class, 1));
        Await.value(first.rollback());
        assertThat(late.version).isEqualTo(1);
        early.text = "second";
        Await.value(second.commit());
        assertThat(early.version).isEqualTo(2);
        assertSent(
                bench,
                READ_NOTE,
                READ_NOTE,
                "UPDATE orm_notes SET text = ?, version = ? WHERE orm_notes.id = ? AND orm_notes.version = ?");
        late.text = "first";
        assertThat(Await.failure(first.commit(), StaleDataException.class))
                .hasMessageContaining("expected to update 1 row(s); 0 were matched");
        Await.value(first.rollback());
        Await.value(first.refresh(late));
        assertThat(late.text).isEqualTo("second");
        late.text = "third";
        Await.value(first.commit());
        assertThat(late.version).isEqualTo(3);
        Await.value(first.close());
        Await.value(second.close());
    }

    @Test
    @Tag("VE09")
    default void aChangeOfACollectionDoesNotBumpTheParent(Bench bench) {
        User ann = new User("ann").at("a1");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        Await.value(session.refresh(found, "addresses"));
        found.addresses.add(new Address("a2"));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(bench, "INSERT INTO orm_addresses (street, user_id) VALUES (?, ?) RETURNING orm_addresses.id");
        Await.value(session.close());
    }

    @Test
    @Tag("UW30")
    @Tag("CA23")
    default void aChildMovesToAnotherParent(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        User bob = new User("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        User from = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        User to = Await.value(session.getOne(User.class, Objects.requireNonNull(bob.id)));
        Await.value(session.refresh(from, "addresses"));
        Await.value(session.refresh(to, "addresses"));
        to.addresses.add(from.addresses.remove(0));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(bench, "UPDATE orm_addresses SET user_id = ? WHERE orm_addresses.id = ?");
        assertThat(bench.sql().number("select count(*) from orm_addresses where user_id = " + bob.id))
                .isEqualTo(1);
        assertThat(count(bench, "orm_addresses")).isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    @Tag("CA14")
    @Tag("CA08")
    @Tag("CA05")
    default void whatLeavesItsOnlyOwnerIsDeleted(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = Await.value(session.getOne(User.class, Objects.requireNonNull(ann.id)));
        Await.value(session.refresh(found, "addresses"));
        found.addresses.clear();
        Address never = new Address("never");
        found.addresses.add(never);
        session.add(found);
        assertThat(Await.value(session.contains(never))).isTrue();
        found.addresses.remove(never);
        found.addresses.add(new Address("a3"));
        Await.value(session.commit());
        assertSent(
                bench,
                READ_USER,
                READ_ADDRESSES,
                "INSERT INTO orm_addresses (street, user_id) VALUES (?, ?) RETURNING orm_addresses.id",
                "DELETE FROM orm_addresses WHERE orm_addresses.id IN (?, ?)");
        assertThat(bench.sql().column("select street from orm_addresses")).containsExactly("a3");
        assertThat(count(bench, "orm_users")).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    @Tag("CA15")
    default void nullInACollectionIsRefused(Bench bench) {
        User ann = new User("ann");
        ann.addresses.add(nothing());
        AsyncSession session = sessions(bench).open();
        session.add(ann);
        assertThat(Await.failure(session.flush(), FlushException.class))
                .hasMessageContaining("User.addresses")
                .hasMessageContaining("holds null");
        Await.value(session.close());
    }

    @SuppressWarnings("NullAway") // what is refused
    private static Address nothing() {
        return null;
    }

    @Test
    @Tag("CA18")
    default void whatDoesNotCascadeHasToBeAdded(Bench bench) {
        Address address = new Address("a1");
        address.user = new User("ann");
        AsyncSession session = sessions(bench).open();
        session.add(address);
        assertThat(Await.failure(session.flush(), FlushException.class))
                .hasMessageContaining("Address.user")
                .hasMessageContaining("not in the session");
        Await.value(session.rollback());
        session.addAll(List.of(address, Objects.requireNonNull(address.user)));
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_users (name, email, age) VALUES (?, ?, ?) RETURNING orm_users.id",
                "INSERT INTO orm_addresses (street, user_id) VALUES (?, ?) RETURNING orm_addresses.id");
        assertThat(count(bench, "orm_users")).isEqualTo(1);
        Await.value(session.close());
    }
}

package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static io.granary.testkit.orm.SentChanges.changing;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.IntegrityException;
import io.granary.orm.AsyncSession;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.fixtures.CapturedLogs;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of those that leave an object, or whose object goes. */
public interface OrphanCompliance extends OnSessions {

    @Test
    @Tag("CA05")
    @Tag("CA08")
    @Tag("CA09")
    default void whatIsTakenOutBeforeItHasARowNeverGetsOne(Bench bench) {
        AsyncSession session = sessions(bench).open();
        User ann = new User("ann").at("never").at("nor this");
        session.add(ann);
        assertThat(Await.value(session.state()).added()).hasSize(3);
        ann.addresses = new ArrayList<>(List.of(new Address("new")));
        Await.value(session.flush());
        assertSent(
                bench,
                "INSERT INTO orm_users (name, email, age) VALUES (?, ?, ?) RETURNING orm_users.id",
                "INSERT INTO orm_addresses (street, user_id) VALUES (?, ?) RETURNING orm_addresses.id");
        Address late = new Address("late");
        ann.addresses.add(late);
        session.add(ann);
        assertThat(Await.value(session.contains(late))).isTrue();
        ann.addresses.remove(late);
        Await.value(session.commit());
        assertSent(bench);
        assertThat(Await.value(session.contains(late))).isFalse();
        assertThat(bench.sql().column("select street from orm_addresses")).containsExactly("new");
        session.add(late);
        Await.value(session.commit());
        assertThat(count(bench, "orm_addresses")).as("added for itself").isEqualTo(2);
        Await.value(session.close());
    }

    @Test
    @Tag("CA06")
    default void whatMayNotStandAloneIsRefusedByTheDatabase(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Address alone = new Address("nobody's");
        session.add(alone);
        Await.value(session.flush());
        session.add(new Book("fallen", 0));
        Await.failure(session.flush(), IntegrityException.class);
        Await.value(session.rollback());
        assertThat(count(bench, "orm_books")).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("CA11")
    default void whatWasTakenOutIsNotDeletedWithItsFormerParent(Bench bench) {
        Node root = new Node("root", new Node("a"), new Node("b"));
        Node other = new Node("other");
        stored(bench, root, other);
        AsyncSession session = sessions(bench).open();
        Node found = get(session, Node.class, root.id);
        Node next = get(session, Node.class, other.id);
        List<Node> children = Await.value(session.load(found, NODE_CHILDREN));
        Await.value(session.load(next, NODE_CHILDREN));
        Node first = children.remove(0);
        Node second = children.remove(0);
        next.children.add(second);
        Await.value(session.delete(found));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                changing(
                        bench,
                        2,
                        "UPDATE orm_nodes SET parent_id = ? WHERE orm_nodes.id = ?",
                        "UPDATE orm_nodes SET parent_id = changed.set_2 FROM unnest(?, ?) AS changed (key_0, set_2)"
                                + " WHERE orm_nodes.id = changed.key_0 RETURNING orm_nodes.id"),
                "DELETE FROM orm_nodes WHERE orm_nodes.id = ?");
        assertThat(bench.sql().column("select name from orm_nodes order by name"))
                .containsExactlyInAnyOrder("a", "b", "other");
        assertThat(bench.sql().number("select count(*) from orm_nodes where parent_id = " + other.id))
                .isEqualTo(1);
        assertThat(Await.value(session.contains(first))).isTrue();
        Await.value(session.close());
    }

    @Test
    @Tag("CA20")
    default void whatACollectionDoesNotCascadeToIsLeftOutWithAWarning(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Keyword red = new Keyword("red");
        Item stray = new Item("stray");
        red.items.add(stray);
        session.add(red);
        try (CapturedLogs logs = CapturedLogs.of("io.granary.orm")) {
            Await.value(session.commit());
            assertThat(logs.messages())
                    .anyMatch(message -> message.contains("Keyword.items") && message.contains("not in the session"));
        }
        assertSent(bench, "INSERT INTO orm_keywords (word) VALUES (?) RETURNING orm_keywords.id");
        assertThat(Await.value(session.contains(stray))).isFalse();
        assertThat(count(bench, "orm_items")).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("CA21")
    default void whatAReferenceAloneHadGoesWithIt(Bench bench) {
        Citizen jack = new Citizen("jack");
        jack.home = new Home("first");
        stored(bench, jack);
        AsyncSession session = sessions(bench).open();
        Citizen found = get(session, Citizen.class, jack.id);
        Await.value(session.refresh(found, "home"));
        found.home = new Home("second");
        sent(bench).mark();
        Await.value(session.commit());
        // Whether somebody else refers to what goes is asked first.
        assertSent(
                bench,
                "SELECT orm_citizens.id, orm_citizens.name, orm_citizens.home_id FROM orm_citizens WHERE orm_citizens.home_id IN (?)",
                "INSERT INTO orm_homes (street) VALUES (?) RETURNING orm_homes.id",
                "UPDATE orm_citizens SET home_id = ? WHERE orm_citizens.id = ?",
                "DELETE FROM orm_homes WHERE orm_homes.id = ?");
        assertThat(bench.sql().column("select street from orm_homes")).containsExactly("second");
        Await.value(session.refresh(found, "home"));
        found.home = null;
        Await.value(session.commit());
        assertThat(count(bench, "orm_homes")).isZero();
        assertThat(count(bench, "orm_citizens")).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    @Tag("CA24")
    default void whatAnOrphanHasGoesWithIt(Bench bench) {
        stored(bench, new Shelf(1, "a", new Book("one", 2), new Book("two", 1)));
        AsyncSession session = sessions(bench).open();
        Shelf shelf = get(session, Shelf.class, 1);
        List<Book> books = Await.value(session.load(shelf, SHELF_BOOKS));
        books.removeIf(book -> "one".equals(book.title));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "SELECT orm_pages.id, orm_pages.heading, orm_pages.book_id FROM orm_pages WHERE orm_pages.book_id IN (?)",
                "DELETE FROM orm_pages WHERE orm_pages.id IN (?, ?)",
                "DELETE FROM orm_books WHERE orm_books.id = ?");
        assertThat(bench.sql().column("select heading from orm_pages")).containsExactly("two 1");
        Await.value(session.close());
    }

    @Test
    @Tag("CA24")
    default void whatAnOrphanHasGoesWithItWhereItIsLoaded(Bench bench) {
        stored(bench, new Shelf(1, "a", new Book("one", 2), new Book("two", 1)));
        AsyncSession session = sessions(bench).open();
        Shelf shelf = get(session, Shelf.class, 1);
        List<Book> books = Await.value(session.load(shelf, SHELF_BOOKS));
        for (Book book : books) {
            Await.value(session.refresh(book, "pages"));
        }
        books.removeIf(book -> "one".equals(book.title));
        Await.value(session.commit());
        assertThat(bench.sql().column("select heading from orm_pages")).containsExactly("two 1");
        Await.value(session.close());
    }

    @Test
    @Tag("CA23")
    default void whoIsInTheCollectionAgainIsNoOrphan(Bench bench) {
        stored(bench, new Shelf(1, "a", new Book("one", 2)));
        AsyncSession session = sessions(bench).open();
        List<Book> books = Await.value(session.load(get(session, Shelf.class, 1), SHELF_BOOKS));
        Book one = books.remove(0);
        books.add(one);
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(bench);
        assertThat(bench.sql().column("select title from orm_books")).containsExactly("one");
        Await.value(session.close());
    }

    @Test
    @Tag("CA26")
    default void whatRowsBetweenLetGoOfIsDeletedWithThem(Bench bench) {
        Parcel parcel = new Parcel(new Keyword("fragile"), new Keyword("heavy"));
        stored(bench, parcel);
        AsyncSession session = sessions(bench).open();
        Parcel found = get(session, Parcel.class, parcel.id);
        Await.value(session.refresh(found, "labels"));
        found.labels.removeIf(label -> "heavy".equals(label.word));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "DELETE FROM orm_parcel_labels WHERE orm_parcel_labels.parcel_id = ? AND orm_parcel_labels.labels_id = ?",
                "DELETE FROM orm_item_keywords WHERE orm_item_keywords.keywords_id = ?",
                "DELETE FROM orm_keywords WHERE orm_keywords.id = ?");
        assertThat(bench.sql().column("select word from orm_keywords")).containsExactly("fragile");
        Await.value(session.delete(found));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "DELETE FROM orm_parcel_labels WHERE orm_parcel_labels.parcel_id = ?",
                "DELETE FROM orm_item_keywords WHERE orm_item_keywords.keywords_id = ?",
                "DELETE FROM orm_parcels WHERE orm_parcels.id = ?",
                "DELETE FROM orm_keywords WHERE orm_keywords.id = ?");
        assertThat(count(bench, "orm_parcels") + count(bench, "orm_keywords")).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("CA29")
    default void whoMovesBeforeTheFormerOwnerIsDeletedStays(Bench bench) {
        Citizen ann = new Citizen("ann");
        ann.passport = new Passport("p");
        Citizen bob = new Citizen("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        Citizen from = get(session, Citizen.class, ann.id);
        Citizen to = get(session, Citizen.class, bob.id);
        Await.value(session.refresh(from, "passport"));
        Await.value(session.refresh(to, "passport"));
        to.passport = from.passport;
        from.passport = null;
        Await.value(session.delete(from));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_passports SET holder_id = ? WHERE orm_passports.id = ?",
                "DELETE FROM orm_citizens WHERE orm_citizens.id = ?");
        assertThat(bench.sql().number("select count(*) from orm_passports where holder_id = " + bob.id))
                .isEqualTo(1);
        assertThat(bench.sql().column("select name from orm_citizens")).containsExactly("bob");
        Await.value(session.close());
    }

    @Test
    @Tag("CA29")
    default void whoMovesAfterTheFormerOwnerWasDeletedStays(Bench bench) {
        Citizen ann = new Citizen("ann");
        ann.passport = new Passport("p");
        Citizen bob = new Citizen("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        Citizen from = get(session, Citizen.class, ann.id);
        Citizen to = get(session, Citizen.class, bob.id);
        Await.value(session.refresh(from, "passport"));
        Await.value(session.refresh(to, "passport"));
        Await.value(session.delete(from));
        to.passport = from.passport;
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_passports SET holder_id = ? WHERE orm_passports.id = ?",
                "DELETE FROM orm_citizens WHERE orm_citizens.id = ?");
        assertThat(bench.sql().number("select count(*) from orm_passports where holder_id = " + bob.id))
                .isEqualTo(1);
        Await.value(session.close());
    }

    /** It would refer to nobody, and nobody else may have it. */
    @Test
    @Tag("CA03")
    @Tag("CA14")
    default void whatLeftAnOwnerThatIsDeletedThenIsDeletedToo(Bench bench) {
        stored(bench, new Shelf(1, "a", new Book("one", 1), new Book("two", 0)), new Shelf(2, "b"));
        AsyncSession session = sessions(bench).open();
        Shelf first = get(session, Shelf.class, 1);
        Shelf second = get(session, Shelf.class, 2);
        List<Book> books = Await.value(session.load(first, SHELF_BOOKS));
        Await.value(session.load(second, SHELF_BOOKS)).add(books.remove(1));
        books.remove(0);
        Await.value(session.delete(first));
        Await.value(session.commit());
        assertSent(
                bench,
                "SELECT orm_shelves.id, orm_shelves.label FROM orm_shelves WHERE orm_shelves.id = ?",
                "SELECT orm_shelves.id, orm_shelves.label FROM orm_shelves WHERE orm_shelves.id = ?",
                "SELECT orm_books.id, orm_books.title, orm_books.shelf_id FROM orm_books WHERE orm_books.shelf_id IN (?) ORDER BY orm_books.id ASC",
                "SELECT orm_books.id, orm_books.title, orm_books.shelf_id FROM orm_books WHERE orm_books.shelf_id IN (?) ORDER BY orm_books.id ASC",
                "SELECT orm_pages.id, orm_pages.heading, orm_pages.book_id FROM orm_pages WHERE orm_pages.book_id IN (?)",
                "UPDATE orm_books SET shelf_id = ? WHERE orm_books.id = ?",
                "DELETE FROM orm_pages WHERE orm_pages.id = ?",
                "DELETE FROM orm_books WHERE orm_books.id = ?",
                "DELETE FROM orm_shelves WHERE orm_shelves.id = ?");
        assertThat(bench.sql().column("select title from orm_books where shelf_id = 2"))
                .containsExactly("two");
        assertThat(count(bench, "orm_books")).isEqualTo(1);
        assertThat(count(bench, "orm_pages")).isZero();
        Await.value(session.close());
    }
}

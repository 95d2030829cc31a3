package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.count;
import static io.granary.testkit.orm.SentChanges.verbs;
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
        Address late = new Address("late");
        ann.addresses.add(late);
        session.add(ann);
        assertThat(Await.value(session.contains(late))).isTrue();
        ann.addresses.remove(late);
        Await.value(session.commit());
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
        Await.value(session.commit());
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
        assertThat(verbs(bench)).containsExactly("insert orm_homes", "update orm_citizens", "delete orm_homes");
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
        assertThat(verbs(bench)).containsExactly("delete orm_pages", "delete orm_books");
        assertThat(bench.sql().column("select heading from orm_pages")).containsExactly("two 1");
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
        assertThat(verbs(bench))
                .filteredOn(verb -> verb.contains("parcel"))
                .containsExactly("delete orm_parcel_labels");
        assertThat(bench.sql().column("select word from orm_keywords")).containsExactly("fragile");
        Await.value(session.delete(found));
        Await.value(session.commit());
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
        Await.value(session.commit());
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
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_passports where holder_id = " + bob.id))
                .isEqualTo(1);
        Await.value(session.close());
    }

    /** It would refer to nobody, and nobody else may have it. */
    @Test
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
        assertThat(bench.sql().column("select title from orm_books where shelf_id = 2"))
                .containsExactly("two");
        assertThat(count(bench, "orm_books")).isEqualTo(1);
        assertThat(count(bench, "orm_pages")).isZero();
        Await.value(session.close());
    }
}

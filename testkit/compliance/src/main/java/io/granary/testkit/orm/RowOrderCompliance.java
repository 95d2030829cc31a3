package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.READ_ADDRESSES;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.orm.AsyncSession;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In which order rows are written that depend on one another, and what of them. */
public interface RowOrderCompliance extends OnSessions {

    @Test
    @Tag("UW09")
    @Tag("UW36")
    default void whatIsDeletedIsLoadedFirstAndItsChildrenGoFirst(Bench bench) {
        User ann = new User("ann").at("a1").at("a2");
        AsyncSession session = sessions(bench).open();
        session.add(ann);
        Await.value(session.commit());
        sent(bench).mark();
        Await.value(session.deleteAll(List.of(ann, ann.addresses.get(0), ann.addresses.get(1))));
        assertSent(bench, READ_ADDRESSES);
        Await.value(session.commit());
        assertSent(
                bench,
                "DELETE FROM orm_addresses WHERE orm_addresses.id IN (?, ?)",
                "DELETE FROM orm_users WHERE orm_users.id = ?");
        Await.value(session.close());
    }

    @Test
    @Tag("UW15")
    default void aRowThatIsReplacedHasItsChildrenReplaced(Bench bench) {
        stored(bench, new Shelf(1, "old", new Book("one", 0), new Book("two", 0)));
        AsyncSession session = sessions(bench).open();
        Await.value(session.delete(get(session, Shelf.class, 1)));
        session.add(new Shelf(1, "new", new Book("three", 0)));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_shelves SET label = ? WHERE orm_shelves.id = ?",
                "INSERT INTO orm_books (title, shelf_id) VALUES (?, ?) RETURNING orm_books.id",
                "DELETE FROM orm_books WHERE orm_books.id IN (?, ?)");
        assertThat(bench.sql().column("select label from orm_shelves")).containsExactly("new");
        assertThat(bench.sql().column("select title from orm_books")).containsExactly("three");
        Await.value(session.close());
    }

    @Test
    @Tag("UW51")
    default void aNewRowTakesWhatAChangedOneGivesUp(Bench bench) {
        User ann = new User("ann");
        ann.email = "ann@x";
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = get(session, User.class, Objects.requireNonNull(ann.id));
        User eve = new User("eve");
        eve.email = found.email;
        found.email = null;
        session.add(eve);
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_users SET email = ? WHERE orm_users.id = ?",
                "INSERT INTO orm_users (name, email, age) VALUES (?, ?, ?) RETURNING orm_users.id");
        assertThat(bench.sql().column("select name from orm_users where email = 'ann@x'"))
                .containsExactly("eve");
        Await.value(session.close());
    }

    @Test
    @Tag("UW27")
    default void whatTheDatabaseGivesComesBackWithTheRow(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Stamp stamp = new Stamp("bird");
        session.add(stamp);
        Await.value(session.flush());
        assertThat(stamp.id).startsWith("stamp-");
        assertSent(bench, "INSERT INTO orm_stamps (id, motif, changed) VALUES (?, ?, ?) RETURNING orm_stamps.cents");
        assertThat(get(session, Stamp.class, stamp.id)).isSameAs(stamp);
        assertThat(stamp.cents).isEqualTo(7);
        if (bench.engine().dialect().supports(Feature.INSERT_RETURNING)) {
            assertSent(bench);
        } else {
            assertSent(
                    bench,
                    "SELECT orm_stamps.id, orm_stamps.motif, orm_stamps.cents, orm_stamps.changed FROM orm_stamps WHERE orm_stamps.id = ?");
        }
        Await.value(session.close());
    }

    @Test
    @Tag("UW32")
    default void whoReferredToWhatIsDeletedStays(Bench bench) {
        Citizen ann = new Citizen("ann");
        ann.home = new Home("here");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        Citizen found = get(session, Citizen.class, ann.id);
        Await.value(session.refresh(found, "home"));
        Await.value(session.delete(Objects.requireNonNull(found.home)));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_citizens SET home_id = ? WHERE orm_citizens.id = ?",
                "DELETE FROM orm_homes WHERE orm_homes.id = ?");
        assertThat(Await.value(session.contains(found))).isTrue();
        assertThat(bench.sql().number("select count(*) from orm_citizens where home_id is null"))
                .isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    @Tag("UW33")
    @Tag("UW08")
    default void rowsBetweenAreChangedFromEitherSide(Bench bench) {
        Keyword red = new Keyword("red");
        Item ball = new Item("ball", red);
        Item box = new Item("box");
        stored(bench, ball, box);
        AsyncSession session = sessions(bench).open();
        Keyword found = get(session, Keyword.class, red.id);
        Await.value(session.refresh(found, "items"));
        Item kept = get(session, Item.class, box.id);
        found.items.clear();
        found.items.add(kept);
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "DELETE FROM orm_item_keywords WHERE orm_item_keywords.items_id = ? AND orm_item_keywords.keywords_id = ?",
                "INSERT INTO orm_item_keywords (items_id, keywords_id) VALUES (?, ?)");
        Await.value(session.refresh(kept, "keywords"));
        assertThat(kept.keywords).containsExactly(found);
        kept.keywords.clear();
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "DELETE FROM orm_item_keywords WHERE orm_item_keywords.items_id = ? AND orm_item_keywords.keywords_id = ?");
        assertThat(count(bench, "orm_item_keywords")).isZero();
        kept.keywords = new LinkedHashSet<>(List.of(found));
        Await.value(session.commit());
        assertThat(count(bench, "orm_item_keywords")).isEqualTo(1);
        sent(bench).mark();
        Await.value(session.delete(found));
        Await.value(session.commit());
        assertSent(
                bench,
                "DELETE FROM orm_item_keywords WHERE orm_item_keywords.keywords_id = ?",
                "DELETE FROM orm_keywords WHERE orm_keywords.id = ?");
        assertThat(count(bench, "orm_item_keywords")).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("UW41")
    default void rowsAreChangedInTheOrderOfTheirKeys(Bench bench) {
        User ann = new User("ann");
        User bob = new User("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        User second = get(session, User.class, bob.id);
        User first = get(session, User.class, ann.id);
        second.name = "robert";
        first.age = 7;
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_users SET age = ? WHERE orm_users.id = ?",
                "UPDATE orm_users SET name = ? WHERE orm_users.id = ?");
        Await.value(session.close());
    }

    @Test
    @Tag("UW44")
    default void aReferenceToWhatIsNewGetsItsKey(Bench bench) {
        Address address = new Address("a1");
        stored(bench, address);
        AsyncSession session = sessions(bench).open();
        Address found = get(session, Address.class, address.id);
        User ann = new User("ann");
        session.add(ann);
        found.user = ann;
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_users (name, email, age) VALUES (?, ?, ?) RETURNING orm_users.id",
                "UPDATE orm_addresses SET user_id = ? WHERE orm_addresses.id = ?");
        assertThat(bench.sql().number("select user_id from orm_addresses")).isEqualTo(Objects.requireNonNull(ann.id));
        Await.value(session.close());
    }

    @Test
    @Tag("UW47")
    default void rowsThatReferToOneAnotherAreJoinedLater(Bench bench) {
        Node chicken = new Node("chicken");
        Node egg = new Node("egg");
        chicken.parent = egg;
        egg.parent = chicken;
        AsyncSession session = sessions(bench).open();
        session.add(chicken);
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_nodes (name, parent_id) VALUES (?, ?) RETURNING orm_nodes.id",
                "INSERT INTO orm_nodes (name, parent_id) VALUES (?, ?) RETURNING orm_nodes.id",
                "UPDATE orm_nodes SET parent_id = ? WHERE orm_nodes.id = ?");
        assertThat(
                        bench.sql()
                                .number(
                                        "select count(*) from orm_nodes a join orm_nodes b on a.parent_id = b.id and b.parent_id = a.id"))
                .isEqualTo(2);
        Await.value(session.delete(chicken));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_nodes SET parent_id = ? WHERE orm_nodes.id = ?",
                "DELETE FROM orm_nodes WHERE orm_nodes.id = ?",
                "DELETE FROM orm_nodes WHERE orm_nodes.id = ?");
        assertThat(count(bench, "orm_nodes")).isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("UW48")
    default void aCircleThroughARowThatIsThereNeedsOneUpdate(Bench bench) {
        Node chicken = new Node("chicken");
        stored(bench, chicken);
        AsyncSession session = sessions(bench).open();
        Node found = get(session, Node.class, chicken.id);
        Node egg = new Node("egg");
        egg.parent = found;
        found.parent = egg;
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_nodes (name, parent_id) VALUES (?, ?) RETURNING orm_nodes.id",
                "UPDATE orm_nodes SET parent_id = ? WHERE orm_nodes.id = ?");
        assertThat(bench.sql().number("select count(*) from orm_nodes where parent_id is not null"))
                .isEqualTo(2);
        Await.value(session.close());
    }
}

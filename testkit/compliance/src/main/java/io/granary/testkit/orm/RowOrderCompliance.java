package io.granary.testkit.orm;

import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.count;
import static io.granary.testkit.orm.SentChanges.verbs;
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
        assertThat(sent(bench).texts())
                .as("the children are looked for")
                .isNotEmpty()
                .allMatch(sql -> sql.startsWith("SELECT"));
        Await.value(session.commit());
        assertThat(verbs(bench)).containsExactly("delete orm_addresses", "delete orm_users");
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
        assertThat(verbs(bench)).containsExactly("insert orm_books", "update orm_shelves", "delete orm_books");
        assertThat(bench.sql().column("select label from orm_shelves")).containsExactly("new");
        assertThat(bench.sql().column("select title from orm_books")).containsExactly("three");
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
        sent(bench).assertNoMoreThan(1);
        assertThat(get(session, Stamp.class, stamp.id)).isSameAs(stamp);
        assertThat(stamp.cents).isEqualTo(7);
        sent(bench).assertNoMoreThan(bench.engine().dialect().supports(Feature.INSERT_RETURNING) ? 1 : 2);
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
        assertThat(verbs(bench)).containsExactly("update orm_citizens", "delete orm_homes");
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
        assertThat(verbs(bench)).containsExactly("delete orm_item_keywords", "insert orm_item_keywords");
        Await.value(session.refresh(kept, "keywords"));
        assertThat(kept.keywords).containsExactly(found);
        kept.keywords.clear();
        sent(bench).mark();
        Await.value(session.commit());
        assertThat(verbs(bench)).containsExactly("delete orm_item_keywords");
        assertThat(count(bench, "orm_item_keywords")).isZero();
        kept.keywords = new LinkedHashSet<>(List.of(found));
        Await.value(session.commit());
        assertThat(count(bench, "orm_item_keywords")).isEqualTo(1);
        Await.value(session.delete(found));
        Await.value(session.commit());
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
        assertThat(sent(bench).texts()).hasSize(2);
        assertThat(sent(bench).texts().get(0)).contains("age");
        assertThat(sent(bench).texts().get(1)).contains("name");
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
        assertThat(verbs(bench)).containsExactly("insert orm_users", "update orm_addresses");
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
        assertThat(verbs(bench)).containsExactly("insert orm_nodes", "insert orm_nodes", "update orm_nodes");
        assertThat(
                        bench.sql()
                                .number(
                                        "select count(*) from orm_nodes a join orm_nodes b on a.parent_id = b.id and b.parent_id = a.id"))
                .isEqualTo(2);
        Await.value(session.delete(chicken));
        Await.value(session.commit());
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
        assertThat(verbs(bench)).containsExactly("insert orm_nodes", "update orm_nodes");
        assertThat(bench.sql().number("select count(*) from orm_nodes where parent_id is not null"))
                .isEqualTo(2);
        Await.value(session.close());
    }
}

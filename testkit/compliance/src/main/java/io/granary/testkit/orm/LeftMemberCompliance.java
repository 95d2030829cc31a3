package io.granary.testkit.orm;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.session;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.AsyncSession;
import io.granary.orm.EntityState;
import io.granary.orm.EntityTable;
import io.granary.orm.SessionOptions;
import io.granary.orm.mapping.Relationship;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Objects that have left a session while others of it still have them at a relationship: a flush brings nothing back that was there before. */
public interface LeftMemberCompliance extends OnSessions {

    /** SQLAlchemy, "Notes on Delete": a collection that has what was deleted is stale, and no flush writes it for that. */
    @Test
    @Tag("ST15")
    default void whatWasDeletedOutOfALoadedCollectionStaysAway(Bench bench) {
        for (boolean expiring : List.of(true, false)) {
            User ann = new User("ann").at("one").at("two");
            stored(bench, ann);
            AsyncSession session = sessions(bench)
                    .withOptions(SessionOptions.defaults().withExpireOnCommit(expiring))
                    .open();
            User loaded = get(session, User.class, ann.id);
            Address one = Await.value(session.load(loaded, USER_ADDRESSES)).get(0);
            Await.value(session.delete(one));
            Await.value(session.flush());
            Await.value(session.flush());
            Await.value(session.commit());

            sent(bench).mark();
            Await.value(session.commit());
            assertThat(sent(bench).sinceMark()).isEmpty();
            loaded.name = "anna";
            Await.value(session.commit());

            assertThat(streets(bench)).containsExactly("two");
            assertThat(Await.value(session.stateOf(one))).isNotEqualTo(EntityState.PERSISTENT);
            session.expire(loaded);
            assertThat(Await.value(session.load(loaded, USER_ADDRESSES)))
                    .extracting(address -> address.street)
                    .containsExactly("two");
            Await.value(session.close());
            Await.value(sessions(bench).begin(fresh -> fresh.execute(delete(ADDRESSES))));
        }
    }

    /** So for rows of a table between classes. */
    @Test
    default void whatWasDeletedOutOfASetStaysAway(Bench bench) {
        Keyword red = new Keyword("red");
        Keyword blue = new Keyword("blue");
        Item item = new Item("thing", red, blue);
        AsyncSession session = sessions(bench).open();
        session.add(item);
        Await.value(session.commit());
        Relationship<Item, Set<Keyword>> keywords = EntityTable.of(Item.class).relationship("keywords");
        Await.value(session.load(item, keywords));
        Await.value(session.delete(red));
        Await.value(session.commit());

        item.description = "other";
        Await.value(session.commit());

        session.expire(item);
        assertThat(Await.value(session.load(item, keywords)))
                .extracting(keyword -> keyword.word)
                .containsExactly("blue");
        Await.value(session.close());
    }

    /** Its row of the table between was not written yet, and is not. */
    @Test
    default void whatIsPutIntoASetAndDeletedGoesWithoutHavingBeenThere(Bench bench) {
        Keyword red = new Keyword("red");
        Item item = new Item("thing");
        AsyncSession session = sessions(bench).open();
        session.addAll(List.of(red, item));
        Await.value(session.commit());
        Await.value(session.load(item, EntityTable.of(Item.class).<Set<Keyword>>relationship("keywords")))
                .add(red);
        Await.value(session.delete(red));
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_item_keywords")).isZero();
        assertThat(bench.sql().number("select count(*) from orm_items")).isEqualTo(1);
        Await.value(session.close());
    }

    /** A statement that deletes rows is no different. */
    @Test
    default void whatAStatementDeletedStaysAway(Bench bench) {
        User ann = new User("ann").at("one").at("two");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User loaded = get(session, User.class, ann.id);
        Await.value(session.load(loaded, USER_ADDRESSES));
        Await.value(session.execute(delete(ADDRESSES)
                .where(ADDRESSES.attribute("street", String.class).eq("one"))));
        Await.value(session.commit());

        loaded.name = "anna";
        Await.value(session.commit());

        assertThat(streets(bench)).containsExactly("two");
        Await.value(session.close());
    }

    /** Nothing of what was let go of is written any more. */
    @Test
    default void whatWasExpungedOutOfACollectionStaysAway(Bench bench) {
        User ann = new User("ann").at("one");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User loaded = get(session, User.class, ann.id);
        Address one = Await.value(session.load(loaded, USER_ADDRESSES)).get(0);
        session.expunge(one);
        one.street = "changed";
        loaded.name = "anna";

        Await.value(session.commit());

        assertThat(streets(bench)).containsExactly("one");
        session.add(loaded);
        Await.value(session.commit());
        assertThat(streets(bench)).as("who is added brings all along").containsExactly("changed");
        Await.value(session.close());
    }

    /** It has no row that could be written, whoever comes with it. */
    @Test
    @Tag("ST15")
    default void whatWasDeletedForGoodDoesNotComeBackWithItsOwner(Bench bench) {
        for (boolean expunged : List.of(true, false)) {
            User ann = new User("ann").at("one").at("two");
            stored(bench, ann);
            AsyncSession session = sessions(bench).open();
            User loaded = get(session, User.class, ann.id);
            Address one = Await.value(session.load(loaded, USER_ADDRESSES)).get(0);
            Await.value(session.delete(one));
            Await.value(session.commit());
            if (expunged) {
                session.expunge(loaded);
            }
            session.add(loaded);
            loaded.name = "anna";
            Await.value(session.flush());
            assertThat(Await.value(session.isModified(loaded))).isFalse();
            Await.value(session.commit());
            assertThat(streets(bench)).containsExactly("two");
            assertThat(bench.sql().column("select name from orm_users")).containsExactly("anna");
            Await.value(session.close());
            bench.sql().run("delete from orm_addresses", "delete from orm_users");
        }
    }

    /** Nobody says by it that the row of another is wanted again. */
    @Test
    default void whatWasDeletedWithItsOwnerDoesNotComeBackWithIt(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Shelf shelf = new Shelf(1, "a", new Book("one", 1));
        session.add(shelf);
        Await.value(session.commit());
        Await.value(session.delete(shelf));
        Await.value(session.commit());
        session.add(shelf);
        Await.value(session.commit());
        assertThat(bench.sql().column("select label from orm_shelves")).containsExactly("a");
        assertThat(bench.sql().number("select count(*) from orm_books")).isZero();
        Await.value(session.close());
    }

    /** A reference that did not change is not looked at. */
    @Test
    default void whoRefersToWhatWasExpungedIsWritten(Bench bench) {
        User ann = new User("ann").at("one");
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        Address one = get(session, Address.class, ann.addresses.get(0).id);
        User user = Await.value(session.load(one, ADDRESS_USER));
        session.expunge(user);
        user.name = "changed";
        Await.value(session.flush());
        one.street = "two";

        Await.value(session.commit());

        assertThat(streets(bench)).containsExactly("two");
        assertThat(session(bench, fresh -> fresh.get(User.class, Objects.requireNonNull(ann.id)))
                        .orElseThrow()
                        .name)
                .isEqualTo("ann");
        session(
                bench,
                fresh -> fresh.getOne(Address.class, Objects.requireNonNull(one.id))
                        .thenCompose(found -> fresh.load(found, ADDRESS_USER)
                                .thenAccept(found2 -> assertThat(found2.id).isEqualTo(ann.id))));
        Await.value(session.close());
    }

    private static List<String> streets(Bench bench) {
        return session(
                bench,
                fresh -> fresh.scalars(select(ADDRESSES.attribute("street", String.class)))
                        .thenApply(result -> result.all()));
    }
}

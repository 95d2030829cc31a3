package io.granary.testkit.orm;

import static io.granary.orm.Load.defer;
import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.loadOnly;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.orm.Load.undefer;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.LoadingCompliance.BOOKS;
import static io.granary.testkit.orm.LoadingCompliance.BOOK_PAGES;
import static io.granary.testkit.orm.LoadingCompliance.BOOK_SHELF;
import static io.granary.testkit.orm.LoadingCompliance.BOOK_TITLE;
import static io.granary.testkit.orm.LoadingCompliance.SHELF_ID;
import static io.granary.testkit.orm.LoadingCompliance.SHELVES;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.LoadingCompliance.library;
import static io.granary.testkit.orm.LoadingCompliance.read;
import static io.granary.testkit.orm.LoadingCompliance.statements;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.engine.ExecutionOptions;
import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.error.UnloadedAttributeException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.GetOptions;
import io.granary.schema.Column;
import io.granary.sql.Select;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.pekko.stream.javadsl.Sink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Parts of objects that queries read, and what is loaded later, or for objects that no session keeps. */
public interface PartialLoadingCompliance extends OnSessions {

    /** What stands at the top of pages. */
    Column<String> PAGE_HEADING = EntityTable.of(Page.class).attribute("heading", String.class);

    private static User one(AsyncSession session, Select<User> select) {
        return all(session, select).get(0);
    }

    private static List<@Nullable Object> ofUsers(Bench bench, String column) {
        return bench.sql().column("select " + column + " from orm_users order by id");
    }

    @Test
    default void onlyWhatIsNamedIsRead(Bench bench) {
        User ann = new User("ann", "ann@home");
        ann.age = 30;
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = one(session, select(USERS).options(loadOnly(USER_NAME)));
        assertThat(statements(bench).get(0)).contains("orm_users.id, orm_users.name FROM");
        assertThat(found.name).isEqualTo("ann");
        assertThat(found.email).isNull();
        found.name = "anna";
        Await.value(session.commit());
        assertThat(ofUsers(bench, "email"))
                .as("what was not read is not written")
                .containsExactly("ann@home");
        assertThat(ofUsers(bench, "name")).containsExactly("anna");
        Await.value(session.close());
    }

    @Test
    default void whatWasLeftOutIsReadWhenItIsAskedFor(Bench bench) {
        User ann = new User("ann", "ann@home");
        ann.age = 30;
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = one(session, select(USERS).options(defer(USERS.attribute("email", String.class))));
        sent(bench).mark();
        assertThat(Await.value(session.load(found, USERS.attribute("email", String.class))))
                .contains("ann@home");
        assertThat(Await.value(session.load(found, USERS.attribute("email", String.class))))
                .contains("ann@home");
        assertThat(statements(bench)).hasSize(1);
        assertThat(found.email).isEqualTo("ann@home");
        assertThat(Await.value(session.isModified(found))).isFalse();
        assertThat(Await.failure(session.load(found, BOOK_TITLE), ArgumentException.class))
                .hasMessageContaining("orm_books.title is no column of User");
        Await.value(session.close());
    }

    @Test
    default void aValueGivenInPlaceOfOneLeftOutIsWritten(Bench bench) {
        User ann = new User("ann", "ann@home");
        ann.age = 30;
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = one(session, select(USERS).options(loadOnly(USER_NAME)));
        found.age = 31;
        one(session, select(USERS));
        assertThat(found.email).as("read by a query that reads all").isEqualTo("ann@home");
        assertThat(found.age).as("given before that").isEqualTo(31);
        Await.value(session.commit());
        assertThat(ofUsers(bench, "age")).containsExactly(31);
        User again = one(session, select(USERS).options(defer(USER_NAME), undefer(USER_NAME)));
        again.age = 32;
        Await.value(session.rollback());
        assertThat(again.age).isEqualTo(31);
        Await.value(session.close());
    }

    /** Nothing is read for it, neither when it is given nor when it is written. */
    @Test
    @Tag("UW35")
    default void aValueGivenInPlaceOfOneLeftOutIsWrittenUnread(Bench bench) {
        User ann = new User("ann", "ann@home");
        ann.age = 30;
        stored(bench, ann);
        AsyncSession session = sessions(bench).open();
        User found = one(session, select(USERS).options(defer(USERS.attribute("email", String.class))));
        sent(bench).mark();
        found.email = "ann@work";
        Await.value(session.commit());
        assertThat(sent(bench).texts()).singleElement().asString().startsWithIgnoringCase("update");
        assertThat(ofUsers(bench, "email")).containsExactly("ann@work");
        Await.value(session.close());
    }

    @Test
    default void whatWasLeftOutIsNotTakenForGoneByAnotherSession(Bench bench) {
        User ann = new User("ann", "ann@home");
        ann.age = 30;
        stored(bench, ann);
        User merged = partly(bench);
        merged.name = "anna";
        merged.age = 31;
        AsyncSession second = sessions(bench).open();
        User there = Await.value(second.merge(merged));
        assertThat(there.email).as("not given by what was left out").isEqualTo("ann@home");
        assertThat(there.name).isEqualTo("anna");
        Await.value(second.commit());
        Await.value(second.close());
        assertThat(ofUsers(bench, "email")).containsExactly("ann@home");
        assertThat(ofUsers(bench, "age")).as("given though it was left out").containsExactly(31);

        User added = partly(bench);
        AsyncSession third = sessions(bench).open();
        third.add(added);
        added.name = "anne";
        assertThat(Await.value(third.load(added, USERS.attribute("email", String.class))))
                .as("known to be unread")
                .contains("ann@home");
        Await.value(third.commit());
        Await.value(third.close());
        assertThat(ofUsers(bench, "name")).containsExactly("anne");
        assertThat(ofUsers(bench, "age")).containsExactly(31);
    }

    /** The only user, detached, of whom only the name was read. */
    private static User partly(Bench bench) {
        AsyncSession session = sessions(bench).open();
        User found = one(session, select(USERS).options(loadOnly(USER_NAME)));
        Await.value(session.close());
        return found;
    }

    @Test
    default void aKeyIsReadThoughItIsLeftOut(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        List<Shelf> shelves = all(
                session,
                select(SHELVES)
                        .orderBy(SHELF_ID)
                        .options(
                                defer(SHELF_ID),
                                selectInLoad(SHELF_BOOKS)
                                        .options(loadOnly(BOOK_TITLE))
                                        .joinedLoad(BOOK_PAGES)
                                        .options(defer(PAGE_HEADING))));
        assertThat(shelves).extracting(shelf -> shelf.id).containsExactly(1, 2, 3);
        assertThat(shelves.get(0).books.get(0).pages)
                .hasSize(2)
                .allSatisfy(page -> assertThat(page.heading).isNull());
        assertThat(statements(bench).get(1)).doesNotContain("heading");
        Await.value(session.close());
    }

    @Test
    @Tag("AS09")
    default void anObjectIsGotWithWhatItIsToBeLoadedWith(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        GetOptions options =
                GetOptions.none().withLoad(selectInLoad(SHELF_BOOKS).joinedLoad(BOOK_PAGES));
        Shelf north = Await.value(session.get(Shelf.class, 1, options)).orElseThrow();
        assertThat(read(List.of(north))).containsExactly("north[atlas[atlas 1, atlas 2], bible[]]");
        assertThat(statements(bench)).hasSize(2);
        Await.value(session.get(Shelf.class, 1, options));
        assertThat(statements(bench)).as("all is there").hasSize(2);
        Shelf south = Await.value(session.getOne(Shelf.class, 2));
        Await.value(session.get(Shelf.class, 2, options));
        assertThat(read(List.of(south))).as("what was missing is loaded").containsExactly("south[comic[comic 1]]");
        assertThat(Await.value(session.get(Shelf.class, 99, options))).isEmpty();
        assertThat(Await.failure(
                        session.get(Shelf.class, 1, GetOptions.none().withLoad(selectInLoad(USER_ADDRESSES))),
                        ArgumentException.class))
                .hasMessageContaining("User.addresses");
        Await.value(session.close());
    }

    @Test
    @Tag("LD08")
    default void manyObjectsAreLoadedByOneQuery(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        List<Shelf> shelves = all(session, select(SHELVES).orderBy(SHELF_ID));
        sent(bench).mark();
        Await.value(session.loadAll(shelves, selectInLoad(SHELF_BOOKS).selectInLoad(BOOK_PAGES)));
        assertThat(statements(bench)).hasSize(2).noneMatch(text -> text.contains("JOIN"));
        assertThat(read(shelves))
                .containsExactly("north[atlas[atlas 1, atlas 2], bible[]]", "south[comic[comic 1]]", "west[]");
        Await.value(session.commit());
        Await.value(session.loadAll(shelves, selectInLoad(SHELF_BOOKS)));
        assertThat(statements(bench))
                .as("expired: the shelves by one, their books by one")
                .hasSize(4);
        Await.value(session.close());
    }

    @Test
    @Tag("LD15")
    default void aReferenceChangesWithoutLoadingTheOtherSide(Bench bench) {
        User ann = new User("ann").at("a").at("b");
        User bob = new User("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        List<Address> addresses = all(
                session,
                select(ADDRESSES)
                        .orderBy(ADDRESSES.attribute("street", String.class))
                        .options(joinedLoad(ADDRESS_USER)));
        User old = Objects.requireNonNull(addresses.get(0).user);
        User next = Await.value(session.getOne(User.class, Objects.requireNonNull(bob.id)));
        sent(bench).mark();
        addresses.get(0).user = null;
        addresses.get(1).user = next;
        assertThat(sent(bench).texts()).as("nobody asked for the collections").isEmpty();
        assertThat(Await.value(session.load(old, USER_ADDRESSES))).isEmpty();
        assertThat(Await.value(session.load(next, USER_ADDRESSES))).containsExactly(addresses.get(1));
        assertThat(statements(bench)).as("one query for each").hasSize(2);
        Await.value(session.close());
    }

    /** Nothing was written before the collections were read, and what they show is written once. */
    @Test
    @Tag("LD15")
    default void aChangedReferenceShowsInCollectionsThoughNothingWasFlushed(Bench bench) {
        User ann = new User("ann").at("a").at("b");
        User bob = new User("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).withAutoflush(false).open();
        List<Address> addresses = all(
                session,
                select(ADDRESSES)
                        .orderBy(ADDRESSES.attribute("street", String.class))
                        .options(joinedLoad(ADDRESS_USER)));
        User old = Objects.requireNonNull(addresses.get(0).user);
        User next = Await.value(session.getOne(User.class, Objects.requireNonNull(bob.id)));
        Address added = new Address("c");
        added.user = next;
        session.add(added);
        addresses.get(1).user = next;
        assertThat(Await.value(session.load(old, USER_ADDRESSES))).containsExactly(addresses.get(0));
        assertThat(Await.value(session.load(next, USER_ADDRESSES))).containsExactlyInAnyOrder(addresses.get(1), added);
        sent(bench).mark();
        Await.value(session.commit());
        assertThat(sent(bench).texts()).as("an UPDATE and an INSERT").hasSize(2);
        assertThat(bench.sql().column("select street from orm_addresses where user_id = " + bob.id + " order by id"))
                .containsExactly("b", "c");
        Await.value(session.close());
    }

    @Test
    @Tag("LD11")
    default void aStreamLoadsWithEachChunk(Bench bench) {
        List<Shelf> many = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            many.add(new Shelf(i, "shelf " + i, new Book("book " + i, 1)));
        }
        stored(bench, many.toArray());
        List<Shelf> shelves = Await.value(sessions(bench)
                .withExecution(ExecutionOptions.none().withFetchSize(10))
                .streamScalars(select(SHELVES)
                        .orderBy(SHELF_ID)
                        .options(selectInLoad(SHELF_BOOKS).joinedLoad(BOOK_SHELF)))
                .source()
                .runWith(Sink.seq(), bench.engine().system()));
        assertThat(shelves)
                .hasSize(25)
                .allSatisfy(shelf -> assertThat(shelf.books)
                        .singleElement()
                        .satisfies(book -> assertThat(book.title).isEqualTo("book " + shelf.id)));
        assertThat(statements(bench)).hasSize(1 + 3);
        assertThatThrownBy(() -> shelves.get(0).books.get(0).pages.size())
                .isInstanceOf(UnloadedAttributeException.class);
    }

    @Test
    default void aStreamOfNoSessionGivesPlainObjects(Bench bench) {
        library(bench);
        List<Book> books = Await.value(sessions(bench)
                .streamScalars(select(BOOKS).orderBy(BOOK_TITLE).options(joinedLoad(BOOK_SHELF)))
                .all());
        assertThat(books)
                .extracting(book -> Objects.requireNonNull(book.shelf).label)
                .containsExactly("north", "north", "south");
        assertThat(statements(bench)).hasSize(1);
        assertThatThrownBy(() -> sessions(bench).stream(select(SHELVES).options(joinedLoad(SHELF_BOOKS))))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("selectInLoad");
        AsyncSession session = sessions(bench).open();
        assertThat(Await.failure(
                        session.streamScalars(select(SHELVES).options(selectInLoad(SHELF_BOOKS)))
                                .all(),
                        InvalidRequestException.class))
                .hasMessageContaining("row by row")
                .hasMessageContaining("sessions.stream(...)");
        Await.value(session.close());
    }
}

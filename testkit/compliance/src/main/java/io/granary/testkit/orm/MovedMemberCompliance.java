package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.count;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.SessionOptions;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Objects that go from one owner to another while one of the two is deleted. */
public interface MovedMemberCompliance extends OnSessions {

    /** However it is said that they have another owner. */
    @Test
    @Tag("CA29")
    default void whoMovesFromADeletedOwnerKeepsItsParts(Bench bench) {
        List<BiConsumer<Book, Shelf>> ways =
                List.of((book, to) -> to.books.add(book), (book, to) -> book.shelf = to, (book, to) -> {
                    Objects.requireNonNull(book.shelf).books.remove(book);
                    to.books.add(book);
                    book.shelf = to;
                });
        for (int i = 0; i < ways.size(); i++) {
            int from = 10 * i + 1;
            stored(bench, new Shelf(from, "a", new Book("one", 2), new Book("two", 1)), new Shelf(from + 1, "b"));
            AsyncSession session = sessions(bench).open();
            Shelf first = get(session, Shelf.class, from);
            Shelf second = get(session, Shelf.class, from + 1);
            Book book = Await.value(session.load(first, SHELF_BOOKS)).get(0);
            Await.value(session.load(second, SHELF_BOOKS));
            Await.value(session.delete(first));
            ways.get(i).accept(book, second);
            Await.value(session.commit());
            assertThat(bench.sql().column("select title from orm_books where shelf_id = " + (from + 1)))
                    .as("way " + i)
                    .containsExactly("one");
            assertThat(bench.sql().column("select heading from orm_pages order by id"))
                    .as("way " + i)
                    .containsExactly("one 1", "one 2");
            assertThat(count(bench, "orm_books")).isEqualTo(1);
            assertThat(count(bench, "orm_shelves")).isEqualTo(1);
            Await.value(session.close());
            bench.sql().run("delete from orm_pages", "delete from orm_books", "delete from orm_shelves");
        }
    }

    /** What was to be written of it is, too. */
    @Test
    @Tag("CA29")
    default void whatWasAddedToWhoMovesFromADeletedOwnerIsWritten(Bench bench) {
        Node other = new Node("other");
        stored(bench, new Node("root", new Node("part", new Node("below"))), other);
        AsyncSession session = sessions(bench).open();
        Node root = Await.value(session.scalars(select(NODES)
                        .where(NODES.attribute("name", String.class).eq("root"))))
                .one();
        Node to = get(session, Node.class, other.id);
        Node part = Await.value(session.load(root, NODE_CHILDREN)).get(0);
        Await.value(session.load(part, NODE_CHILDREN)).add(new Node("new"));
        Await.value(session.load(to, NODE_CHILDREN));
        Await.value(session.delete(root));
        to.children.add(part);
        part.name = "changed";
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_nodes order by name"))
                .containsExactly("below", "changed", "new", "other");
        assertThat(bench.sql().number("select count(*) from orm_nodes where parent_id is null"))
                .isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    @Tag("CA29")
    default void whoRefersToAnotherOneAfterItsOwnerWasDeletedStays(Bench bench) {
        Citizen ann = new Citizen("ann");
        ann.passport = new Passport("p");
        Citizen bob = new Citizen("bob");
        stored(bench, ann, bob);
        AsyncSession session = sessions(bench).open();
        Citizen from = get(session, Citizen.class, ann.id);
        Citizen to = get(session, Citizen.class, bob.id);
        Await.value(session.refresh(from, "passport"));
        Await.value(session.refresh(to, "passport"));
        Passport passport = Objects.requireNonNull(from.passport);
        Await.value(session.delete(from));
        passport.holder = to;
        Await.value(session.commit());
        assertThat(bench.sql().number("select count(*) from orm_passports where holder_id = " + bob.id))
                .isEqualTo(1);
        assertThat(bench.sql().column("select name from orm_citizens")).containsExactly("bob");
        Await.value(session.close());
    }

    /** Neither by nobody, nor by somebody who goes, too. */
    @Test
    default void whoRefersToNobodyWhoStaysGoesWithItsOwner(Bench bench) {
        for (boolean nobody : List.of(true, false)) {
            stored(bench, new Shelf(1, "a", new Book("one", 1)), new Shelf(2, "b"));
            AsyncSession session = sessions(bench).open();
            Shelf first = get(session, Shelf.class, 1);
            Shelf second = get(session, Shelf.class, 2);
            Book book = Await.value(session.load(first, SHELF_BOOKS)).get(0);
            Await.value(session.delete(first));
            Await.value(session.delete(second));
            book.shelf = nobody ? null : second;
            Await.value(session.commit());
            assertThat(count(bench, "orm_shelves") + count(bench, "orm_books") + count(bench, "orm_pages"))
                    .isZero();
            Await.value(session.close());
        }
    }

    /** It is not in two collections, of which the one that is deleted would take it along. */
    @Test
    default void aCollectionAgainstWhichTheReferenceStandsLosesItsMember(Bench bench) {
        for (boolean isNew : List.of(true, false)) {
            Book book = new Book("moved", 0);
            Shelf first = new Shelf(1, "a");
            Shelf second = new Shelf(2, "b");
            Shelf third = new Shelf(3, "c");
            AsyncSession session = sessions(bench)
                    .withOptions(SessionOptions.defaults().withExpireOnCommit(false))
                    .open();
            session.addAll(List.of(first, second, third));
            if (!isNew) {
                third.books.add(book);
                Await.value(session.commit());
            }
            first.books.add(book);
            book.shelf = second;
            Await.value(session.flush());
            assertThat(first.books).isEmpty();
            assertThat(second.books).containsExactly(book);
            assertThat(third.books).isEmpty();
            Await.value(session.commit());
            Await.value(session.delete(first));
            Await.value(session.commit());
            assertThat(bench.sql().column("select title from orm_books where shelf_id = 2"))
                    .containsExactly("moved");
            Await.value(session.close());
            bench.sql().run("delete from orm_books", "delete from orm_shelves");
        }
    }

    /** Its new owner's collection does not know of it yet. */
    @Test
    default void whoRefersToAnotherOwnerGoesWithThatOne(Bench bench) {
        for (boolean loaded : List.of(true, false)) {
            stored(bench, new Shelf(1, "a", new Book("one", 1)), new Shelf(2, "b"));
            AsyncSession session = sessions(bench).open();
            Shelf first = get(session, Shelf.class, 1);
            Shelf second = get(session, Shelf.class, 2);
            Book book = Await.value(session.load(first, SHELF_BOOKS)).get(0);
            if (loaded) {
                Await.value(session.load(second, SHELF_BOOKS));
            }
            book.shelf = second;
            Await.value(session.delete(second));
            Await.value(session.commit());
            assertThat(bench.sql().column("select label from orm_shelves")).containsExactly("a");
            assertThat(count(bench, "orm_books") + count(bench, "orm_pages")).isZero();
            Await.value(session.close());
            bench.sql().run("delete from orm_shelves");
        }
    }

    /** Where nothing is deleted along. */
    @Test
    default void whoRefersToWhatIsDeletedRefersToNothing(Bench bench) {
        Task first = new Task("first", (what, task) -> {});
        Task second = new Task("second", (what, task) -> {});
        stored(bench, first, second);
        AsyncSession session = sessions(bench).open();
        Task cause = get(session, Task.class, first.id);
        Task task = get(session, Task.class, second.id);
        Await.value(session.load(cause, EntityTable.of(Task.class).<List<Task>>relationship("followUps")));
        task.cause = cause;
        Await.value(session.delete(cause));
        Await.value(session.commit());
        assertThat(count(bench, "orm_tasks where cause_id is null")).isEqualTo(1);
        assertThat(count(bench, "orm_tasks")).isEqualTo(1);
        Await.value(session.close());
    }
}

package io.granary.testkit.orm;

import static io.granary.orm.Load.contains;
import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.noLoad;
import static io.granary.orm.Load.raiseLoad;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.orm.Load.subqueryLoad;
import static io.granary.orm.Load.withLoaderCriteria;
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
import static io.granary.testkit.orm.LoadingCompliance.readShelves;
import static io.granary.testkit.orm.LoadingCompliance.statements;
import static io.granary.testkit.orm.OnSessions.sessions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.error.UnloadedAttributeException;
import io.granary.orm.AsyncSession;
import io.granary.orm.LoaderOption;
import io.granary.orm.StatementOptions;
import io.granary.sql.Select;
import io.granary.sql.TableAlias;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What options of a query say of the objects that come with it, beside how they are loaded. */
public interface LoadOptionCompliance extends OnSessions {

    @Test
    default void whatTheQueryJoinsItselfIsTaken(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        List<Shelf> shelves = all(
                session,
                select(SHELVES)
                        .join(BOOKS, BOOKS.attribute("shelf", Integer.class).eq(SHELF_ID))
                        .where(BOOK_TITLE.gt("b"))
                        .orderBy(BOOK_TITLE)
                        .options(contains(SHELF_BOOKS).selectInLoad(BOOK_PAGES)));
        assertThat(read(shelves)).containsExactly("north[bible[]]", "south[comic[comic 1]]");
        assertThat(statements(bench)).hasSize(2);
        Await.value(session.close());
        AsyncSession other = sessions(bench).open();
        TableAlias alias = BOOKS.as("b");
        List<Shelf> again = all(
                other,
                select(SHELVES)
                        .leftJoin(
                                alias,
                                alias.column(BOOKS.attribute("shelf", Integer.class))
                                        .eq(SHELF_ID))
                        .orderBy(SHELF_ID, alias.column(BOOK_TITLE))
                        .options(contains(SHELF_BOOKS, alias).joinedLoad(BOOK_PAGES)));
        assertThat(read(again))
                .containsExactly("north[atlas[atlas 1, atlas 2], bible[]]", "south[comic[comic 1]]", "west[]");
        Await.value(other.close());
    }

    @Test
    default void whatIsNotAskedForFailsWithTheCure(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        Shelf shelf = all(session, select(SHELVES).orderBy(SHELF_ID).options(raiseLoad(SHELF_BOOKS)))
                .get(0);
        assertThatThrownBy(() -> shelf.books.size())
                .isInstanceOf(UnloadedAttributeException.class)
                .hasMessageContaining("Shelf.books")
                .hasMessageContaining("selectInLoad");
        Shelf empty = all(session, select(SHELVES).where(SHELF_ID.eq(2)).options(noLoad(SHELF_BOOKS)))
                .get(0);
        assertThat(empty.books).isEmpty();
        empty.books.add(new Book("added", 0));
        Await.value(session.commit());
        Await.value(session.close());
        assertThat(bench.sql().column("select title from orm_books where shelf_id = 2 order by title"))
                .containsExactly("added", "comic");
    }

    @Test
    default void anOptionOfNoClassOfTheQueryIsRefused(Bench bench) {
        AsyncSession session = sessions(bench).open();
        for (LoaderOption wrong :
                List.of(selectInLoad(BOOK_PAGES), selectInLoad(SHELF_BOOKS).selectInLoad(USER_ADDRESSES))) {
            assertThat(Await.failure(session.execute(select(SHELVES).options(wrong)), ArgumentException.class))
                    .hasMessageContaining("is of no class that is loaded here");
        }
        Await.value(session.close());
    }

    @Test
    @Tag("LD06")
    default void populatingReadsCollectionsAnew(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        Select<Shelf> north = select(SHELVES).where(SHELF_ID.eq(1));
        for (LoaderOption option :
                List.of(joinedLoad(SHELF_BOOKS), selectInLoad(SHELF_BOOKS), subqueryLoad(SHELF_BOOKS))) {
            Shelf shelf = all(session, north.options(option)).get(0);
            Book first = shelf.books.get(0);
            first.title = "changed";
            shelf.books.remove(1);
            Await.value(session.noAutoflush(same -> same.execute(
                    north.options(option), List.of(), StatementOptions.none().withPopulateExisting(true))));
            assertThat(shelf.books).hasSize(2);
            assertThat(first.title).isEqualTo("atlas");
        }
        Await.value(session.commit());
        Await.value(session.close());
        assertThat(bench.sql().column("select title from orm_books where shelf_id = 1 order by title"))
                .containsExactly("atlas", "bible");
    }

    @Test
    default void rowsOfSeveralObjectsHaveOptionsOfEach(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        List<String> rows = new ArrayList<>();
        Await.value(session.execute(select(SHELVES, BOOK_TITLE)
                        .join(BOOKS, BOOKS.attribute("shelf", Integer.class).eq(SHELF_ID))
                        .orderBy(BOOK_TITLE)
                        .options(joinedLoad(SHELF_BOOKS))))
                .forEach(row -> rows.add(
                        Objects.requireNonNull(row.get(0, Shelf.class)).books.size() + " " + row.get(1)));
        assertThat(rows).containsExactly("2 atlas", "2 bible", "1 comic");
        Await.value(session.close());
    }

    @Test
    default void criteriaHoldWhereverObjectsAreRead(Bench bench) {
        library(bench);
        LoaderOption small =
                withLoaderCriteria(BOOKS, book -> book.column(BOOK_TITLE).lt("c"));
        for (LoaderOption how : Stream.of(selectInLoad(SHELF_BOOKS), joinedLoad(SHELF_BOOKS), subqueryLoad(SHELF_BOOKS))
                .map(each -> each.selectInLoad(BOOK_PAGES))
                .toList()) {
            assertThat(readShelves(bench, how, small))
                    .containsExactly("north[atlas[atlas 1, atlas 2], bible[]]", "south[]", "west[]");
        }
        AsyncSession session = sessions(bench).open();
        assertThat(all(session, select(BOOKS).options(small))).hasSize(2);
        List<Book> shelved = all(
                session,
                select(BOOKS)
                        .options(
                                selectInLoad(BOOK_SHELF),
                                withLoaderCriteria(
                                        Shelf.class,
                                        shelf -> shelf.column(SHELF_ID).gt(1))));
        assertThat(shelved.stream().map(book -> book.shelf == null).toList())
                .containsExactlyInAnyOrder(true, true, false);
        Await.value(session.commit());
        Await.value(session.close());
        assertThat(bench.sql().column("select title from orm_books where shelf_id is null"))
                .as("what was left out is not taken away")
                .isEmpty();
    }
}

package io.granary.testkit.orm;

import static io.granary.orm.Load.defaultLoad;
import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.orm.Load.subqueryLoad;
import static io.granary.sql.Functions.rowNumber;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.error.UnloadedAttributeException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.LoaderOption;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.sql.TypedAlias;
import io.granary.sql.TypedSelect;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What queries load with their objects: each strategy gives the same objects, by as many statements as it says. */
public interface LoadingCompliance extends OnSessions {

    /** Shelves. */
    EntityTable<Shelf> SHELVES = EntityTable.of(Shelf.class);

    /** Their keys. */
    Column<Integer> SHELF_ID = SHELVES.attribute("id", Integer.class);

    /** Books. */
    EntityTable<Book> BOOKS = EntityTable.of(Book.class);

    /** What they are called. */
    Column<String> BOOK_TITLE = BOOKS.attribute("title", String.class);

    /** Where they stand. */
    Relationship<Book, Shelf> BOOK_SHELF = BOOKS.relationship("shelf");

    /** What is in them. */
    Relationship<Book, List<Page>> BOOK_PAGES = BOOKS.relationship("pages");

    /** Things. */
    EntityTable<Item> ITEMS = EntityTable.of(Item.class);

    /** What they are found by. */
    Relationship<Item, Set<Keyword>> ITEM_KEYWORDS = ITEMS.relationship("keywords");

    /** What is found by a word. */
    Relationship<Keyword, List<Item>> KEYWORD_ITEMS =
            EntityTable.of(Keyword.class).relationship("items");

    /** What something is a part of. */
    Relationship<Node, Node> NODE_PARENT = NODES.relationship("parent");

    /** What nodes are called. */
    Column<String> NODE_NAME = NODES.attribute("name", String.class);

    /**
     * Stores three shelves: of two books, of one, and of none.
     *
     * @param bench this test's
     */
    static void library(Bench bench) {
        stored(
                bench,
                new Shelf(1, "north", new Book("atlas", 2), new Book("bible", 0)),
                new Shelf(2, "south", new Book("comic", 1)),
                new Shelf(3, "west"));
    }

    /**
     * {@return the queries since the mark}
     *
     * @param bench this test's
     */
    static List<String> statements(Bench bench) {
        return sent(bench).texts().stream()
                .filter(text -> text.startsWith("SELECT"))
                .toList();
    }

    /**
     * {@return the objects of a query}
     *
     * @param <T> their class
     * @param session runs it
     * @param select the query
     */
    static <T> List<T> all(AsyncSession session, TypedSelect<T> select) {
        List<T> all = new ArrayList<>();
        for (@Nullable T each : Await.value(session.scalars(select))) {
            all.add(Objects.requireNonNull(each));
        }
        return all;
    }

    /**
     * {@return what shelves have, read off the objects}
     *
     * @param shelves the shelves
     */
    static List<String> read(List<Shelf> shelves) {
        List<String> read = new ArrayList<>();
        for (Shelf shelf : shelves) {
            List<String> books = new ArrayList<>();
            for (Book book : shelf.books) {
                assertThat(book.shelf).isSameAs(shelf);
                books.add(book.title
                        + book.pages.stream().map(page -> page.heading).sorted().toList());
            }
            read.add(shelf.label + books);
        }
        return read;
    }

    /**
     * {@return what all shelves have, in a session of its own}
     *
     * @param bench this test's
     * @param options what is loaded, and how
     */
    static List<String> readShelves(Bench bench, LoaderOption... options) {
        sent(bench).mark();
        AsyncSession session = sessions(bench).open();
        List<String> read = read(all(session, select(SHELVES).orderBy(SHELF_ID).options(options)));
        Await.value(session.close());
        return read;
    }

    @Test
    @Tag("LD12")
    default void eachStrategyGivesTheSameObjects(Bench bench) {
        library(bench);
        List<String> there = List.of("north[atlas[atlas 1, atlas 2], bible[]]", "south[comic[comic 1]]", "west[]");
        assertThat(readShelves(bench, selectInLoad(SHELF_BOOKS).selectInLoad(BOOK_PAGES)))
                .isEqualTo(there);
        assertThat(statements(bench)).hasSize(3);
        assertThat(readShelves(bench, joinedLoad(SHELF_BOOKS).joinedLoad(BOOK_PAGES)))
                .isEqualTo(there);
        assertThat(statements(bench)).hasSize(1);
        assertThat(readShelves(bench, subqueryLoad(SHELF_BOOKS).subqueryLoad(BOOK_PAGES)))
                .isEqualTo(there);
        assertThat(statements(bench)).hasSize(3);
        assertThat(statements(bench).get(1)).contains("(SELECT ");
        assertThat(readShelves(bench, selectInLoad(SHELF_BOOKS).joinedLoad(BOOK_PAGES)))
                .isEqualTo(there);
        assertThat(statements(bench)).hasSize(2);
        assertThat(readShelves(bench, joinedLoad(SHELF_BOOKS).selectInLoad(BOOK_PAGES)))
                .isEqualTo(there);
        assertThat(statements(bench)).hasSize(2);
        assertThat(readShelves(bench, joinedLoad(SHELF_BOOKS).subqueryLoad(BOOK_PAGES)))
                .isEqualTo(there);
        assertThat(statements(bench)).hasSize(2);
        assertThat(readShelves(
                        bench,
                        selectInLoad(SHELF_BOOKS),
                        defaultLoad(SHELF_BOOKS).options(selectInLoad(BOOK_PAGES))))
                .as("options of one path are put together")
                .isEqualTo(there);
        assertThat(statements(bench)).hasSize(3);
    }

    @Test
    @Tag("LD05")
    default void anInnerJoinLeavesOutWhatHasNothingThere(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        List<Shelf> shelves = all(
                session,
                select(SHELVES)
                        .orderBy(SHELF_ID)
                        .options(joinedLoad(SHELF_BOOKS).inner()));
        assertThat(shelves).extracting(shelf -> shelf.label).containsExactly("north", "south");
        assertThat(statements(bench).get(0)).contains(" JOIN orm_books ").doesNotContain("LEFT");
        sent(bench).mark();
        List<Book> books = all(
                session,
                select(BOOKS)
                        .orderBy(BOOK_TITLE)
                        .options(joinedLoad(BOOK_SHELF)
                                .inner()
                                .joinedLoad(SHELF_BOOKS)
                                .inner()));
        assertThat(books).extracting(book -> book.title).containsExactly("atlas", "bible", "comic");
        assertThat(statements(bench)).hasSize(1);
        Await.value(session.close());
    }

    @Test
    @Tag("LD02")
    default void aLimitCountsObjectsWhateverIsJoined(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        Select<Shelf> some = select(SHELVES)
                .orderBy(SHELVES.attribute("label", String.class).desc())
                .limit(2)
                .offset(1);
        List<Shelf> shelves = all(session, some.options(joinedLoad(SHELF_BOOKS).joinedLoad(BOOK_PAGES)));
        assertThat(read(shelves)).containsExactly("south[comic[comic 1]]", "north[atlas[atlas 1, atlas 2], bible[]]");
        assertThat(statements(bench)).singleElement().asString().contains("FROM (SELECT ");
        sent(bench).mark();
        assertThat(all(session, select(BOOKS).orderBy(BOOK_TITLE).limit(1).options(joinedLoad(BOOK_SHELF))))
                .extracting(book -> Objects.requireNonNull(book.shelf).label)
                .containsExactly("north");
        assertThat(statements(bench))
                .as("one row stays one row")
                .singleElement()
                .asString()
                .doesNotContain("(SELECT ");
        Await.value(session.close());
        AsyncSession other = sessions(bench).open();
        assertThat(read(all(other, some.options(subqueryLoad(SHELF_BOOKS).selectInLoad(BOOK_PAGES)))))
                .as("a subquery has the limit, too")
                .containsExactly("south[comic[comic 1]]", "north[atlas[atlas 1, atlas 2], bible[]]");
        Await.value(other.close());
    }

    @Test
    @Tag("LD03")
    @Tag("LD12")
    default void whatIsNotThereIsKnownNotToBeThere(Bench bench) {
        stored(bench, new Node("root", new Node("leaf")));
        for (LoaderOption option : List.of(joinedLoad(NODE_PARENT), selectInLoad(NODE_PARENT))) {
            AsyncSession session = sessions(bench).open();
            Node root = all(session, select(NODES).where(NODE_NAME.eq("root")).options(option))
                    .get(0);
            sent(bench).mark();
            assertThat(Await.value(session.loadOptional(root, NODE_PARENT))).isEmpty();
            assertThat(statements(bench)).isEmpty();
            Await.value(session.close());
        }
    }

    @Test
    @Tag("LD09")
    default void manyObjectsAreAskedForByAFewStatements(Bench bench) {
        List<Shelf> many = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            many.add(new Shelf(i, "shelf " + i, new Book("book " + i, 0)));
        }
        stored(bench, many.toArray());
        for (int[] sizes : new int[][] {{47, 3}, {50, 2}, {99, 2}, {108, 1}, {0, 1}}) {
            AsyncSession session = sessions(bench).open();
            sent(bench).mark();
            List<Shelf> shelves = all(
                    session,
                    select(SHELVES)
                            .options(
                                    sizes[0] == 0
                                            ? selectInLoad(SHELF_BOOKS)
                                            : selectInLoad(SHELF_BOOKS).chunk(sizes[0])));
            assertThat(statements(bench)).as("by %d", sizes[0]).hasSize(1 + sizes[1]);
            assertThat(shelves)
                    .hasSize(100)
                    .allSatisfy(shelf -> assertThat(shelf.books)
                            .singleElement()
                            .satisfies(book -> assertThat(book.title).isEqualTo("book " + shelf.id)));
            Await.value(session.close());
        }
        assertThatThrownBy(() -> selectInLoad(SHELF_BOOKS).chunk(0)).isInstanceOf(ArgumentException.class);
    }

    @Test
    @Tag("LD14")
    default void whatIsInTheSessionIsNotAskedFor(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        List<Shelf> shelves = all(session, select(SHELVES));
        sent(bench).mark();
        List<Book> books = all(session, select(BOOKS).options(selectInLoad(BOOK_SHELF)));
        assertThat(statements(bench)).hasSize(1);
        assertThat(books).allSatisfy(book -> assertThat(shelves).contains(book.shelf));
        sent(bench).mark();
        all(session, select(SHELVES).options(selectInLoad(SHELF_BOOKS)));
        all(session, select(SHELVES).options(selectInLoad(SHELF_BOOKS), joinedLoad(SHELF_BOOKS)));
        assertThat(statements(bench)).as("loaded once; the second time known").hasSize(3);
        Await.value(session.close());
    }

    @Test
    default void manyToManyIsLoadedFromBothSides(Bench bench) {
        Keyword red = new Keyword("red");
        stored(bench, new Item("ball", red, new Keyword("round")), new Item("brick", red), new Item("air"));
        for (Function<Relationship<?, ?>, LoaderOption> how : List.<Function<Relationship<?, ?>, LoaderOption>>of(
                relationship -> selectInLoad(relationship),
                relationship -> joinedLoad(relationship),
                relationship -> subqueryLoad(relationship))) {
            AsyncSession session = sessions(bench).open();
            Column<Long> id = ITEMS.attribute("id", Long.class);
            List<Item> items = all(session, select(ITEMS).orderBy(id).options(how.apply(ITEM_KEYWORDS)));
            assertThat(items)
                    .extracting(item -> item.keywords.stream()
                            .map(each -> Objects.requireNonNull(each.word))
                            .sorted()
                            .toList())
                    .containsExactly(List.of("red", "round"), List.of("red"), List.of());
            List<Keyword> words = all(
                    session,
                    select(EntityTable.of(Keyword.class))
                            .where(EntityTable.of(Keyword.class)
                                    .attribute("word", String.class)
                                    .eq("red"))
                            .options(how.apply(KEYWORD_ITEMS)));
            assertThat(words)
                    .singleElement()
                    .satisfies(word -> assertThat(word.items).containsExactlyInAnyOrder(items.get(0), items.get(1)));
            Await.value(session.commit());
            Await.value(session.close());
        }
        assertThat(bench.sql().column("select count(*) from orm_item_keywords"))
                .as("loading changes nothing")
                .singleElement()
                .satisfies(count -> assertThat(((Number) count).intValue()).isEqualTo(3));
    }

    @Test
    default void aTreeIsFollowedAsDeepAsItIsToldTo(Bench bench) {
        stored(bench, new Node("1", new Node("1.1", new Node("1.1.1", new Node("1.1.1.1"))), new Node("1.2")));
        AsyncSession session = sessions(bench).open();
        Select<Node> roots =
                select(NODES).where(NODES.attribute("parent", Long.class).isNull());
        Node root = all(session, roots.options(selectInLoad(NODE_CHILDREN).recursively(2)))
                .get(0);
        assertThat(statements(bench)).hasSize(3);
        Node deep = root.children.stream()
                .flatMap(each -> each.children.stream())
                .findFirst()
                .orElseThrow();
        assertThat(deep.name).isEqualTo("1.1.1");
        assertThatThrownBy(() -> deep.children.size()).isInstanceOf(UnloadedAttributeException.class);
        sent(bench).mark();
        all(session, roots.options(selectInLoad(NODE_CHILDREN).recursively()));
        assertThat(deep.children)
                .singleElement()
                .satisfies(last -> assertThat(last.children).isEmpty());
        assertThat(statements(bench))
                .as("the rest: two levels, and one to see that it ends")
                .hasSize(3);
        assertThat(Await.failure(
                        session.scalars(select(SHELVES)
                                .options(selectInLoad(SHELF_BOOKS).recursively())),
                        ArgumentException.class))
                .hasMessageContaining("Shelf.books");
        Await.value(session.close());
    }

    @Test
    default void whatIsNumberedIsNumberedBeforeMoreIsJoined(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        List<String> rows = new ArrayList<>();
        Await.value(session.execute(select(
                                SHELVES,
                                rowNumber().over(Sql.window().orderBy(SHELF_ID)).as("n"))
                        .orderBy(SHELF_ID)
                        .options(joinedLoad(SHELF_BOOKS))))
                .forEach(row -> rows.add(
                        Objects.requireNonNull(row.get(0, Shelf.class)).books.size() + " " + row.get(1)));
        assertThat(new LinkedHashSet<>(rows)).containsExactly("2 1", "1 2", "0 3");
        Await.value(session.close());
    }

    @Test
    default void whatIsJoinedHasNoNameThatTheQueryHas(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        TypedAlias<Book> mine = BOOKS.as("books_1");
        List<Shelf> shelves = all(
                session,
                select(SHELVES)
                        .join(SHELF_BOOKS.to(mine))
                        .where(mine.column(BOOK_TITLE).eq("bible"))
                        .options(joinedLoad(SHELF_BOOKS)));
        assertThat(shelves).hasSize(1);
        assertThat(shelves.get(0).books).extracting(book -> book.title).containsExactly("atlas", "bible");
        Await.value(session.close());
    }
}

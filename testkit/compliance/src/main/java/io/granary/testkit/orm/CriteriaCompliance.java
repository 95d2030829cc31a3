package io.granary.testkit.orm;

import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.orm.Load.subqueryLoad;
import static io.granary.orm.Load.withLoaderCriteria;
import static io.granary.orm.Load.withoutLoaderCriteria;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.LoadedBeforeCompliance.SHELF_LABEL;
import static io.granary.testkit.orm.LoadingCompliance.BOOKS;
import static io.granary.testkit.orm.LoadingCompliance.BOOK_PAGES;
import static io.granary.testkit.orm.LoadingCompliance.BOOK_SHELF;
import static io.granary.testkit.orm.LoadingCompliance.BOOK_TITLE;
import static io.granary.testkit.orm.LoadingCompliance.SHELF_ID;
import static io.granary.testkit.orm.LoadingCompliance.SHELVES;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.LoadingCompliance.library;
import static io.granary.testkit.orm.LoadingCompliance.read;
import static io.granary.testkit.orm.OnSessions.SHELF_BOOKS;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.Vehicles.CARS;
import static io.granary.testkit.orm.Vehicles.CAR_DOORS;
import static io.granary.testkit.orm.Vehicles.CAR_PLATE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.error.NoResultFoundException;
import io.granary.error.ObjectDeletedException;
import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.orm.GetOptions;
import io.granary.orm.Loader;
import io.granary.orm.RelationshipLoad;
import io.granary.schema.Column;
import io.granary.sql.Executable;
import io.granary.sql.Select;
import io.granary.sql.TypedAlias;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Conditions on rows that hold in whole sessions: of tenants, and for what is only marked as deleted. */
public interface CriteriaCompliance extends OnSessions {

    /** What vehicles are called. */
    Column<String> PLATE = EntityTable.of(Vehicle.class).attribute("plate", String.class);

    /** Sessions that know of shelves up to one, and of no book of a title. */
    private static AsyncSessionMaker upTo(Bench bench, int shelf) {
        return sessions(bench)
                .withLoaderCriteria(SHELVES, row -> row.column(SHELF_ID).le(shelf))
                .withLoaderCriteria(Book.class, row -> row.column(BOOK_TITLE).ne("bible"));
    }

    private static List<String> titles(AsyncSession session, Select<Book> select) {
        return all(session, select.orderBy(BOOK_TITLE)).stream()
                .map(book -> Objects.requireNonNull(book.title))
                .toList();
    }

    private static List<String> labels(List<Shelf> shelves) {
        return shelves.stream()
                .map(shelf -> Objects.requireNonNull(shelf.label))
                .toList();
    }

    private static Shelf hidden(AsyncSession session) {
        return all(session, select(SHELVES).where(SHELF_ID.eq(2)).options(withoutLoaderCriteria()))
                .get(0);
    }

    @Test
    default void theyHoldForWhateverIsReadByQueriesAndKeys(Bench bench) {
        library(bench);
        AsyncSessionMaker maker = upTo(bench, 1);
        AsyncSession session = maker.open();
        assertThat(labels(all(session, select(SHELVES)))).containsExactly("north");
        assertThat(titles(session, select(BOOKS))).containsExactly("atlas", "comic");
        TypedAlias<Book> other = BOOKS.as("other");
        assertThat(all(session, select(other))).hasSize(2);
        assertThat(all(session, select(BOOKS.as("anon_viewer"))))
                .as("by any name that the program gives")
                .hasSize(2);
        assertThat(Await.value(session.scalar(select(count()).from(BOOKS)))).contains(2L);
        assertThat(Await.value(session.count(select(BOOKS)))).isEqualTo(2);
        assertThat(Await.value(session.exists(select(SHELVES).where(SHELF_ID.gt(1)))))
                .isFalse();
        assertThat(all(session, select(SHELVES.of(select(SHELVES))))).hasSize(1);
        assertThat(Await.value(session.execute(select(SHELF_ID).union(select(SHELF_ID))))
                        .fetchAll())
                .hasSize(1);
        session.expungeAll();
        assertThat(Await.value(session.get(Shelf.class, 2))).isEmpty();
        assertThat(Await.value(session.get(Shelf.class, 2, GetOptions.none().withLoad(selectInLoad(SHELF_BOOKS)))))
                .isEmpty();
        assertThat(Await.value(session.get(Shelf.class, 2, GetOptions.none().withForUpdate())))
                .isEmpty();
        Await.failure(session.getOne(Shelf.class, 2), NoResultFoundException.class);
        assertThat(Await.value(session.getAll(Shelf.class, List.of(1, 2, 3))).stream()
                        .map(Optional::isPresent)
                        .toList())
                .containsExactly(true, false, false);
        assertThat(Await.value(session.streamScalars(select(BOOKS)).all())).hasSize(2);
        assertThat(Await.value(session.stream(select(BOOK_TITLE)).all())).hasSize(2);
        Await.value(session.close());
        assertThat(Await.value(maker.streamScalars(select(BOOKS)).all())).hasSize(2);
        Loader<Shelf> loader = maker.loader(Shelf.class);
        assertThat(Await.value(loader.get(2))).isEmpty();
        assertThat(Await.value(loader.get(1))).isPresent();
        Await.value(loader.close());
    }

    @Test
    default void theyHoldForQueriesAtATimeAndForWhatIsLoadedBesideAStream(Bench bench) {
        bench.assumeMoreConnections("queries run beside one another");
        library(bench);
        AsyncSessionMaker maker = upTo(bench, 1);
        AsyncSession session = maker.open();
        assertThat(Await.value(session.parallel(List.of(select(BOOKS), select(SHELVES)))).stream()
                        .map(result -> result.fetchAll().size())
                        .toList())
                .containsExactly(2, 1);
        Await.value(session.close());
        List<Shelf> streamed = new ArrayList<>();
        Await.value(maker.streamScalars(select(SHELVES).options(selectInLoad(SHELF_BOOKS)))
                        .all())
                .forEach(shelf -> streamed.add(Objects.requireNonNull(shelf)));
        assertThat(streamed.stream().map(shelf -> shelf.books.size()).toList()).containsExactly(1);
    }

    @Test
    default void theyHoldForWhateverIsLoadedAtRelationships(Bench bench) {
        library(bench);
        for (RelationshipLoad how :
                List.of(selectInLoad(SHELF_BOOKS), joinedLoad(SHELF_BOOKS), subqueryLoad(SHELF_BOOKS))) {
            AsyncSession session = upTo(bench, 2).open();
            List<Shelf> shelves =
                    all(session, select(SHELVES).orderBy(SHELF_ID).limit(2).options(how.selectInLoad(BOOK_PAGES)));
            assertThat(read(shelves)).containsExactly("north[atlas[atlas 1, atlas 2]]", "south[comic[comic 1]]");
            Await.value(session.close());
        }
        for (RelationshipLoad how : List.of(selectInLoad(BOOK_SHELF), joinedLoad(BOOK_SHELF))) {
            AsyncSession session = upTo(bench, 1).open();
            List<Book> books = all(session, select(BOOKS).orderBy(BOOK_TITLE).options(how));
            assertThat(books.stream().map(book -> book.shelf != null).toList()).containsExactly(true, false);
            Await.value(session.commit());
            Await.value(session.close());
        }
        AsyncSession session = upTo(bench, 1).open();
        Shelf north = all(session, select(SHELVES)).get(0);
        assertThat(Await.value(session.load(north, SHELF_BOOKS))).hasSize(1);
        Await.value(session.refresh(north, "books"));
        assertThat(north.books).hasSize(1);
        Book comic = all(session, select(BOOKS).where(BOOK_TITLE.eq("comic"))).get(0);
        Await.value(session.loadAll(List.of(comic), selectInLoad(BOOK_SHELF)));
        assertThat(comic.shelf).isNull();
        Await.value(session.commit());
        Await.value(session.close());
        assertThat(bench.sql().column("select title from orm_books where shelf_id is null"))
                .as("what was left out is not taken away")
                .isEmpty();
    }

    @Test
    default void theyHoldForTablesThatAQueryJoinsItself(Bench bench) {
        library(bench);
        AsyncSession session = upTo(bench, 3).open();
        assertThat(all(session, select(BOOK_TITLE).from(SHELVES).join(SHELF_BOOKS)))
                .containsExactlyInAnyOrder("atlas", "comic");
        TypedAlias<Book> book = BOOKS.as("b");
        assertThat(Await.value(session.execute(select(SHELF_LABEL, book.column(BOOK_TITLE))
                                .from(SHELVES)
                                .leftJoin(SHELF_BOOKS.to(book))
                                .orderBy(SHELF_ID)))
                        .fetchAll()
                        .stream()
                        .map(row -> row.get(0) + " " + row.get(1))
                        .toList())
                .as("outer joins keep their rows")
                .containsExactly("north atlas", "south comic", "west null");
        assertThat(labels(all(session, select(SHELVES).where(SHELF_BOOKS.any(BOOK_TITLE.eq("bible"))))))
                .isEmpty();
        Await.value(session.close());
        AsyncSession plain = sessions(bench).open();
        Select<Shelf> withoutBible = select(SHELVES)
                .leftJoin(SHELF_BOOKS)
                .where(BOOK_TITLE.isNull())
                .options(withLoaderCriteria(BOOKS, row -> row.column(BOOK_TITLE).eq("bible")))
                .orderBy(SHELF_ID);
        assertThat(labels(all(plain, withoutBible)))
                .as("those of the statement as well")
                .containsExactly("south", "west");
        assertThat(Await.value(plain.count(withoutBible))).isEqualTo(2);
        Await.value(plain.close());
    }

    @Test
    default void updatesAndDeletesOfManyRowsKeepToThem(Bench bench) {
        library(bench);
        bench.sql().run("delete from orm_pages");
        AsyncSession session = upTo(bench, 1).open();
        Shelf north = all(session, select(SHELVES)).get(0);
        Shelf south = hidden(session);
        Executable relabel = update(SHELVES).set(SHELF_LABEL, "new");
        assertThat(Await.value(session.execute(relabel)).rowCount()).isEqualTo(1);
        assertThat(north.label).isEqualTo("new");
        assertThat(south.label).isEqualTo("south");
        assertThat(Await.value(session.execute(
                                update(SHELVES), List.of(Map.of("id", 1, "label", "a"), Map.of("id", 2, "label", "b"))))
                        .rowCount())
                .isEqualTo(1);
        assertThat(Await.value(session.execute(delete(BOOKS).where(BOOK_TITLE.ne("comic"))))
                        .rowCount())
                .isEqualTo(1);
        assertThat(Await.value(session.execute(delete(SHELVES).where(SHELF_ID.gt(1))))
                        .rowCount())
                .isZero();
        Await.value(session.commit());
        Await.value(session.close());
        assertThat(bench.sql().column("select label from orm_shelves order by id"))
                .containsExactly("a", "south", "west");
        assertThat(bench.sql().column("select title from orm_books order by title"))
                .containsExactly("bible", "comic");
    }

    @Test
    default void oneStatementDoesWithoutThem(Bench bench) {
        library(bench);
        AsyncSession session = upTo(bench, 1).open();
        Select<Shelf> shelves = select(SHELVES).orderBy(SHELF_ID);
        assertThat(read(all(
                        session,
                        shelves.options(
                                withoutLoaderCriteria(),
                                selectInLoad(SHELF_BOOKS).selectInLoad(BOOK_PAGES)))))
                .containsExactly("north[atlas[atlas 1, atlas 2], bible[]]", "south[comic[comic 1]]", "west[]");
        Await.value(session.reset());
        assertThat(all(session, shelves.options(withoutLoaderCriteria(Shelf.class), selectInLoad(SHELF_BOOKS))).stream()
                        .map(shelf -> shelf.books.size())
                        .toList())
                .as("those of other classes hold")
                .containsExactly(1, 1, 0);
        assertThat(Await.value(session.count(shelves.options(withoutLoaderCriteria()))))
                .isEqualTo(3);
        assertThat(Await.value(session.execute(
                                select(SHELF_ID).union(select(SHELF_ID)).options(withoutLoaderCriteria())))
                        .fetchAll())
                .hasSize(3);
        Await.value(session.reset());
        Shelf west = Await.value(session.get(Shelf.class, 3, GetOptions.none().withLoad(withoutLoaderCriteria())))
                .orElseThrow();
        assertThat(west.label).isEqualTo("west");
        assertThat(Await.failure(session.refresh(west), ObjectDeletedException.class))
                .hasMessageContaining("condition of the session");
        west.label = "far west";
        Await.value(session.flush());
        assertThat(Await.value(session.execute(update(SHELVES)
                                .set(SHELF_LABEL, "same")
                                .where(SHELF_ID.gt(1))
                                .options(withoutLoaderCriteria())))
                        .rowCount())
                .isEqualTo(2);
        session.add(new Shelf(4, "nowhere"));
        Await.value(session.commit());
        Await.value(session.close());
        assertThat(bench.sql().column("select label from orm_shelves order by id"))
                .as("inserts are not looked at, and a flush goes by keys")
                .containsExactly("north", "same", "same", "nowhere");
        AsyncSession refused = upTo(bench, 1).open();
        assertThat(Await.failure(
                        refused.scalars(
                                shelves.options(selectInLoad(SHELF_BOOKS).options(withoutLoaderCriteria()))),
                        ArgumentException.class))
                .hasMessageContaining("it counts for all that it loads");
        Await.value(refused.close());
    }

    @Test
    default void eachSessionHasItsOwnValue(Bench bench) {
        library(bench);
        Select<Shelf> shelves = select(SHELVES).options(joinedLoad(SHELF_BOOKS));
        for (int last : new int[] {1, 3, 2, 1}) {
            AsyncSession session = upTo(bench, last).open();
            assertThat(all(session, shelves)).hasSize(last);
            assertThat(Await.value(session.get(Shelf.class, 3)).isPresent()).isEqualTo(last == 3);
            Await.value(session.close());
        }
        int most = OnSessions.sent(bench).texts().size();
        assertThat(Set.copyOf(OnSessions.sent(bench).texts()))
                .as("the text is the same, and the value is bound")
                .hasSizeLessThan(most);
    }

    @Test
    default void rowsOfClassesWithTablesOfTheirOwnAreLeftOutToo(Bench bench) {
        Trader trader = new Trader("kim", null);
        trader.fleet.addAll(List.of(new Car("beetle", 2), new Truck("mack", 7), new SportsCar("lotus", "spa")));
        stored(bench, trader, trader.fleet.get(0), trader.fleet.get(1), trader.fleet.get(2));
        AsyncSession session = sessions(bench)
                .withLoaderCriteria(
                        EntityTable.of(Vehicle.class), row -> row.column(PLATE).ne("lotus"))
                .open();
        assertThat(all(session, select(EntityTable.of(Vehicle.class)))).hasSize(2);
        assertThat(all(session, select(OfTypeCompliance.FLEET_CARS))).hasSize(1);
        Object car = Objects.requireNonNull(trader.fleet.get(2).id);
        assertThat(Await.value(session.get(Car.class, car))).isEmpty();
        sent(bench).mark();
        assertThat(Await.value(session.get(Vehicle.class, car, GetOptions.none().withForUpdate())))
                .isEmpty();
        assertThat(sent(bench).texts())
                .as("what is not there is not locked")
                .noneMatch(text -> text.contains("FOR UPDATE"));
        assertThat(Await.value(session.get(
                        Vehicle.class,
                        Objects.requireNonNull(trader.fleet.get(0).id),
                        GetOptions.none().withForUpdate())))
                .isPresent();
        assertThat(all(session, select(EntityTable.of(Trader.class)).options(joinedLoad(OfTypeCompliance.FLEET)))
                        .get(0)
                        .fleet)
                .hasSize(2);
        assertThat(Await.value(session.execute(
                                update(CARS).set(CAR_PLATE, "sold").set(CAR_DOORS, 9)))
                        .rowCount())
                .as("of several tables, of which each gets a statement")
                .isEqualTo(1);
        Await.value(session.commit());
        assertThat(bench.sql().column("select plate from orm_vehicles order by plate"))
                .containsExactly("lotus", "mack", "sold");
        Await.value(session.close());
        assertThatThrownBy(() -> sessions(bench)
                        .withLoaderCriteria(Car.class, row -> row.column("name").isNotNull()))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("not all of Vehicle")
                .hasMessageContaining("Give it for Vehicle");
        assertThatThrownBy(() -> sessions(bench)
                        .withLoaderCriteria(
                                String.class, row -> row.column("name").isNotNull()))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("no mapped class is");
    }
}

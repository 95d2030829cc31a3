package io.granary.testkit.orm;

import static io.granary.orm.Load.contains;
import static io.granary.orm.Load.joinedLoad;
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
import static io.granary.testkit.orm.LoadingCompliance.statements;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.ArgumentException;
import io.granary.orm.AsyncSession;
import io.granary.orm.StatementOptions;
import io.granary.schema.Column;
import io.granary.sql.Select;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What options load for objects that are in the session already, some of it loaded, expired, or left out before. */
public interface LoadedBeforeCompliance extends OnSessions {

    /** What shelves are called. */
    Column<String> SHELF_LABEL = SHELVES.attribute("label", String.class);

    @Test
    default void aSubqueryBelowAsksForAllThatAreThere(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        all(session, select(SHELVES).where(SHELF_ID.eq(1)).options(selectInLoad(SHELF_BOOKS)));
        List<Shelf> shelves = all(
                session,
                select(SHELVES)
                        .orderBy(SHELF_ID)
                        .options(selectInLoad(SHELF_BOOKS).subqueryLoad(BOOK_PAGES)));
        assertThat(read(shelves))
                .containsExactly("north[atlas[atlas 1, atlas 2], bible[]]", "south[comic[comic 1]]", "west[]");
        Await.value(session.close());
        AsyncSession other = sessions(bench).open();
        Shelf north = get(other, Shelf.class, 1);
        all(other, select(BOOKS).options(selectInLoad(BOOK_SHELF).subqueryLoad(SHELF_BOOKS)));
        assertThat(north.books).hasSize(2);
        Await.value(other.close());
    }

    @Test
    default void populatingKeepsWhatTheSameQueryLoaded(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        Select<Shelf> there = select(SHELVES)
                .orderBy(SHELF_ID)
                .options(
                        selectInLoad(SHELF_BOOKS).selectInLoad(BOOK_SHELF),
                        selectInLoad(SHELF_BOOKS).selectInLoad(BOOK_PAGES));
        List<Shelf> shelves = all(session, there);
        shelves.get(0).label = "changed";
        Await.value(session.noAutoflush(
                same -> same.execute(there, List.of(), StatementOptions.none().withPopulateExisting(true))));
        assertThat(read(shelves))
                .containsExactly("north[atlas[atlas 1, atlas 2], bible[]]", "south[comic[comic 1]]", "west[]");
        Await.value(session.close());
    }

    @Test
    default void whatExpiredIsReadAgainWhereItIsAskedFor(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        Book atlas = all(session, select(BOOKS).orderBy(BOOK_TITLE).options(joinedLoad(BOOK_SHELF)))
                .get(0);
        Await.value(session.commit());
        bench.sql().run("update orm_shelves set label = 'pole' where id = 1");
        all(session, select(BOOKS).options(selectInLoad(BOOK_SHELF)));
        assertThat(Objects.requireNonNull(atlas.shelf).label).isEqualTo("pole");
        Await.value(session.close());
    }

    @Test
    default void whatWasLeftOutIsKnownWhereTheOtherSideTells(Bench bench) {
        stored(bench, new Node("root", new Node("leaf")));
        AsyncSession session = sessions(bench).open();
        Column<String> name = NODES.attribute("name", String.class);
        Node leaf = all(
                        session,
                        select(NODES)
                                .where(name.eq("leaf"))
                                .options(
                                        selectInLoad(LoadingCompliance.NODE_PARENT),
                                        withLoaderCriteria(
                                                NODES, node -> node.column(name).eq("leaf"))))
                .get(0);
        assertThat(leaf.parent).isNull();
        Node root = all(session, select(NODES).where(name.eq("root")).options(selectInLoad(NODE_CHILDREN)))
                .get(0);
        assertThat(leaf.parent).isSameAs(root);
        root.children.remove(leaf);
        Await.value(session.commit());
        assertThat(bench.sql().column("select count(*) from orm_nodes where parent_id is not null"))
                .singleElement()
                .satisfies(count -> assertThat(((Number) Objects.requireNonNull(count)).intValue())
                        .isZero());
        Await.value(session.close());
    }

    @Test
    default void aSubqueryFindsTheRowsThatTheQueryChose(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        List<Shelf> shelves = all(
                session,
                select(SHELVES)
                        .distinct()
                        .orderBy(SHELF_LABEL.desc())
                        .limit(2)
                        .options(subqueryLoad(SHELF_BOOKS).selectInLoad(BOOK_PAGES)));
        assertThat(read(shelves)).containsExactly("west[]", "south[comic[comic 1]]");
        Await.value(session.close());
    }

    @Test
    default void aStreamOfASessionJoinsWhatIsOne(Bench bench) {
        library(bench);
        AsyncSession session = sessions(bench).open();
        List<Book> books = Await.value(
                session.streamScalars(select(BOOKS).orderBy(BOOK_TITLE).options(joinedLoad(BOOK_SHELF)))
                        .all());
        assertThat(books)
                .extracting(book -> Objects.requireNonNull(book.shelf).label)
                .containsExactly("north", "north", "south");
        assertThat(statements(bench)).hasSize(1);
        Await.value(session.close());
    }

    @Test
    default void relationshipsOfClassesBelowAreLoadedForThoseThatHaveThem(Bench bench) {
        Manager bob = new Manager("bob", 10);
        Engineer cat = new Engineer("cat", "lathe");
        bob.reports.add(cat);
        stored(bench, new Employee("ann"), bob, cat);
        AsyncSession session = sessions(bench).open();
        Column<String> name = InheritanceCompliance.EMPLOYEE_NAME;
        List<Employee> found = all(
                session,
                select(InheritanceCompliance.EMPLOYEES)
                        .orderBy(name)
                        .options(joinedLoad(InheritanceCompliance.REPORTS)));
        assertThat(((Manager) found.get(1)).reports).hasSize(1);
        Await.value(session.loadAll(found, selectInLoad(InheritanceCompliance.REPORTS)));
        assertThat(Await.failure(
                        session.execute(select(InheritanceCompliance.EMPLOYEES)
                                .options(contains(InheritanceCompliance.REPORTS))),
                        ArgumentException.class))
                .hasMessageContaining("Manager.reports");
        assertThat(Await.failure(
                        session.execute(select(InheritanceCompliance.EMPLOYEES)
                                .options(withLoaderCriteria(
                                        Manager.class, each -> each.column(name).eq("bob")))),
                        ArgumentException.class))
                .hasMessageContaining("condition on Manager");
        assertThat(Await.failure(
                        session.execute(select(name).options(selectInLoad(InheritanceCompliance.REPORTS))),
                        ArgumentException.class))
                .hasMessageContaining("no class that is loaded");
        Await.value(session.close());
    }
}

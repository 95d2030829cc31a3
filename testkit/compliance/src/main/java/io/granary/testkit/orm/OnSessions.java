package io.granary.testkit.orm;

import io.granary.orm.AsyncSession;
import io.granary.orm.AsyncSessionMaker;
import io.granary.orm.EntityTable;
import io.granary.orm.Mappings;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.OnBench;
import io.granary.testkit.SentStatements;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.PlainSql;
import io.granary.testkit.fixtures.SqlLog;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What suites about sessions begin with: mapped classes, their tables, and a log of the statements that were sent. */
public interface OnSessions extends OnBench {

    /** Nothing to wait for. */
    CompletionStage<Done> DONE = CompletableFuture.completedStage(Done.getInstance());

    /** The classes of these suites. */
    Mappings MAPPINGS = Mappings.of(
            User.class,
            Address.class,
            Note.class,
            Node.class,
            Item.class,
            Keyword.class,
            Shelf.class,
            Book.class,
            Page.class,
            Citizen.class,
            Passport.class,
            Home.class,
            Parcel.class,
            Seat.class,
            Blank.class,
            Pass.class,
            Rating.class,
            Stamp.class,
            Lap.class,
            Plot.class,
            Task.class,
            Team.class,
            Employee.class,
            Manager.class,
            Director.class,
            Specialist.class,
            Engineer.class,
            Badge.class,
            Vehicle.class,
            Car.class,
            SportsCar.class,
            Truck.class,
            Stall.class,
            Trader.class,
            Crate.class,
            ColdCrate.class,
            Fruit.class,
            Fruit.Stone.class,
            Museum.class,
            Hall.class,
            Exhibit.class,
            Sensor.class,
            Measure.class,
            Watcher.class,
            Label.class,
            Dish.class,
            Portion.class,
            Grocery.class,
            Instrument.class,
            Guitar.class,
            Bass.class,
            Drum.class,
            Orchestra.class,
            Voucher.class,
            SeatVoucher.class,
            Receipt.class,
            Safe.class,
            Valuable.class,
            Gauge.class,
            Binder.class,
            Tab.class);

    /** Users. */
    EntityTable<User> USERS = EntityTable.of(User.class);

    /** Their names. */
    Column<String> USER_NAME = USERS.attribute("name", String.class);

    /** Their keys. */
    Column<Long> USER_ID = USERS.attribute("id", Long.class);

    /** Where they live. */
    Relationship<User, List<Address>> USER_ADDRESSES = USERS.relationship("addresses");

    /** What stands on a shelf. */
    Relationship<Shelf, List<Book>> SHELF_BOOKS = EntityTable.of(Shelf.class).relationship("books");

    /** Parts of trees. */
    EntityTable<Node> NODES = EntityTable.of(Node.class);

    /** Their own parts. */
    Relationship<Node, List<Node>> NODE_CHILDREN = NODES.relationship("children");

    /** Addresses. */
    EntityTable<Address> ADDRESSES = EntityTable.of(Address.class);

    /** Who lives there. */
    Relationship<Address, User> ADDRESS_USER = ADDRESSES.relationship("user");

    /** Notes. */
    EntityTable<Note> NOTES = EntityTable.of(Note.class);

    /** The databases that have the tables; they keep them, for making them takes longer than most tests. */
    Set<String> FURNISHED = ConcurrentHashMap.newKeySet();

    /**
     * Makes the tables where they are not there, and empties them where they are.
     *
     * @param bench this test's
     * @param database the class's
     * @param kit the class's
     * @param test this test
     */
    @BeforeEach
    default void createTables(Bench bench, TestDatabase database, ActorTestKit kit, TestInfo test) {
        if (!OnBench.isOf(OnSessions.class, test)) {
            return;
        }
        furnish(bench, database, kit, test);
        SentStatements sent = new SentStatements(new SqlLog());
        BegunTransactions begun = new BegunTransactions();
        bench.mainEngine(bench.options().withListener(sent).withListener(begun));
        bench.keep(sent);
        bench.keep(begun);
        if (bench.isInMemory() || FURNISHED.add(bench.database().url())) {
            Await.value(MAPPINGS.metaData().createAll(bench.engine()));
            giveStampsAPrice(bench.sql(), bench.database().kind());
            GivenValueCompliance.computePlots(bench.sql(), bench.database().kind());
            GivenVersionCompliance.makeVersions(bench.sql(), bench.database().kind());
        } else {
            // On one connection, for opening one takes longer than all of it.
            List<Table> tables = MAPPINGS.metaData().sortedTables();
            List<String> emptying = new ArrayList<>();
            emptying.add("update orm_nodes set parent_id = null");
            emptying.add("update orm_halls set within_id = null");
            emptying.add("update orm_tasks set cause_id = null");
            emptying.add("update orm_sensors set neighbour_id = null, latest_id = null");
            emptying.add("delete from orm_measures");
            emptying.add("update orm_employees set boss_id = null");
            for (int i = tables.size() - 1; i >= 0; i--) {
                emptying.add("delete from " + tables.get(i).tableName());
            }
            bench.sql().run(emptying.toArray(String[]::new));
        }
        sent.log().mark();
    }

    /** A default that only the database knows; SQLite's tables have to be made with it. */
    private static void giveStampsAPrice(PlainSql sql, DatabaseKind kind) {
        if (kind == DatabaseKind.SQLITE) {
            String made = String.valueOf(sql.value("select sql from sqlite_schema where name = 'orm_stamps'"));
            sql.run("drop table orm_stamps", made.replace("cents INTEGER", "cents INTEGER DEFAULT 7"));
        } else {
            sql.run("alter table orm_stamps alter column cents set default 7");
        }
    }

    /**
     * {@return the statements that the test's engine sent since the tables were made}
     *
     * @param bench this test's
     */
    static SqlLog sent(Bench bench) {
        return bench.kept(SentStatements.class).log();
    }

    /**
     * {@return a maker of sessions}
     *
     * @param bench this test's
     */
    static AsyncSessionMaker sessions(Bench bench) {
        return AsyncSessionMaker.of(bench.engine(), MAPPINGS);
    }

    /**
     * {@return what comes of work with a session that is closed afterwards}
     *
     * @param <T> what the work gives
     * @param bench this test's
     * @param work gets the session
     */
    static <T> T session(Bench bench, Function<AsyncSession, CompletionStage<T>> work) {
        return Await.value(sessions(bench).session(work));
    }

    /**
     * Stores objects.
     *
     * @param bench this test's
     * @param objects the objects; out of any session afterwards
     */
    static void stored(Bench bench, Object... objects) {
        Await.value(sessions(bench).begin(session -> {
            session.addAll(List.of(objects));
            return session.flush();
        }));
        sent(bench).mark();
    }

    /**
     * {@return the object of a key}
     *
     * @param <E> its class
     * @param session gives it
     * @param type its class
     * @param id its key
     */
    static <E> E get(AsyncSession session, Class<E> type, @Nullable Object id) {
        return Await.value(session.getOne(type, Objects.requireNonNull(id)));
    }
}

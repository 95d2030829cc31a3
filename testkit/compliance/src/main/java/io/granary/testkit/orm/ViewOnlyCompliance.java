package io.granary.testkit.orm;

import static io.granary.orm.Load.contains;
import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.loadOnly;
import static io.granary.orm.Load.raiseLoad;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.orm.Load.subqueryLoad;
import static io.granary.orm.Load.withLoaderCriteria;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.LoadingCompliance.statements;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.session;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.error.UnloadedAttributeException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.LoaderOption;
import io.granary.orm.RelationshipLoad;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Condition;
import io.granary.sql.FromElement;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Relationships that are only read, by conditions of their own. */
public interface ViewOnlyCompliance extends OnSessions {

    /** Where somebody lives in the north. */
    Relationship<User, List<Address>> NORTHERN = USERS.relationship("northern");

    /** Where somebody lives since last. */
    Relationship<User, Address> NEWEST = USERS.relationship("newest");

    /** Who is younger than somebody. */
    Relationship<User, Set<User>> YOUNGER = USERS.relationship("younger");

    /** How old somebody is. */
    Column<Integer> YEARS = USERS.attribute("age", Integer.class);

    /** What an address says. */
    Column<String> ADDRESS_STREET = ADDRESSES.attribute("street", String.class);

    /** Each way to load something with what a query finds. */
    List<Function<Relationship<?, ?>, RelationshipLoad>> EACH_WAY = List.of(
            relationship -> selectInLoad(relationship),
            relationship -> joinedLoad(relationship),
            relationship -> subqueryLoad(relationship));

    /**
     * Stores three: ann, of 50 years, with three addresses, two of them in the north; bob, of 40, with one in the south; and cid, of 30, with none.
     *
     * @param bench this test's
     */
    static void people(Bench bench) {
        User ann = new User("ann").at("North Road").at("South Road").at("Night Road");
        ann.age = 50;
        User bob = new User("bob").at("South End");
        bob.age = 40;
        User cid = new User("cid");
        cid.age = 30;
        stored(bench, ann, bob, cid);
    }

    private static List<User> users(AsyncSession session, LoaderOption... options) {
        return all(session, select(USERS).orderBy(USER_ID).options(options));
    }

    private static List<String> streets(List<Address> addresses) {
        return addresses.stream()
                .map(address -> Objects.requireNonNull(address.street))
                .toList();
    }

    private static List<String> names(Iterable<User> users) {
        return java.util.stream.StreamSupport.stream(users.spliterator(), false)
                .map(user -> Objects.requireNonNull(user.name))
                .sorted()
                .toList();
    }

    private static List<String> named(Bench bench, Condition condition) {
        return session(bench, session -> session.scalars(select(USERS).where(condition))).all().stream()
                .map(user -> Objects.requireNonNull(user.name))
                .sorted()
                .toList();
    }

    @Test
    @Tag("VO01")
    default void aConditionOfItsOwnTellsWhatIsLoaded(Bench bench) {
        people(bench);
        for (Function<Relationship<?, ?>, RelationshipLoad> way : EACH_WAY) {
            AsyncSession session = sessions(bench).open();
            sent(bench).mark();
            List<User> found = users(session, way.apply(NORTHERN), way.apply(NEWEST), way.apply(YOUNGER));
            assertThat(streets(found.get(0).northern)).containsExactly("North Road", "Night Road");
            assertThat(found.get(1).northern).isEmpty();
            assertThat(found.get(2).northern).isEmpty();
            assertThat(found)
                    .extracting(user -> user.newest == null ? null : user.newest.street)
                    .containsExactly("Night Road", "South End", null);
            assertThat(found)
                    .extracting(user -> names(user.younger))
                    .containsExactly(List.of("bob", "cid"), List.of("cid"), List.of());
            assertThat(statements(bench)).hasSizeLessThanOrEqualTo(4);
            Await.value(session.close());
        }
    }

    @Test
    @Tag("VO02")
    @Tag("LD02")
    default void itIsJoinedBesideALimit(Bench bench) {
        people(bench);
        AsyncSession session = sessions(bench).open();
        List<User> found = all(
                session,
                select(USERS)
                        .orderBy(USER_ID)
                        .limit(2)
                        .options(joinedLoad(NORTHERN), joinedLoad(YOUNGER).joinedLoad(NEWEST), loadOnly(USER_NAME)));
        assertThat(found).extracting(user -> user.name).containsExactly("ann", "bob");
        assertThat(streets(found.get(0).northern)).containsExactly("North Road", "Night Road");
        assertThat(names(found.get(1).younger))
                .as("by a column that is not read")
                .containsExactly("cid");
        Await.value(session.close());
    }

    @Test
    @Tag("VO03")
    default void itIsLoadedLaterAndRaisesUntilThen(Bench bench) {
        people(bench);
        AsyncSession session = sessions(bench).open();
        User ann = users(session, raiseLoad(NORTHERN)).get(0);
        assertThatThrownBy(() -> ann.northern.size())
                .isInstanceOf(UnloadedAttributeException.class)
                .hasMessageContaining("User.northern");
        assertThat(streets(Await.value(session.load(ann, NORTHERN)))).containsExactly("North Road", "Night Road");
        sent(bench).mark();
        Await.value(session.load(ann, NORTHERN));
        assertThat(sent(bench).texts()).isEmpty();
        assertThat(Await.value(session.load(ann, NEWEST)).street).isEqualTo("Night Road");
        Await.value(session.close());
        Relationship<User, User> older = USERS.relationship("older");
        for (Function<Relationship<?, ?>, RelationshipLoad> way : EACH_WAY) {
            AsyncSession again = sessions(bench).open();
            List<User> found = users(again, way.apply(older));
            assertThat(found).hasSize(3);
            assertThat(found.get(0).older).isNull();
            assertThat(found.get(1).older).isSameAs(found.get(0));
            assertThat(found.get(2).older).as("one of two").isIn(found.get(0), found.get(1));
            Await.value(again.close());
        }
    }

    /** Whose rows were found already, whatever of them a statement leaves out. */
    @Test
    @Tag("VO03")
    default void aConditionOfAStatementLeavesOutNoOwners(Bench bench) {
        people(bench);
        AsyncSession session = sessions(bench).open();
        User ann = users(session).get(0);
        Await.value(session.loadAll(
                List.of(ann),
                selectInLoad(NORTHERN),
                withLoaderCriteria(USERS, row -> row.column(USER_NAME).ne("ann"))));
        assertThat(streets(ann.northern)).containsExactly("North Road", "Night Road");
        Await.value(session.close());
    }

    @Test
    @Tag("VO04")
    @Tag("CA30")
    default void nothingOfItIsWritten(Bench bench) {
        people(bench);
        AsyncSession session = sessions(bench).open();
        User ann = users(session, selectInLoad(NORTHERN)).get(0);
        assertThatThrownBy(() -> ann.northern.add(new Address("Nowhere")))
                .isInstanceOf(UnsupportedOperationException.class);
        ann.northern = new java.util.ArrayList<>(List.of(new Address("Nowhere")));
        ann.newest = new Address("Nowhere");
        assertThat(Await.value(session.isModified(ann))).isFalse();
        sent(bench).mark();
        Await.value(session.flush());
        assertThat(sent(bench).texts()).isEmpty();
        User dan = new User("dan");
        dan.northern.add(new Address("Nowhere"));
        dan.younger.add(new User("eve"));
        session.add(dan);
        Await.value(session.flush());
        assertThat(Await.value(session.count(select(ADDRESSES)))).isEqualTo(4);
        assertThat(Await.value(session.count(select(USERS)))).isEqualTo(4);
        assertThat(Await.value(session.load(dan, NORTHERN)))
                .as("what the program put there was not loaded")
                .isEmpty();
        Await.value(session.delete(ann));
        Await.value(session.commit());
        assertThat(Await.value(session.count(select(ADDRESSES)))).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    @Tag("VO05")
    default void itShowsWhatChangedWhenItIsLoadedAgain(Bench bench) {
        people(bench);
        AsyncSession session = sessions(bench).open();
        User ann = users(session, selectInLoad(NORTHERN), selectInLoad(USER_ADDRESSES))
                .get(0);
        ann.addresses.remove(ann.northern.get(0));
        ann.addresses.add(new Address("Next Road"));
        Await.value(session.flush());
        assertThat(streets(ann.northern)).as("nothing tells it").containsExactly("North Road", "Night Road");
        Await.value(session.refresh(ann, "northern"));
        assertThat(streets(ann.northern)).containsExactly("Night Road", "Next Road");
        Await.value(session.rollback());
        assertThat(streets(Await.value(session.load(ann, NORTHERN)))).containsExactly("North Road", "Night Road");
        Await.value(session.close());
    }

    @Test
    @Tag("VO06")
    default void conditionsAndJoinsFollowIt(Bench bench) {
        people(bench);
        assertThat(named(bench, NORTHERN.any())).containsExactly("ann");
        assertThat(named(bench, NORTHERN.any(ADDRESS_STREET.eq("South Road")))).isEmpty();
        assertThat(named(bench, NEWEST.has(ADDRESS_STREET.like("South%")))).containsExactly("bob");
        assertThat(named(bench, NEWEST.isNull())).containsExactly("cid");
        assertThat(named(
                        bench,
                        YOUNGER.any(
                                (FromElement other) -> other.column(USER_NAME).eq("cid"))))
                .containsExactly("ann", "bob");
        assertThatThrownBy(() -> YOUNGER.any(USER_NAME.eq("cid"))).isInstanceOf(ArgumentException.class);
        AsyncSession session = sessions(bench).open();
        List<User> found = users(session, selectInLoad(NEWEST));
        User cid = found.get(2);
        Address newest = Objects.requireNonNull(found.get(1).newest);
        Await.value(session.close());
        assertThat(named(bench, YOUNGER.contains(cid))).containsExactly("ann", "bob");
        assertThat(named(bench, NEWEST.eq(newest))).containsExactly("bob");
        assertThat(named(bench, NEWEST.ne(newest))).containsExactly("ann", "cid");
        assertThat(named(bench, YOUNGER.of(found.get(1)))).containsExactly("cid");
        AsyncSession joining = sessions(bench).open();
        assertThat(streets(all(joining, select(ADDRESSES).where(NEWEST.of(found.get(1))))))
                .containsExactly("South End");
        joining.expungeAll();
        assertThat(all(joining, select(USERS).join(NORTHERN)).stream().distinct())
                .extracting(user -> user.name)
                .containsExactly("ann");
        joining.expungeAll();
        User ann = all(
                        joining,
                        select(USERS)
                                .join(NORTHERN.and(ADDRESS_STREET.like("%g%")))
                                .options(contains(NORTHERN)))
                .get(0);
        assertThat(streets(ann.northern)).containsExactly("Night Road");
        assertThat(all(joining, select(USERS).leftJoin(YOUNGER.to(USERS.as("other")))))
                .hasSize(4);
        Await.value(joining.close());
    }

    @Test
    @Tag("VO07")
    default void aTableBetweenStandsInAQueryWithin(Bench bench) {
        stored(bench, new Node("top", new Node("one", new Node("a"), new Node("b")), new Node("two", new Node("c"))));
        Relationship<Node, ?> partsOfParts = NODES.relationship("partsOfParts");
        Column<String> name = NODES.attribute("name", String.class);
        for (Function<Relationship<?, ?>, RelationshipLoad> way : EACH_WAY) {
            AsyncSession session = sessions(bench).open();
            Node top = all(session, select(NODES).where(name.eq("top")).options(way.apply(partsOfParts)))
                    .get(0);
            assertThat(top.partsOfParts.keySet()).containsExactlyInAnyOrder("a", "b", "c");
            assertThatThrownBy(() -> top.partsOfParts.clear()).isInstanceOf(UnsupportedOperationException.class);
            Await.value(session.close());
        }
        AsyncSession session = sessions(bench).open();
        assertThat(all(session, select(NODES).where(partsOfParts.any())))
                .extracting(node -> node.name)
                .containsExactly("top");
        Await.value(session.close());
    }

    @Test
    @Tag("VO08")
    default void classesOfAHierarchyHaveItAndAreFoundByIt(Bench bench) {
        stored(bench, new Team("works", new Manager("dot", 1), new Engineer("dan", "lathe"), new Manager("eve", 2)));
        Trader trader = new Trader("kim", null);
        Car car = new Car("beetle", 2);
        stored(bench, trader, car, new Truck("mack", 2), new Truck("man", 3));
        EntityTable<Team> teams = EntityTable.of(Team.class);
        EntityTable<Employee> employees = EntityTable.of(Employee.class);
        Column<String> name = employees.attribute("name", String.class);
        Relationship<Team, List<Employee>> calledD = teams.relationship("calledD");
        Relationship<Team, List<Employee>> leading = calledD.ofType(EntityTable.of(Manager.class));
        Relationship<Car, List<Truck>> matching = EntityTable.of(Car.class).relationship("matching");
        for (Function<Relationship<?, ?>, RelationshipLoad> way : EACH_WAY) {
            AsyncSession session = sessions(bench).open();
            assertThat(calledD(session, way.apply(calledD))).containsExactly("dan", "dot");
            session.expungeAll();
            assertThat(calledD(session, way.apply(leading))).containsExactly("dot");
            session.expungeAll();
            assertThat(calledD(
                            session,
                            way.apply(calledD)
                                    .options(withLoaderCriteria(
                                            employees, each -> each.column(name).ne("dot")))))
                    .containsExactly("dan");
            Car found = all(session, select(EntityTable.of(Car.class)).options(way.apply(matching)))
                    .get(0);
            assertThat(found.matching).extracting(truck -> truck.plate).containsExactly("mack");
            session.expungeAll();
            found = (Car) all(session, select(EntityTable.of(Vehicle.class)).options(way.apply(matching))).stream()
                    .filter(Car.class::isInstance)
                    .findFirst()
                    .orElseThrow();
            assertThat(found.matching).extracting(truck -> truck.plate).containsExactly("mack");
            Await.value(session.close());
        }
    }

    private static List<@Nullable String> calledD(AsyncSession session, LoaderOption option) {
        return all(session, select(EntityTable.of(Team.class)).options(option)).get(0).calledD.stream()
                .map(each -> each.name)
                .toList();
    }
}

package io.granary.testkit.orm;

import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.RelationshipJoinCompliance.itemsStored;
import static io.granary.testkit.orm.RelationshipJoinCompliance.tradersStored;
import static io.granary.testkit.orm.RelationshipJoinCompliance.usersStored;
import static io.granary.testkit.orm.RelationshipQueryCompliance.query;
import static io.granary.testkit.orm.RelationshipQueryCompliance.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Expression;
import io.granary.sql.TypedAlias;
import io.granary.sql.TypedSelect;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conditions on what is at the end of a relationship. */
public interface RelationshipConditionCompliance extends RelationshipJoinCompliance {

    private static <T> T one(AsyncSession session, TypedSelect<T> select) {
        return Objects.requireNonNull(Await.value(session.scalars(select)).one());
    }

    private static List<String> users(AsyncSession session, Expression<Boolean> condition) {
        return rows(session, select(USERS).where(condition).orderBy(USER_NAME));
    }

    private static List<String> addresses(AsyncSession session, Expression<Boolean> condition) {
        return rows(session, select(ADDRESSES).where(condition).orderBy(STREET, ADDRESSES.attribute("id", Long.class)));
    }

    private static List<String> nodes(AsyncSession session, Expression<Boolean> condition) {
        return rows(session, select(NODES).where(condition).orderBy(NODE_NAME));
    }

    private static List<String> items(AsyncSession session, Expression<Boolean> condition) {
        return rows(session, select(ITEMS).where(condition).orderBy(DESCRIPTION));
    }

    private static List<String> traders(AsyncSession session, Expression<Boolean> condition) {
        return rows(session, select(TRADERS).where(condition).orderBy(TRADER_NAME));
    }

    private static List<String> stalls(AsyncSession session, Expression<Boolean> condition) {
        return rows(session, select(STALLS).where(condition).orderBy(WIDTH));
    }

    @Test
    @Tag("RQ10")
    default void anyIsAQueryWithin(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        assertThat(users(session, USER_ADDRESSES.any())).containsExactly("ann", "bob");
        assertThat(users(session, USER_ADDRESSES.any(STREET.eq("elm"), STREET.ne("oak"))))
                .containsExactly("ann", "bob");
        assertThat(query(bench))
                .endsWith(
                        "FROM orm_users WHERE EXISTS (SELECT * FROM orm_addresses WHERE orm_addresses.user_id = orm_users.id"
                                + " AND orm_addresses.street = ? AND orm_addresses.street != ?) ORDER BY orm_users.name");
        assertThat(users(session, not(USER_ADDRESSES.any(STREET.eq("oak"))))).containsExactly("bob", "cat");
        assertThat(users(session, USER_ADDRESSES.and(STREET.eq("oak")).any())).containsExactly("ann");
        TypedAlias<User> u = USERS.as("u");
        TypedAlias<Address> a = ADDRESSES.as("a");
        assertThat(rows(
                        session,
                        select(u)
                                .where(USER_ADDRESSES
                                        .from(u)
                                        .to(a)
                                        .any(a.column(STREET).eq("oak")))))
                .containsExactly("ann");
        assertThat(query(bench))
                .endsWith("FROM orm_users AS u WHERE EXISTS"
                        + " (SELECT * FROM orm_addresses AS a WHERE a.user_id = u.id AND a.street = ?)");
        assertThat(rows(
                        session,
                        select(USER_NAME, STREET)
                                .join(USER_ADDRESSES)
                                .where(USER_ADDRESSES.any(STREET.eq("oak")))
                                .orderBy(STREET)))
                .as("the table within is not the one that is joined")
                .containsExactly("ann|elm", "ann|oak");
        assertThat(rows(
                        session,
                        select(USER_NAME, STREET)
                                .join(USER_ADDRESSES)
                                .where(USER_ADDRESSES.any(
                                        other -> other.column(STREET).gt(STREET)))))
                .as("and may be compared with nothing but itself under its own name")
                .isEmpty();
        assertThat(rows(
                        session,
                        select(USER_NAME, STREET)
                                .join(USER_ADDRESSES)
                                .where(USER_ADDRESSES.to(a).any(a.column(STREET).gt(STREET)))))
                .containsExactly("ann|elm");
        assertThatThrownBy(() -> ADDRESS_USER.any())
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("Address.user leads to one object, and any is for those that lead to many")
                .hasMessageContaining("has(...)");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ11")
    default void hasIsAQueryWithinThatMayHoldAnother(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        assertThat(addresses(session, ADDRESS_USER.has(USER_NAME.eq("ann")))).containsExactly("elm", "oak");
        assertThat(query(bench))
                .contains("WHERE EXISTS (SELECT * FROM orm_users WHERE orm_users.id = orm_addresses.user_id"
                        + " AND orm_users.name = ?)");
        assertThat(users(session, USER_ADDRESSES.any(ADDRESS_USER.has(USER_NAME.eq("bob")))))
                .containsExactly("bob");
        assertThat(addresses(session, ADDRESS_USER.has(USER_ADDRESSES.any(STREET.eq("oak")))))
                .as("one within the other, of the same table")
                .containsExactly("elm", "oak");
        assertThatThrownBy(() -> USER_ADDRESSES.has(STREET.eq("elm")))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("any(...)");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ12")
    default void aTableWithinItselfHasANameOfItsOwn(Bench bench) {
        stored(bench, new Node("root", new Node("left", new Node("leaf")), new Node("right")));
        AsyncSession session = sessions(bench).open();
        assertThat(nodes(session, NODE_CHILDREN.any())).containsExactly("left", "root");
        assertThat(nodes(
                        session,
                        NODE_CHILDREN.any(child -> child.column(NODE_NAME).eq("leaf"))))
                .containsExactly("left");
        assertThat(query(bench))
                .contains("WHERE EXISTS (SELECT * FROM orm_nodes AS orm_nodes_children"
                        + " WHERE orm_nodes_children.parent_id = orm_nodes.id AND orm_nodes_children.name = ?)");
        assertThat(nodes(
                        session,
                        NODE_CHILDREN.any(child -> NODE_CHILDREN
                                .from(child)
                                .any(leaf -> leaf.column(NODE_NAME).eq("leaf")))))
                .containsExactly("root");
        assertThat(nodes(
                        session,
                        NODE_PARENT.has(parent -> parent.column(NODE_NAME).gt(NODE_NAME))))
                .as("compared with the one outside")
                .containsExactly("leaf", "left", "right");
        TypedAlias<Node> c = NODES.as("c");
        assertThatThrownBy(() -> NODE_CHILDREN.from(c).to(c).any())
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("Node.children[c to c] leads from a table to the same one");
        assertThat(nodes(session, NODE_CHILDREN.to(c).any(c.column(NODE_NAME).eq("left"))))
                .containsExactly("root");
        assertThatThrownBy(() -> NODE_CHILDREN.any(NODE_NAME.eq("leaf")))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("it cannot be told which of both the conditions mean")
                .hasMessageContaining("any(other -> ");
        Node left = one(session, select(NODES).where(NODE_NAME.eq("left")));
        assertThat(nodes(session, NODE_CHILDREN.contains(left))).containsExactly("root");
        assertThat(nodes(session, NODE_PARENT.eq(left))).containsExactly("leaf");
        assertThat(nodes(session, NODE_CHILDREN.of(left))).containsExactly("leaf");
        assertThat(nodes(session, NODE_PARENT.of(left))).containsExactly("root");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ13")
    default void anObjectIsComparedByTheColumnThatRefersToIt(Bench bench) {
        usersStored(bench);
        stored(bench, new Address("nowhere"));
        AsyncSession session = sessions(bench).open();
        User ann = one(session, select(USERS).where(USER_NAME.eq("ann")));
        assertThat(addresses(session, ADDRESS_USER.eq(ann))).containsExactly("elm", "oak");
        assertThat(query(bench)).contains("FROM orm_addresses WHERE orm_addresses.user_id = ? ORDER BY");
        assertThat(addresses(session, ADDRESS_USER.ne(ann)))
                .as("whoever has none is not at hers either")
                .containsExactly("elm", "nowhere");
        assertThat(query(bench)).contains("WHERE orm_addresses.user_id != ? OR orm_addresses.user_id IS NULL ORDER BY");
        assertThat(addresses(session, ADDRESS_USER.isNull())).containsExactly("nowhere");
        assertThat(query(bench)).contains("FROM orm_addresses WHERE orm_addresses.user_id IS NULL ORDER BY");
        assertThat(addresses(session, ADDRESS_USER.eq(null))).containsExactly("nowhere");
        assertThat(addresses(session, ADDRESS_USER.isNotNull())).containsExactly("elm", "elm", "oak");
        assertThat(addresses(session, ADDRESS_USER.ne(null))).containsExactly("elm", "elm", "oak");
        assertThat(addresses(session, ADDRESS_USER.and(USER_NAME.eq("bob")).eq(ann)))
                .isEmpty();
        assertThat(addresses(session, ADDRESS_USER.and(USER_NAME.eq("bob")).isNull()))
                .containsExactly("elm", "nowhere", "oak");
        assertThatThrownBy(() -> ADDRESS_USER.eq(new User("new")))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("An object of User stands in a condition and has no key yet: its id is null")
                .hasMessageContaining("Flush its session first");
        assertThatThrownBy(() -> USER_ADDRESSES.eq(List.of())).hasMessageContaining("contains(...)");
        assertThatThrownBy(USER_ADDRESSES::isNull).hasMessageContaining("any().not(...)");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ14")
    default void collectionsContainObjectsAndObjectsHaveThem(Bench bench) {
        usersStored(bench);
        itemsStored(bench);
        AsyncSession session = sessions(bench).open();
        Address oak = one(session, select(ADDRESSES).where(STREET.eq("oak")));
        User ann = one(session, select(USERS).where(USER_NAME.eq("ann")));
        assertThat(users(session, USER_ADDRESSES.contains(oak))).containsExactly("ann");
        assertThat(addresses(session, USER_ADDRESSES.of(ann))).containsExactly("elm", "oak");
        assertThat(query(bench)).contains("FROM orm_addresses WHERE orm_addresses.user_id = ? ORDER BY");
        assertThat(addresses(session, USER_ADDRESSES.and(STREET.eq("oak")).of(ann)))
                .containsExactly("oak");
        assertThat(users(session, ADDRESS_USER.of(oak))).containsExactly("ann");
        TypedAlias<Address> a = ADDRESSES.as("a");
        assertThat(rows(session, select(a).where(USER_ADDRESSES.to(a).of(ann)).orderBy(a.column(STREET))))
                .containsExactly("elm", "oak");
        Keyword old = one(session, select(KEYWORDS).where(WORD.eq("old")));
        Item cup = one(session, select(ITEMS).where(DESCRIPTION.eq("cup")));
        assertThat(items(session, ITEM_KEYWORDS.contains(old))).containsExactly("cup");
        assertThat(query(bench))
                .as("the table between tells it alone")
                .contains("WHERE EXISTS (SELECT * FROM orm_item_keywords AS orm_keywords_orm_item_keywords"
                        + " WHERE orm_keywords_orm_item_keywords.items_id = orm_items.id"
                        + " AND orm_keywords_orm_item_keywords.keywords_id = ?)");
        assertThat(items(session, ITEM_KEYWORDS.contains(old).not())).containsExactly("pan", "pot");
        assertThat(items(session, ITEM_KEYWORDS.and(WORD.eq("old")).contains(old)))
                .containsExactly("cup");
        assertThat(items(session, ITEM_KEYWORDS.and(WORD.eq("red")).contains(old)))
                .isEmpty();
        assertThat(items(session, ITEM_KEYWORDS.any(WORD.like("r%")))).containsExactly("cup", "pot");
        assertThat(items(session, not(ITEM_KEYWORDS.any()))).containsExactly("pan");
        assertThat(items(session, KEYWORD_ITEMS.of(old))).containsExactly("cup");
        assertThat(rows(session, select(KEYWORDS).where(ITEM_KEYWORDS.of(cup)).orderBy(WORD)))
                .containsExactly("old", "red");
        assertThat(rows(
                        session,
                        select(KEYWORDS).where(KEYWORD_ITEMS.contains(cup)).orderBy(WORD)))
                .containsExactly("old", "red");
        assertThatThrownBy(() -> USER_ADDRESSES.contains(ann))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("User.addresses leads to Address, and a io.granary.testkit.orm.User was given");
        assertThatThrownBy(() -> ADDRESS_USER.contains(ann)).hasMessageContaining("Use eq(...)");
        assertThatThrownBy(() -> USER_ADDRESSES.of(new User("new"))).isInstanceOf(InvalidRequestException.class);
        Await.value(session.close());
    }

    @Test
    @Tag("RQ15")
    default void conditionsGoByAllColumnsOfAKey(Bench bench) {
        tradersStored(bench);
        AsyncSession session = sessions(bench).open();
        Stall middle = one(session, select(STALLS).where(WIDTH.eq(4)));
        Stall corner = one(session, select(STALLS).where(WIDTH.eq(9)));
        Trader ann = one(session, select(TRADERS).where(TRADER_NAME.eq("ann")));
        Trader bob = one(session, select(TRADERS).where(TRADER_NAME.eq("bob")));
        assertThat(traders(session, STALL.eq(middle))).containsExactly("ann");
        assertThat(query(bench))
                .contains("WHERE orm_traders.stall_market = ? AND orm_traders.stall_place = ? ORDER BY");
        assertThat(traders(session, STALL.ne(middle))).containsExactly("bob", "cat");
        assertThat(traders(session, STALL.isNull())).containsExactly("cat");
        assertThat(traders(session, STALL.isNotNull())).containsExactly("ann", "bob");
        assertThat(traders(session, STALL.has(WIDTH.gt(4)))).containsExactly("bob");
        assertThat(stalls(session, STALL_TRADERS.any(TRADER_NAME.eq("bob")))).containsExactly("south 1");
        assertThat(stalls(session, STALL_TRADERS.contains(ann))).containsExactly("north 2");
        assertThat(traders(session, STALL_TRADERS.of(middle))).containsExactly("ann");
        assertThat(stalls(session, STALL.of(ann))).containsExactly("north 2");
        assertThat(traders(session, WANTED.contains(corner))).containsExactly("ann", "bob");
        assertThat(traders(session, WANTED.any(WIDTH.lt(9)))).containsExactly("ann");
        assertThat(stalls(session, WANTED_BY.contains(bob))).containsExactly("north 1");
        assertThat(stalls(session, WANTED.of(ann))).containsExactly("south 1", "north 1");
        assertThat(traders(session, WANTED_BY.of(corner))).containsExactly("ann", "bob");
        assertThat(traders(
                        session, RIVALS.any(rival -> rival.column(TRADER_NAME).eq("bob"))))
                .containsExactly("ann");
        assertThat(traders(session, RIVALS.contains(bob))).containsExactly("ann");
        assertThat(traders(session, RIVALS.of(ann))).containsExactly("bob");
        Await.value(session.close());
    }

    /** Keys that are made of those of others. */
    @Test
    @Tag("RQ15")
    default void aKeyOfReferencesIsThatOfWhatItRefersTo(Bench bench) {
        User ann = new User("ann");
        Item cup = new Item("cup");
        Rating rating = new Rating(ann, cup, 5);
        stored(bench, ann, cup, rating);
        AsyncSession session = sessions(bench).open();
        EntityTable<Rating> ratings = EntityTable.of(Rating.class);
        Relationship<Rating, User> user = ratings.relationship("user");
        assertThat(rows(
                        session,
                        select(ratings.attribute("stars", Integer.class)).where(user.eq(ann))))
                .containsExactly("5");
        assertThat(users(session, user.of(rating))).containsExactly("ann");
        assertThatThrownBy(() -> user.of(new Rating(new User("new"), cup, 1)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("An object of User");
        rating.item = null;
        assertThatThrownBy(() -> user.of(rating))
                .hasMessageContaining("its item is null")
                .hasMessageContaining("or load what it refers to");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ16")
    default void theSideThatIsReferredToAsksByAQueryWithin(Bench bench) {
        Citizen ann = new Citizen("ann");
        ann.passport = new Passport("A1");
        Citizen bob = new Citizen("bob");
        bob.passport = new Passport("B1");
        stored(bench, ann, bob, new Citizen("cat"));
        Passport a1 = ann.passport;
        AsyncSession session = sessions(bench).open();
        assertThat(rows(session, select(CITIZENS).where(PASSPORT.eq(a1)))).containsExactly("ann");
        assertThat(query(bench))
                .contains("WHERE EXISTS (SELECT * FROM orm_passports WHERE orm_passports.holder_id = orm_citizens.id"
                        + " AND orm_passports.id = ?)");
        assertThat(rows(session, select(CITIZENS).where(PASSPORT.ne(a1)).orderBy(CITIZEN_NAME)))
                .containsExactly("bob", "cat");
        assertThat(rows(session, select(CITIZENS).where(PASSPORT.isNull()))).containsExactly("cat");
        assertThat(rows(session, select(CITIZENS).where(PASSPORT.isNotNull()).orderBy(CITIZEN_NAME)))
                .containsExactly("ann", "bob");
        assertThat(rows(session, select(CITIZENS).where(PASSPORT.has(PRINT.eq("B1")))))
                .containsExactly("bob");
        assertThat(rows(session, select(PASSPORTS).where(PASSPORT.of(bob)))).containsExactly("B1");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ17")
    default void conditionsKnowClasses(Bench bench) {
        Manager bob = new Manager("bob", 10);
        Engineer cat = new Engineer("cat", "lathe");
        cat.boss = bob;
        Team red = new Team("red", bob, cat);
        stored(bench, red, new Team("blue", new Employee("ann")));
        AsyncSession session = sessions(bench).open();
        EntityTable<Team> teams = EntityTable.of(Team.class);
        EntityTable<Manager> managers = EntityTable.of(Manager.class);
        EntityTable<Engineer> engineers = EntityTable.of(Engineer.class);
        Relationship<Team, List<Employee>> members = teams.relationship("members");
        Relationship<Manager, List<Engineer>> reports = managers.relationship("reports");
        Relationship<Engineer, Team> team = engineers.relationship("team");
        assertThat(rows(
                        session,
                        select(teams)
                                .where(members.to(managers)
                                        .any(managers.attribute("budget", Integer.class)
                                                .ge(10)))))
                .containsExactly("red");
        assertThat(rows(session, select(teams).where(not(members.to(managers).any()))))
                .containsExactly("blue");
        assertThat(rows(session, select(managers).where(reports.any())))
                .as("both are parts of one table")
                .containsExactly("Manager bob");
        assertThat(rows(
                        session,
                        select(managers)
                                .where(reports.any(
                                        engineer -> engineer.column(engineers.attribute("skill", String.class))
                                                .eq("saw")))))
                .isEmpty();
        assertThat(rows(session, select(managers).where(reports.contains(cat)))).containsExactly("Manager bob");
        assertThat(rows(session, select(engineers).where(reports.of(bob)))).containsExactly("Engineer cat");
        assertThat(rows(session, select(engineers).where(team.eq(red)))).containsExactly("Engineer cat");
        assertThat(rows(session, select(managers).where(members.to(managers).of(red))))
                .containsExactly("Manager bob");
        Await.value(session.close());
        Car beetle = new Car("beetle", 2);
        Truck mack = new Truck("mack", 7);
        mack.pulled = beetle;
        mack.ahead = beetle;
        stored(bench, beetle, mack, new Truck("scania", 9));
        AsyncSession another = sessions(bench).open();
        EntityTable<Truck> trucks = EntityTable.of(Truck.class);
        EntityTable<Car> cars = EntityTable.of(Car.class);
        Relationship<Truck, Vehicle> ahead = trucks.relationship("ahead");
        Relationship<Car, List<Truck>> pullers = cars.relationship("pullers");
        Column<Integer> load = trucks.attribute("load", Integer.class);
        assertThat(rows(another, select(trucks).where(ahead.eq(beetle)))).containsExactly("Truck mack");
        assertThat(rows(
                        another,
                        select(trucks)
                                .where(ahead.to(cars)
                                        .has(cars.attribute("doors", Integer.class)
                                                .eq(2)))))
                .containsExactly("Truck mack");
        assertThat(rows(
                        another,
                        select(trucks).where(ahead.to(trucks.as("t")).isNull()).orderBy(load)))
                .containsExactly("Truck mack", "Truck scania");
        assertThat(rows(another, select(cars).where(pullers.any(load.gt(5))))).containsExactly("Car beetle");
        assertThat(rows(another, select(trucks).where(pullers.of(beetle)))).containsExactly("Truck mack");
        Await.value(another.close());
    }

    @Test
    @Tag("RQ18")
    default void changesOfManyRowsTakeThem(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        User ann = one(session, select(USERS).where(USER_NAME.eq("ann")));
        assertThat(Await.value(session.execute(update(USERS)
                                .set(USERS.attribute("age", Integer.class), 7)
                                .where(USER_ADDRESSES.any(STREET.eq("oak")))))
                        .rowCount())
                .isEqualTo(1);
        assertThat(Await.value(session.execute(
                                update(ADDRESSES).set(STREET, "fir").where(ADDRESS_USER.eq(ann))))
                        .rowCount())
                .isEqualTo(2);
        Await.value(session.commit());
        assertThat(bench.sql().column("select street from orm_addresses order by street"))
                .containsExactly("elm", "fir", "fir");
        assertThat(bench.sql().number("select count(*) from orm_users where age = 7"))
                .isEqualTo(1);
        Await.value(session.close());
    }
}

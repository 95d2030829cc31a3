package io.granary.testkit.orm;

import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.RelationshipQueryCompliance.query;
import static io.granary.testkit.orm.RelationshipQueryCompliance.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.Feature;
import io.granary.error.ArgumentException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.JoinKind;
import io.granary.sql.TypedAlias;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Joins along relationships. */
public interface RelationshipJoinCompliance extends OnSessions {

    /** The streets. */
    Column<String> STREET = ADDRESSES.attribute("street", String.class);

    /** Their names. */
    Column<String> NODE_NAME = NODES.attribute("name", String.class);

    /** What they are a part of. */
    Relationship<Node, Node> NODE_PARENT = NODES.relationship("parent");

    /** Things. */
    EntityTable<Item> ITEMS = EntityTable.of(Item.class);

    /** What they are. */
    Column<String> DESCRIPTION = ITEMS.attribute("description", String.class);

    /** What they are found by. */
    Relationship<Item, Set<Keyword>> ITEM_KEYWORDS = ITEMS.relationship("keywords");

    /** What things are found by. */
    EntityTable<Keyword> KEYWORDS = EntityTable.of(Keyword.class);

    /** The words. */
    Column<String> WORD = KEYWORDS.attribute("word", String.class);

    /** What is found by them. */
    Relationship<Keyword, List<Item>> KEYWORD_ITEMS = KEYWORDS.relationship("items");

    /** People with one of each. */
    EntityTable<Citizen> CITIZENS = EntityTable.of(Citizen.class);

    /** Their names. */
    Column<String> CITIZEN_NAME = CITIZENS.attribute("name", String.class);

    /** What refers to them. */
    Relationship<Citizen, Passport> PASSPORT = CITIZENS.relationship("passport");

    /** What tells who they are. */
    EntityTable<Passport> PASSPORTS = EntityTable.of(Passport.class);

    /** What is printed there. */
    Column<String> PRINT = PASSPORTS.attribute("print", String.class);

    /** Places on markets. */
    EntityTable<Stall> STALLS = EntityTable.of(Stall.class);

    /** How wide they are. */
    Column<Integer> WIDTH = STALLS.attribute("width", Integer.class);

    /** Who trades there. */
    Relationship<Stall, List<Trader>> STALL_TRADERS = STALLS.relationship("traders");

    /** Who would like to. */
    Relationship<Stall, List<Trader>> WANTED_BY = STALLS.relationship("wantedBy");

    /** People on markets. */
    EntityTable<Trader> TRADERS = EntityTable.of(Trader.class);

    /** Their names. */
    Column<String> TRADER_NAME = TRADERS.attribute("name", String.class);

    /** Where they trade. */
    Relationship<Trader, Stall> STALL = TRADERS.relationship("stall");

    /** Where they would like to. */
    Relationship<Trader, List<Stall>> WANTED = TRADERS.relationship("wanted");

    /** Whom they compete with. */
    Relationship<Trader, List<Trader>> RIVALS = TRADERS.relationship("rivals");

    /** Stores ann with two streets, bob with one, and cat with none. */
    static void usersStored(Bench bench) {
        stored(bench, new User("ann").at("oak").at("elm"), new User("bob").at("elm"), new User("cat"));
    }

    /** Stores a cup that is red and old, a pot that is red, and a pan without any word. */
    static void itemsStored(Bench bench) {
        Keyword red = new Keyword("red");
        Keyword old = new Keyword("old");
        stored(bench, red, old, new Item("cup", red, old), new Item("pot", red), new Item("pan"));
    }

    /** Stores traders on two markets: ann, who wants two places and has bob for a rival, bob, and cat, who is nowhere. */
    static void tradersStored(Bench bench) {
        Stall corner = new Stall("north", 1, 9);
        Stall middle = new Stall("north", 2, 4);
        Stall other = new Stall("south", 1, 5);
        Trader ann = new Trader("ann", middle);
        Trader bob = new Trader("bob", other);
        ann.wanted.add(corner);
        ann.wanted.add(other);
        bob.wanted.add(corner);
        ann.rivals.add(bob);
        stored(bench, corner, middle, other, ann, bob, new Trader("cat", null));
    }

    @Test
    @Tag("RQ01")
    default void joinsGoByTheColumnsOfARelationship(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        assertThat(rows(session, select(USER_NAME, STREET).join(USER_ADDRESSES).orderBy(USER_NAME, STREET)))
                .containsExactly("ann|elm", "ann|oak", "bob|elm");
        assertThat(query(bench))
                .isEqualTo("SELECT orm_users.name, orm_addresses.street FROM orm_users"
                        + " JOIN orm_addresses ON orm_users.id = orm_addresses.user_id"
                        + " ORDER BY orm_users.name, orm_addresses.street");
        assertThat(rows(
                        session,
                        select(USER_NAME, STREET).leftJoin(USER_ADDRESSES).orderBy(USER_NAME, STREET)))
                .containsExactly("ann|elm", "ann|oak", "bob|elm", "cat|null");
        assertThat(rows(
                        session,
                        select(USERS, STREET)
                                .leftJoin(USER_ADDRESSES.and(STREET.eq("oak")))
                                .orderBy(USER_NAME)))
                .containsExactly("ann|oak", "bob|null", "cat|null");
        assertThat(query(bench)).contains("ON orm_users.id = orm_addresses.user_id AND orm_addresses.street = ?");
        assertThat(rows(session, select(ADDRESSES).join(ADDRESS_USER).where(USER_NAME.eq("bob"))))
                .containsExactly("elm");
        assertThat(query(bench)).contains("FROM orm_addresses JOIN orm_users ON orm_addresses.user_id = orm_users.id");
        assertThat(rows(
                        session,
                        select(USER_NAME, STREET)
                                .join(JoinKind.RIGHT, ADDRESS_USER)
                                .orderBy(USER_NAME, STREET)))
                .containsExactly("ann|elm", "ann|oak", "bob|elm", "cat|null");
        assertThatThrownBy(() -> USER_ADDRESSES.steps(JoinKind.CROSS))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("CROSS JOIN takes each with each");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ02")
    default void endsOfAJoinMayHaveOtherNames(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        TypedAlias<User> u = USERS.as("u");
        TypedAlias<Address> a = ADDRESSES.as("a");
        assertThat(rows(
                        session,
                        select(u, a.column(STREET))
                                .join(USER_ADDRESSES.from(u).to(a))
                                .where(a.column(STREET).eq("oak"))))
                .containsExactly("ann|oak");
        assertThat(query(bench)).contains("FROM orm_users AS u JOIN orm_addresses AS a ON u.id = a.user_id");
        TypedAlias<Address> b = ADDRESSES.as("b");
        assertThat(rows(
                        session,
                        select(USER_NAME)
                                .join(USER_ADDRESSES.to(a).and(a.column(STREET).eq("oak")))
                                .join(USER_ADDRESSES.to(b).and(b.column(STREET).eq("elm")))))
                .containsExactly("ann");
        assertThatThrownBy(() -> USER_ADDRESSES.to(KEYWORDS.as("k")))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("User.addresses leads to Address, and k is a table of Keyword");
        assertThatThrownBy(() -> USER_ADDRESSES.from(ADDRESSES))
                .hasMessageContaining("User.addresses begins at User, and orm_addresses is a table of Address");
        assertThatThrownBy(() -> USER_ADDRESSES.to(select(STREET).subquery("s")))
                .hasMessageContaining("s is no table of a mapped class");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ03")
    default void joinsByATableBetweenGoBothWays(Bench bench) {
        itemsStored(bench);
        AsyncSession session = sessions(bench).open();
        assertThat(rows(session, select(DESCRIPTION, WORD).join(ITEM_KEYWORDS).orderBy(DESCRIPTION, WORD)))
                .containsExactly("cup|old", "cup|red", "pot|red");
        assertThat(query(bench))
                .contains("FROM orm_items JOIN orm_item_keywords AS orm_keywords_orm_item_keywords"
                        + " ON orm_items.id = orm_keywords_orm_item_keywords.items_id"
                        + " JOIN orm_keywords ON orm_keywords_orm_item_keywords.keywords_id = orm_keywords.id");
        assertThat(rows(
                        session,
                        select(KEYWORDS, DESCRIPTION).join(KEYWORD_ITEMS).orderBy(WORD, DESCRIPTION)))
                .containsExactly("old|cup", "red|cup", "red|pot");
        assertThat(rows(
                        session,
                        select(DESCRIPTION, WORD).leftJoin(ITEM_KEYWORDS).orderBy(DESCRIPTION, WORD)))
                .containsExactly("cup|old", "cup|red", "pan|null", "pot|red");
        assertThat(rows(
                        session,
                        select(DESCRIPTION, WORD)
                                .leftJoin(ITEM_KEYWORDS.and(WORD.eq("old")))
                                .orderBy(DESCRIPTION)))
                .as("rows of the table between that lead nowhere are no rows")
                .containsExactly("cup|old", "pan|null", "pot|null");
        assertThat(rows(
                        session,
                        select(DESCRIPTION, WORD)
                                .from(KEYWORDS)
                                .join(JoinKind.RIGHT, KEYWORD_ITEMS)
                                .orderBy(DESCRIPTION, WORD)))
                .containsExactly("cup|old", "cup|red", "pan|null", "pot|red");
        if (bench.engine().dialect().supports(Feature.FULL_JOIN)) {
            // A transaction that has read may go on seeing what was there then.
            Await.value(session.commit());
            stored(bench, new Keyword("new"));
            assertThat(rows(
                            session,
                            select(DESCRIPTION, WORD)
                                    .join(JoinKind.FULL, ITEM_KEYWORDS)
                                    .orderBy(DESCRIPTION.asc().nullsLast(), WORD)))
                    .containsExactly("cup|old", "cup|red", "pan|null", "pot|red", "null|new");
        }
        TypedAlias<Keyword> one = KEYWORDS.as("one");
        TypedAlias<Keyword> two = KEYWORDS.as("two");
        assertThat(rows(
                        session,
                        select(ITEMS)
                                .join(ITEM_KEYWORDS.to(one).and(one.column(WORD).eq("red")))
                                .join(ITEM_KEYWORDS.to(two).and(two.column(WORD).eq("old")))))
                .containsExactly("cup");
        TypedAlias<Item> other = ITEMS.as("other");
        assertThat(rows(
                        session,
                        select(DESCRIPTION, other.column(DESCRIPTION))
                                .join(ITEM_KEYWORDS)
                                .join(KEYWORD_ITEMS.to(other))
                                .where(other.column(DESCRIPTION).gt(DESCRIPTION))))
                .containsExactly("cup|pot");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ04")
    default void joinsOfATableWithItselfNeedANameForEach(Bench bench) {
        stored(bench, new Node("root", new Node("left", new Node("leaf")), new Node("right")));
        AsyncSession session = sessions(bench).open();
        TypedAlias<Node> child = NODES.as("child");
        TypedAlias<Node> grandchild = NODES.as("grandchild");
        assertThat(rows(
                        session,
                        select(NODE_NAME, child.column(NODE_NAME), grandchild.column(NODE_NAME))
                                .join(NODE_CHILDREN.to(child))
                                .leftJoin(NODE_CHILDREN.from(child).to(grandchild))
                                .where(NODE_PARENT.isNull())
                                .orderBy(child.column(NODE_NAME))))
                .containsExactly("root|left|leaf", "root|right|null");
        assertThat(rows(
                        session,
                        select(NODE_NAME, count())
                                .join(NODE_PARENT.from(child).to(NODES))
                                .groupBy(NODE_NAME)
                                .orderBy(NODE_NAME)))
                .containsExactly("left|1", "root|2");
        assertThatThrownBy(() -> select(NODES).join(NODE_CHILDREN))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("Node.children[orm_nodes to orm_nodes] leads from a table to the same one")
                .hasMessageContaining("to(table.as(\"other\"))");
        Await.value(session.close());
        tradersStored(bench);
        AsyncSession another = sessions(bench).open();
        TypedAlias<Trader> rival = TRADERS.as("rival");
        assertThat(rows(another, select(TRADERS, rival.column(TRADER_NAME)).join(RIVALS.to(rival))))
                .containsExactly("ann|bob");
        Await.value(another.close());
    }

    @Test
    @Tag("RQ05")
    default void joinsGoByAllColumnsOfAKey(Bench bench) {
        tradersStored(bench);
        AsyncSession session = sessions(bench).open();
        assertThat(rows(session, select(TRADER_NAME, WIDTH).leftJoin(STALL).orderBy(TRADER_NAME)))
                .containsExactly("ann|4", "bob|5", "cat|null");
        assertThat(query(bench))
                .contains("LEFT OUTER JOIN orm_stalls ON orm_traders.stall_market = orm_stalls.market"
                        + " AND orm_traders.stall_place = orm_stalls.place");
        assertThat(rows(session, select(WIDTH, TRADER_NAME).join(STALL_TRADERS).orderBy(WIDTH)))
                .containsExactly("4|ann", "5|bob");
        assertThat(rows(session, select(TRADER_NAME, WIDTH).join(WANTED).orderBy(TRADER_NAME, WIDTH)))
                .containsExactly("ann|5", "ann|9", "bob|9");
        assertThat(rows(session, select(STALLS, TRADER_NAME).leftJoin(WANTED_BY).orderBy(WIDTH, TRADER_NAME)))
                .containsExactly("north 2|null", "south 1|ann", "north 1|ann", "north 1|bob");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ06")
    default void joinsLeadToOneFromEitherSide(Bench bench) {
        Citizen ann = new Citizen("ann");
        ann.passport = new Passport("A1");
        stored(bench, ann, new Citizen("bob"));
        AsyncSession session = sessions(bench).open();
        assertThat(rows(session, select(CITIZENS, PRINT).leftJoin(PASSPORT).orderBy(CITIZEN_NAME)))
                .containsExactly("ann|A1", "bob|null");
        assertThat(query(bench)).contains("LEFT OUTER JOIN orm_passports ON orm_citizens.id = orm_passports.holder_id");
        Relationship<Passport, Citizen> holder = PASSPORTS.relationship("holder");
        assertThat(rows(session, select(PRINT, CITIZEN_NAME).join(holder))).containsExactly("A1|ann");
        Await.value(session.close());
    }

    /** Rows of one table, of which each class has some. */
    @Test
    @Tag("RQ07")
    default void joinsLeadToPartsOfASharedTable(Bench bench) {
        Manager bob = new Manager("bob", 10);
        Engineer cat = new Engineer("cat", "lathe");
        cat.boss = bob;
        stored(bench, new Team("red", bob, cat), new Team("blue", new Employee("ann")));
        AsyncSession session = sessions(bench).open();
        EntityTable<Team> teams = EntityTable.of(Team.class);
        Column<String> team = teams.attribute("name", String.class);
        EntityTable<Manager> managers = EntityTable.of(Manager.class);
        EntityTable<Engineer> engineers = EntityTable.of(Engineer.class);
        Relationship<Team, List<Employee>> members = teams.relationship("members");
        Column<String> name = EntityTable.of(Employee.class).attribute("name", String.class);
        Column<String> manager = managers.attribute("name", String.class);
        assertThat(rows(session, select(team, name).join(members).orderBy(name)))
                .containsExactly("blue|ann", "red|bob", "red|cat");
        assertThat(rows(
                        session,
                        select(team, manager).leftJoin(members.to(managers)).orderBy(team)))
                .containsExactly("blue|null", "red|bob");
        assertThat(query(bench))
                .contains("LEFT OUTER JOIN orm_employees ON orm_teams.id = orm_employees.team_id"
                        + " AND orm_employees.kind IN ('Manager', 'top')");
        assertThat(rows(session, select(managers, team).join(managers.relationship("team"))))
                .as("a relationship of the class above, from the class below")
                .containsExactly("Manager bob|red");
        Relationship<Manager, Team> teamOfManager = managers.relationship("team");
        Manager found = OnSessions.get(session, Manager.class, bob.id);
        assertThat(Await.value(session.load(found, teamOfManager)).name).isEqualTo("red");
        TypedAlias<Engineer> e = engineers.as("e");
        assertThat(rows(
                        session,
                        select(managers)
                                .select(e)
                                .join(managers.relationship("reports").to(e))))
                .containsExactly("Manager bob|Engineer cat");
        assertThatThrownBy(() -> select(managers).join(managers.relationship("reports")))
                .as("both classes are parts of one table")
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("Manager.reports[orm_employees to orm_employees]");
        assertThatThrownBy(() -> members.to(teams)).hasMessageContaining("Team.members leads to Employee");
        Await.value(session.close());
    }

    /** The part of the table is a query of its own there, for its condition can stand nowhere else. */
    @Test
    @Tag("RQ07")
    default void joinsLeadToPartsOfASharedTableOverATableBetween(Bench bench) {
        Engineer cat = new Engineer("cat", "lathe");
        Trader ann = new Trader("ann", null);
        ann.hands.add(cat);
        stored(bench, cat, new Manager("bob", 1), ann, new Trader("dan", null));
        AsyncSession session = sessions(bench).open();
        EntityTable<Engineer> engineers = EntityTable.of(Engineer.class);
        Relationship<Trader, List<Engineer>> hands = TRADERS.relationship("hands");
        Column<String> name = engineers.attribute("name", String.class);
        assertThat(rows(session, select(TRADER_NAME, name).leftJoin(hands).orderBy(TRADER_NAME)))
                .containsExactly("ann|cat", "dan|null");
        assertThat(rows(session, select(TRADERS).select(engineers).join(hands))).containsExactly("ann|Engineer cat");
        assertThat(rows(session, select(TRADERS).where(hands.any(name.like("c%")))))
                .containsExactly("ann");
        assertThat(rows(session, select(TRADERS).where(hands.contains(cat)))).containsExactly("ann");
        assertThat(rows(session, select(engineers).where(hands.of(ann)))).containsExactly("Engineer cat");
        Await.value(session.commit());
        bench.sql().run("update orm_employees set kind = 'Manager' where name = 'cat'");
        assertThat(rows(session, select(TRADER_NAME, name).leftJoin(hands).orderBy(TRADER_NAME)))
                .as("no longer of the class")
                .containsExactly("ann|null", "dan|null");
        Await.value(session.close());
    }

    /** Rows that are put together of those of several tables. */
    @Test
    @Tag("RQ08")
    default void joinsLeadToClassesWithTablesOfTheirOwn(Bench bench) {
        Car beetle = new Car("beetle", 2);
        Truck mack = new Truck("mack", 7);
        mack.pulled = beetle;
        mack.ahead = beetle;
        Truck scania = new Truck("scania", 9);
        scania.ahead = mack;
        stored(bench, mack, beetle, scania);
        AsyncSession session = sessions(bench).open();
        EntityTable<Truck> trucks = EntityTable.of(Truck.class);
        EntityTable<Car> cars = EntityTable.of(Car.class);
        EntityTable<Vehicle> vehicles = EntityTable.of(Vehicle.class);
        Column<String> plate = trucks.attribute("plate", String.class);
        Relationship<Truck, Vehicle> ahead = trucks.relationship("ahead");
        assertThat(rows(
                        session,
                        select(plate, vehicles.attribute("plate", String.class))
                                .join(ahead)
                                .orderBy(plate)))
                .containsExactly("mack|beetle", "scania|mack");
        assertThat(rows(session, select(trucks).select(vehicles).join(ahead).orderBy(plate)))
                .containsExactly("Truck mack|Car beetle", "Truck scania|Truck mack");
        assertThat(rows(
                        session,
                        select(plate, cars.attribute("doors", Integer.class))
                                .leftJoin(ahead.to(cars))
                                .orderBy(plate)))
                .containsExactly("mack|2", "scania|null");
        TypedAlias<Truck> t = trucks.as("t");
        assertThat(rows(
                        session,
                        select(cars).select(t).join(cars.relationship("pullers").to(t))))
                .containsExactly("Car beetle|Truck mack");
        Await.value(session.close());
    }
}

package io.granary.testkit.orm;

import static io.granary.orm.Load.joinedLoad;
import static io.granary.orm.Load.selectInLoad;
import static io.granary.orm.Load.subqueryLoad;
import static io.granary.orm.Load.withLoaderCriteria;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.LoadingCompliance.statements;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.ArgumentException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.LoaderOption;
import io.granary.orm.RelationshipLoad;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Relationships as far as they lead to objects of a class below. */
public interface OfTypeCompliance extends OnSessions {

    /** Teams. */
    EntityTable<Team> ALL_TEAMS = EntityTable.of(Team.class);

    /** Who is in them. */
    Relationship<Team, List<Employee>> ALL_MEMBERS = ALL_TEAMS.relationship("members");

    /** Those who lead, of those whose rows share a table. */
    EntityTable<Manager> LEADING = EntityTable.of(Manager.class);

    /** What these may spend. */
    Column<Integer> LEADING_BUDGET = LEADING.attribute("budget", Integer.class);

    /** Whom they lead. */
    Relationship<Manager, List<Engineer>> LEADING_REPORTS = LEADING.relationship("reports");

    /** What traders drive, of those that have a table each. */
    Relationship<Trader, List<Vehicle>> FLEET = EntityTable.of(Trader.class).relationship("fleet");

    /** Some of that. */
    EntityTable<Car> FLEET_CARS = EntityTable.of(Car.class);

    private static void team(Bench bench) {
        Manager ann = new Manager("ann", 100);
        Engineer eve = new Engineer("eve", "lathe");
        eve.boss = ann;
        stored(bench, new Team("works", ann, new Director("dan", 900, "bentley"), eve));
    }

    private static List<String> members(AsyncSession session, LoaderOption option) {
        return all(session, select(ALL_TEAMS).options(option)).get(0).members.stream()
                .map(member -> String.valueOf(member.name))
                .toList();
    }

    @Test
    @Tag("OT01")
    default void onlyObjectsOfTheClassBelowAreLoaded(Bench bench) {
        team(bench);
        Relationship<Team, List<Employee>> leading = ALL_MEMBERS.ofType(LEADING);
        for (RelationshipLoad load : List.of(selectInLoad(leading), joinedLoad(leading), subqueryLoad(leading))) {
            AsyncSession session = sessions(bench).open();
            sent(bench).mark();
            assertThat(members(session, load)).containsExactly("ann", "dan");
            assertThat(statements(bench))
                    .as("what engineers have is not read")
                    .noneMatch(text -> text.contains("skill"))
                    .anyMatch(text -> text.contains("budget"));
            sent(bench).mark();
            Await.value(session.flush());
            assertThat(sent(bench).texts()).as("what is not there did not go").isEmpty();
            Await.value(session.close());
        }
    }

    @Test
    @Tag("OT02")
    default void whatIsBehindMayBeOfTheClassBelow(Bench bench) {
        team(bench);
        AsyncSession session = sessions(bench).open();
        Relationship<Team, List<Employee>> leading = ALL_MEMBERS.ofType(LEADING);
        Team works = all(session, select(ALL_TEAMS).options(joinedLoad(leading).selectInLoad(LEADING_REPORTS)))
                .get(0);
        assertThat(((Manager) works.members.get(0)).reports)
                .extracting(each -> each.name)
                .containsExactly("eve");
        Await.value(session.close());
        for (RelationshipLoad load : List.of(selectInLoad(leading), joinedLoad(leading))) {
            AsyncSession again = sessions(bench).open();
            assertThat(members(
                            again,
                            load.options(withLoaderCriteria(
                                    LEADING,
                                    manager -> manager.column(LEADING_BUDGET).gt(500)))))
                    .containsExactly("dan");
            Await.value(again.close());
        }
    }

    @Test
    @Tag("OT03")
    default void aClassWithATableOfItsOwnIsJoined(Bench bench) {
        Trader trader = new Trader("kim", null);
        trader.fleet.addAll(List.of(new Car("beetle", 2), new Truck("mack", 7), new SportsCar("lotus", "spa")));
        stored(bench, trader, trader.fleet.get(0), trader.fleet.get(1), trader.fleet.get(2));
        Relationship<Trader, List<Vehicle>> cars = FLEET.ofType(FLEET_CARS);
        for (RelationshipLoad load : List.of(selectInLoad(cars), joinedLoad(cars), subqueryLoad(cars))) {
            AsyncSession session = sessions(bench).open();
            sent(bench).mark();
            List<Vehicle> found = all(
                            session, select(EntityTable.of(Trader.class)).options(load))
                    .get(0)
                    .fleet;
            assertThat(found).hasSize(2).allMatch(Car.class::isInstance);
            assertThat(statements(bench)).noneMatch(text -> text.contains("orm_trucks"));
            Await.value(session.close());
        }
        AsyncSession session = sessions(bench).open();
        Column<Integer> doors = FLEET_CARS.attribute("doors", Integer.class);
        assertThat(Await.value(
                        session.count(select(EntityTable.of(Trader.class)).where(cars.any(doors.eq(2))))))
                .isEqualTo(1);
        assertThat(Await.value(
                        session.count(select(EntityTable.of(Trader.class)).where(cars.any(doors.eq(7))))))
                .isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("OT04")
    default void aRelationshipToOneHasNothingWhereItLeadsElsewhere(Bench bench) {
        Truck first = new Truck("mack", 7);
        first.ahead = new Car("beetle", 2);
        Truck second = new Truck("man", 8);
        second.ahead = first;
        stored(bench, first.ahead, first, second);
        EntityTable<Truck> trucks = EntityTable.of(Truck.class);
        Relationship<Truck, Vehicle> carAhead =
                trucks.<Vehicle>relationship("ahead").ofType(FLEET_CARS);
        Column<String> plate = trucks.attribute("plate", String.class);
        for (RelationshipLoad load : List.of(selectInLoad(carAhead), joinedLoad(carAhead))) {
            AsyncSession session = sessions(bench).open();
            List<Truck> found =
                    all(session, select(trucks).where(plate.eq("mack")).options(load));
            assertThat(found.get(0).ahead).isInstanceOf(Car.class);
            session.expungeAll();
            found = all(session, select(trucks).where(plate.eq("man")).options(load));
            assertThat(found.get(0).ahead).isNull();
            found.get(0).load = 9;
            Await.value(session.commit());
            Await.value(session.close());
        }
        AsyncSession session = sessions(bench).open();
        assertThat(all(session, select(trucks).where(carAhead.isNull())))
                .as("and what it refers to stays")
                .extracting(truck -> truck.plate)
                .containsExactly("man");
        assertThat(Await.value(session.count(select(trucks)
                        .where(trucks.<Vehicle>relationship("ahead").isNull()))))
                .isZero();
        Await.value(session.close());
        assertThatThrownBy(() -> ALL_MEMBERS.ofType(FLEET_CARS))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("Car is no class below that");
    }
}

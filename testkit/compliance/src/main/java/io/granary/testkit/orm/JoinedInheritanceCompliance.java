package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static io.granary.testkit.orm.Vehicles.AHEAD;
import static io.granary.testkit.orm.Vehicles.CARS;
import static io.granary.testkit.orm.Vehicles.CAR_DOORS;
import static io.granary.testkit.orm.Vehicles.CAR_PLATE;
import static io.granary.testkit.orm.Vehicles.CAR_PULLERS;
import static io.granary.testkit.orm.Vehicles.PULLED;
import static io.granary.testkit.orm.Vehicles.TRUCKS;
import static io.granary.testkit.orm.Vehicles.VEHICLES;
import static io.granary.testkit.orm.Vehicles.VEHICLE_PLATE;
import static io.granary.testkit.orm.Vehicles.beetle;
import static io.granary.testkit.orm.Vehicles.fourStored;
import static io.granary.testkit.orm.Vehicles.kinds;
import static io.granary.testkit.orm.Vehicles.statements;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.MySqlDialect;
import io.granary.dialect.PostgresDialect;
import io.granary.error.CompileException;
import io.granary.error.StaleDataException;
import io.granary.orm.AsyncSession;
import io.granary.orm.GetOptions;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.LockClause;
import io.granary.sql.TableAlias;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.testkit.fixtures.DatabaseKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Classes that extend mapped classes, and have a table for what they add. */
public interface JoinedInheritanceCompliance extends OnSessions {

    @Test
    default void rowsOfSeveralTablesAreLockedByQueries(Bench bench) {
        assertThat(select(TRUCKS).forUpdate().toSql(MySqlDialect.MYSQL).text())
                .as("a query in FROM locks nothing there unless it says so")
                .contains("FOR UPDATE) AS orm_trucks");
        assertThat(select(TRUCKS).forUpdate().toSql(PostgresDialect.INSTANCE).text())
                .containsOnlyOnce("FOR UPDATE");
        if (!EnumSet.of(DatabaseKind.POSTGRESQL, DatabaseKind.MARIADB, DatabaseKind.MYSQL)
                .contains(bench.database().kind())) {
            return;
        }
        fourStored(bench);
        AsyncSession one = sessions(bench).open();
        AsyncSession two = sessions(bench).open();
        assertThat(all(one, select(TRUCKS).forUpdate())).isNotEmpty();
        assertThat(all(two, select(TRUCKS).forUpdate(LockClause.UPDATE.skipLocked())))
                .isEmpty();
        Await.value(two.close());
        Await.value(one.close());
    }

    @Test
    default void oneQueryJoinsTheTablesOfAllClasses(Bench bench) {
        fourStored(bench);
        AsyncSession session = sessions(bench).open();
        List<@Nullable Vehicle> found = Await.value(
                        session.scalars(select(VEHICLES).orderBy(VEHICLE_PLATE)))
                .all();
        assertThat(kinds(found)).containsExactly("beetle Car", "bike Vehicle", "lotus SportsCar", "mack Truck");
        assertThat(statements(bench).stream().filter(text -> text.startsWith("SELECT")))
                .containsExactly("SELECT orm_vehicles.id, orm_vehicles.version, orm_vehicles.plate, orm_vehicles.kind,"
                        + " orm_vehicles_orm_cars.doors, orm_vehicles_orm_sports_cars.track, orm_vehicles_orm_trucks.capacity,"
                        + " orm_vehicles_orm_trucks.pulled_id, orm_vehicles_orm_trucks.ahead_id FROM orm_vehicles"
                        + " LEFT OUTER JOIN orm_cars AS orm_vehicles_orm_cars ON orm_vehicles_orm_cars.vehicle_id = orm_vehicles.id"
                        + " LEFT OUTER JOIN orm_sports_cars AS orm_vehicles_orm_sports_cars"
                        + " ON orm_vehicles_orm_sports_cars.id = orm_vehicles.id"
                        + " LEFT OUTER JOIN orm_trucks AS orm_vehicles_orm_trucks ON orm_vehicles_orm_trucks.id = orm_vehicles.id"
                        + " ORDER BY orm_vehicles.plate");
        SportsCar lotus = (SportsCar) Objects.requireNonNull(found.get(2));
        assertThat(lotus.doors).isEqualTo(1);
        assertThat(lotus.track).isEqualTo("spa");
        sent(bench).mark();
        assertThat(Await.value(session.scalars(select(CARS).where(CAR_PLATE.like("l%"), CAR_DOORS.lt(5))))
                        .all())
                .containsExactly(lotus);
        assertThat(statements(bench))
                .containsExactly("SELECT orm_cars.id, orm_cars.version, orm_cars.plate, orm_cars.kind, orm_cars.doors,"
                        + " orm_cars_orm_sports_cars.track FROM (SELECT orm_vehicles.id, orm_vehicles.version, orm_vehicles.plate,"
                        + " orm_vehicles.kind, orm_cars.doors FROM orm_vehicles JOIN orm_cars ON orm_cars.vehicle_id = orm_vehicles.id)"
                        + " AS orm_cars LEFT OUTER JOIN orm_sports_cars AS orm_cars_orm_sports_cars ON orm_cars_orm_sports_cars.id ="
                        + " orm_cars.id WHERE orm_cars.plate LIKE ? AND orm_cars.doors < ?");
        TableAlias other = CARS.as("c");
        assertThat(Await.value(session.execute(select(CAR_PLATE, other)
                                .from(CARS)
                                .join(other, other.column(CAR_DOORS).gt(CAR_DOORS))))
                        .fetchAll())
                .extracting(row -> row.get(0) + " " + Objects.requireNonNull(row.get(1, Car.class)).plate)
                .containsExactly("lotus beetle");
        assertThat(kinds(Await.value(session.streamScalars(select(TRUCKS)).all())))
                .containsExactly("mack Truck");
        Await.value(session.close());
        assertThat(Await.value(bench.engine().execute(select(CAR_PLATE).orderBy(CAR_PLATE)))
                        .fetchAll())
                .as("a connection joins as well")
                .extracting(row -> row.get(0))
                .containsExactly("beetle", "lotus");
    }

    @Test
    default void eachTableGetsItsOwnColumns(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Car beetle = new Car("beetle", 2);
        SportsCar lotus = new SportsCar("lotus", "spa");
        session.addAll(List.of(lotus, beetle));
        Await.value(session.commit());
        assertSent(
                bench,
                "INSERT INTO orm_vehicles (version, plate, kind) VALUES (?, ?, ?) RETURNING orm_vehicles.id",
                "INSERT INTO orm_cars (vehicle_id, doors) VALUES (?, ?)",
                "INSERT INTO orm_vehicles (version, plate, kind) VALUES (?, ?, ?) RETURNING orm_vehicles.id",
                "INSERT INTO orm_cars (vehicle_id, doors) VALUES (?, ?)",
                "INSERT INTO orm_sports_cars (id, track) VALUES (?, ?)");
        assertThat(bench.sql().number("select count(*) from orm_vehicles")).isEqualTo(2);
        assertThat(bench.sql().number("select count(*) from orm_cars")).isEqualTo(2);
        assertThat(bench.sql().column("select track from orm_sports_cars")).containsExactly("spa");
        assertThat(lotus.version).isEqualTo(1);
        lotus.track = "monza";
        Await.value(session.flush());
        // The version is in the topmost table.
        assertSent(
                bench,
                "UPDATE orm_vehicles SET version = ? WHERE orm_vehicles.id = ? AND orm_vehicles.version = ?",
                "UPDATE orm_sports_cars SET track = ? WHERE orm_sports_cars.id = ?");
        beetle.plate = "herbie";
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_vehicles SET version = ?, plate = ? WHERE orm_vehicles.id = ? AND orm_vehicles.version = ?");
        bench.sql().run("update orm_vehicles set version = 9 where id = " + lotus.id);
        lotus.doors = 3;
        Await.failure(session.commit(), StaleDataException.class);
        Await.value(session.rollback());
        assertThat(bench.sql().number("select sum(doors) from orm_cars")).isEqualTo(3);
        Await.value(session.refresh(lotus));
        assertThat(lotus.track).isEqualTo("monza");
        Await.value(session.delete(lotus));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "DELETE FROM orm_sports_cars WHERE orm_sports_cars.id = ?",
                "DELETE FROM orm_cars WHERE orm_cars.vehicle_id = ?",
                "DELETE FROM orm_vehicles WHERE orm_vehicles.id = ? AND orm_vehicles.version = ?");
        assertThat(bench.sql().number("select count(*) from orm_vehicles")).isEqualTo(1);
        Await.value(session.close());
    }

    @Test
    default void anObjectOfSeveralTablesIsOne(Bench bench) {
        fourStored(bench);
        AsyncSession session = sessions(bench).open();
        Truck mack = (Truck) Objects.requireNonNull(
                Await.value(session.scalars(select(VEHICLES).where(VEHICLE_PLATE.eq("mack"))))
                        .all()
                        .get(0));
        Vehicle ahead = Await.value(session.load(mack, AHEAD));
        assertThat(ahead).isInstanceOf(Car.class).isSameAs(Await.value(session.load(mack, PULLED)));
        Car beetle = (Car) ahead;
        assertThat(Await.value(session.load(beetle, CAR_PULLERS))).containsExactly(mack);
        Long id = Objects.requireNonNull(beetle.id);
        assertThat(Await.value(session.get(Truck.class, id))).isEmpty();
        assertThat(get(session, Vehicle.class, id)).isSameAs(beetle);
        assertThat(Await.value(session.get(Car.class, id, GetOptions.none().withLock(LockClause.UPDATE))))
                .contains(beetle);
        Await.value(session.refresh(beetle, LockClause.UPDATE));
        session.expunge(mack);
        session.expunge(beetle);
        beetle.doors = 4;
        Car merged = Await.value(session.merge(beetle));
        assertThat(merged).isNotSameAs(beetle);
        Await.value(session.commit());
        assertThat(bench.sql().number("select sum(doors) from orm_cars")).isEqualTo(5);
        merged.doors = 5;
        merged.plate = "gone";
        sent(bench).mark();
        Await.value(session.flush());
        assertSent(
                bench,
                "UPDATE orm_vehicles SET version = ?, plate = ? WHERE orm_vehicles.id = ? AND orm_vehicles.version = ?",
                "UPDATE orm_cars SET doors = ? WHERE orm_cars.vehicle_id = ?");
        Await.value(session.rollback());
        assertThat(merged.doors + merged.plate).isEqualTo("4beetle");
        assertThat(Await.value(session.execute(
                                update(VEHICLES).set(VEHICLE_PLATE, "all").where(VEHICLE_PLATE.eq("beetle"))))
                        .rowCount())
                .isEqualTo(1);
        assertThat(get(session, Vehicle.class, id).plate).isEqualTo("all");
        assertThat(Await.failure(session.execute(select(CARS).where(VEHICLE_PLATE.eq("all"))), CompileException.class))
                .as("that would be each car with each vehicle")
                .hasMessageContaining("orm_cars has the rows of orm_vehicles already");
        Await.value(session.rollback());
        Await.value(session.deleteAll(
                List.of(get(session, Vehicle.class, id), get(session, Truck.class, Objects.requireNonNull(mack.id)))));
        sent(bench).mark();
        Await.value(session.commit());
        // The truck refers to the car.
        assertSent(
                bench,
                "DELETE FROM orm_trucks WHERE orm_trucks.id = ?",
                "DELETE FROM orm_vehicles WHERE orm_vehicles.id = ? AND orm_vehicles.version = ?",
                "DELETE FROM orm_cars WHERE orm_cars.vehicle_id = ?",
                "DELETE FROM orm_vehicles WHERE orm_vehicles.id = ? AND orm_vehicles.version = ?");
        assertThat(Await.value(session.contains(merged))).isFalse();
        assertThat(bench.sql().column("select plate from orm_vehicles order by plate"))
                .containsExactly("bike", "lotus");
        Await.value(session.close());
    }

    @Test
    default void eachClassHasATableWhoseKeyIsThatAbove(Bench bench) {
        List<Table> tables = MAPPINGS.metaData().sortedTables();
        List<String> names = tables.stream().map(Table::tableName).toList();
        Table sports = tables.get(names.indexOf("orm_sports_cars"));
        assertThat(sports.tableColumns()).extracting(Column::name).containsExactly("id", "track");
        assertThat(sports.foreignKeys()).singleElement().satisfies(key -> {
            assertThat(key.target().tableName()).isEqualTo("orm_cars");
            assertThat(key.targetColumns()).extracting(Column::name).containsExactly("vehicle_id");
        });
        assertThat(tables.get(names.indexOf("orm_trucks")).foreignKeys())
                .extracting(key -> key.targetColumns().get(0).toString())
                .containsExactlyInAnyOrder("orm_vehicles.id", "orm_cars.vehicle_id", "orm_vehicles.id");
        assertThat(tables.get(names.indexOf("orm_cars")).column("doors").isNullable())
                .isFalse();
    }

    /** Only its own columns do: of a reference to it the row is another one's. */
    @Test
    @Tag("VE09")
    default void aChangeOfACollectionDoesNotRaiseTheVersionOfItsOwner(Bench bench) {
        fourStored(bench);
        AsyncSession session = sessions(bench).open();
        Car beetle = beetle(session);
        int version = beetle.version;
        List<Truck> pullers = Await.value(session.load(beetle, CAR_PULLERS));
        pullers.add(new Truck("daf", 3));
        session.add(pullers.get(pullers.size() - 1));
        Await.value(session.commit());
        Await.value(session.refresh(beetle));
        assertThat(beetle.version).isEqualTo(version);
        assertThat(bench.sql().number("select count(*) from orm_trucks where pulled_id is not null"))
                .isEqualTo(2);
        Await.value(session.close());
    }
}

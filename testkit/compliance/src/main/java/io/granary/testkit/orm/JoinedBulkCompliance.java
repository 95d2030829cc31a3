package io.granary.testkit.orm;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.Vehicles.CARS;
import static io.granary.testkit.orm.Vehicles.CAR_DOORS;
import static io.granary.testkit.orm.Vehicles.CAR_PLATE;
import static io.granary.testkit.orm.Vehicles.TRUCKS;
import static io.granary.testkit.orm.Vehicles.VEHICLES;
import static io.granary.testkit.orm.Vehicles.VEHICLE_PLATE;
import static io.granary.testkit.orm.Vehicles.beetle;
import static io.granary.testkit.orm.Vehicles.fourStored;
import static io.granary.testkit.orm.Vehicles.kinds;
import static io.granary.testkit.orm.Vehicles.statements;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.error.PendingRollbackException;
import io.granary.error.StaleDataException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityState;
import io.granary.orm.EntityTable;
import io.granary.sql.Cte;
import io.granary.sql.Functions;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** INSERT, UPDATE and DELETE of classes in several tables. */
public interface JoinedBulkCompliance extends OnSessions {

    /** The first changes what the condition looks at, and the second is for the same rows. */
    @Test
    @Tag("SH03")
    default void anUpdateIsAStatementForEachTable(Bench bench) {
        fourStored(bench);
        AsyncSession session = sessions(bench).open();
        Car beetle = beetle(session);
        sent(bench).mark();
        assertThat(Await.value(session.execute(update(CARS)
                                .set(CAR_PLATE, "sold")
                                .set(CAR_DOORS, 9)
                                .where(CAR_PLATE.ne("mack"), CAR_DOORS.lt(5))))
                        .rowCount())
                .isEqualTo(2);
        assertThat(statements(bench).stream().map(text -> text.replaceAll(" (= ANY|IN) .*", " …")))
                .containsExactly(
                        "SELECT DISTINCT orm_cars.id FROM (SELECT orm_vehicles.id, orm_vehicles.version, orm_vehicles.plate,"
                                + " orm_vehicles.kind, orm_cars.doors FROM orm_vehicles JOIN orm_cars ON orm_cars.vehicle_id ="
                                + " orm_vehicles.id) AS orm_cars WHERE orm_cars.plate != ? AND orm_cars.doors < ?",
                        "UPDATE orm_vehicles SET plate = ? WHERE orm_vehicles.id …",
                        "UPDATE orm_cars SET doors = ? WHERE orm_cars.vehicle_id …");
        assertThat(beetle.plate + beetle.doors).isEqualTo("sold9");
        assertThat(Await.value(session.isModified(beetle))).isFalse();
        assertThat(Await.value(session.execute(
                                update(CARS)
                                        .set(CAR_DOORS, Sql.bind("doors", CAR_DOORS.type()))
                                        .where(CAR_DOORS.eq(8)),
                                Params.of("doors", 1)))
                        .rowCount())
                .isZero();
        Await.value(session.rollback());
        assertThat(beetle.plate + beetle.doors).isEqualTo("beetle2");

        assertThat(Await.failure(
                        session.execute(update(CARS).set(CAR_DOORS, 1), Params.of("plate", "sold")),
                        CompileException.class))
                .as("what is set besides by a parameter is not dropped")
                .hasMessageContaining("several tables");
        assertThat(Await.failure(bench.engine().execute(update(CARS).set(CAR_DOORS, 1)), CompileException.class))
                .hasMessageContaining("each table by a statement of its own");
        Await.value(session.close());
    }

    /** The topmost has the version, which goes up whatever table changes, and is looked at first. */
    @Test
    @Tag("SH05")
    default void anUpdateByKeysIsAStatementForEachTable(Bench bench) {
        fourStored(bench);
        AsyncSession session = sessions(bench).open();
        Car beetle = beetle(session);
        Car lotus = (Car) Objects.requireNonNull(
                Await.value(session.scalars(select(VEHICLES).where(VEHICLE_PLATE.eq("lotus"))))
                        .one());
        int version = beetle.version;
        Object first = Objects.requireNonNull(beetle.id);
        Object second = Objects.requireNonNull(lotus.id);
        assertThat(Await.value(session.execute(
                                update(CARS),
                                List.of(
                                        Map.of("id", first, "version", version, "doors", 9),
                                        Map.of("id", second, "version", lotus.version, "doors", 8))))
                        .rowCount())
                .isEqualTo(2);
        assertThat(Await.value(session.execute(
                                update(CARS),
                                List.of(Map.of("id", first, "version", version + 1, "doors", 7, "plate", "sold"))))
                        .rowCount())
                .isEqualTo(1);
        assertThat(List.of(beetle.plate + beetle.doors, lotus.plate + lotus.doors))
                .containsExactly("sold7", "lotus8");
        assertThat(beetle.version).isEqualTo(version + 2);
        assertThat(Await.value(session.isModified(beetle))).isFalse();
        Await.value(session.commit());
        AsyncSession other = sessions(bench).open();
        Car again = get(other, Car.class, first);
        assertThat(again.plate + again.doors + " " + again.version).isEqualTo("sold7 " + (version + 2));
        Await.value(other.close());

        sent(bench).mark();
        assertThat(Await.failure(
                        session.execute(update(CARS), List.of(Map.of("id", first, "version", version, "doors", 1))),
                        StaleDataException.class))
                .hasMessageContaining("orm_vehicles");
        assertThat(statements(bench))
                .as("no table below is changed then")
                .noneMatch(text -> text.contains("orm_cars SET"));
        assertThat(Await.failure(session.commit(), PendingRollbackException.class))
                .as("others may be changed by then")
                .hasCauseInstanceOf(StaleDataException.class);
        Await.value(session.rollback());
        assertThat(Await.failure(
                        session.execute(
                                update(CARS).where(CAR_PLATE.eq("sold")),
                                List.of(Map.of("id", first, "version", version + 2, "plate", "x"))),
                        InvalidRequestException.class))
                .hasMessageContaining("several tables");
        Await.value(session.close());
    }

    /** Whether it is read or not: what it does is done. */
    @Test
    @Tag("SH03")
    default void whatStandsBeforeAStatementOfSeveralTablesIsRun(Bench bench) {
        fourStored(bench);
        AsyncSession session = sessions(bench).open();
        sent(bench).mark();
        Cte unread = select(VEHICLE_PLATE).cte("unread");
        assertThat(Await.value(session.execute(delete(TRUCKS).with(unread))).rowCount())
                .isEqualTo(1);
        assertThat(Await.value(session.execute(
                                update(CARS).with(unread).set(CAR_DOORS, 4).where(CAR_DOORS.eq(2))))
                        .rowCount())
                .isEqualTo(1);
        assertThat(statements(bench).stream().filter(text -> text.contains("unread")))
                .hasSize(2)
                .allMatch(text -> text.startsWith("WITH unread"));
        Await.value(session.close());
    }

    /** Each is worked out in the table where it stands. */
    @Test
    @Tag("SH03")
    default void anUpdateSetsExpressionsOfOneTable(Bench bench) {
        fourStored(bench);
        AsyncSession session = sessions(bench).open();
        Car beetle = beetle(session);
        sent(bench).mark();
        assertThat(Await.value(session.execute(
                                update(CARS)
                                        .set(CAR_PLATE, Functions.upper(CAR_PLATE))
                                        .set(
                                                CAR_DOORS,
                                                Sql.when(
                                                                CAR_DOORS.gt(1),
                                                                CAR_DOORS.add(Sql.bind("more", CAR_DOORS.type())))
                                                        .otherwise(Sql.value(7)))
                                        .where(CAR_PLATE.ne("mack")),
                                Params.of("more", 2)))
                        .rowCount())
                .isEqualTo(2);
        assertThat(statements(bench).subList(1, 3).stream().map(text -> text.replaceAll(" SET .*", "")))
                .containsExactly("UPDATE orm_vehicles", "UPDATE orm_cars");
        assertThat(Await.value(session.load(beetle, CAR_DOORS))).contains(4);
        Await.value(session.commit());
        assertThat(bench.sql().column("select plate from orm_vehicles order by id"))
                .containsExactlyInAnyOrder("mack", "bike", "BEETLE", "LOTUS");
        assertThat(bench.sql().number("select max(doors) from orm_cars")).isEqualTo(7);
        assertThat(Await.failure(
                        session.execute(update(CARS).set(CAR_DOORS, Functions.charLength(CAR_PLATE))),
                        CompileException.class))
                .hasMessageContaining(
                        "orm_cars.doors is set to an expression of orm_cars.plate, which is of another table")
                .hasMessageContaining("an expression of columns of orm_cars");
        assertThat(Await.failure(
                        session.execute(update(CARS)
                                .set(
                                        CAR_DOORS,
                                        select(Functions.max(CAR_DOORS))
                                                .from(CARS)
                                                .scalar())),
                        CompileException.class))
                .hasMessageContaining("of a query");
        Await.value(session.rollback());
        assertThat(bench.sql().number("select sum(doors) from orm_cars"))
                .as("what is refused was not begun")
                .isEqualTo(11);
        Await.value(session.close());
    }

    /** What refers to others goes first, whichever class is named. */
    @Test
    @Tag("SH04")
    default void aDeleteTakesRowsOutOfAllTables(Bench bench) {
        fourStored(bench);
        AsyncSession session = sessions(bench).open();
        List<@Nullable Vehicle> all = Await.value(
                        session.scalars(select(VEHICLES).orderBy(VEHICLE_PLATE)))
                .all();
        Vehicle beetle = Objects.requireNonNull(all.get(0));
        Vehicle lotus = Objects.requireNonNull(all.get(2));
        sent(bench).mark();
        assertThat(Await.value(session.execute(delete(CARS).where(CAR_PLATE.eq("lotus"), CAR_DOORS.lt(2))))
                        .rowCount())
                .isEqualTo(1);
        assertThat(statements(bench).stream().skip(1).map(text -> text.replaceAll(" (= ANY|IN|=) .*", " …")))
                .containsExactly(
                        "DELETE FROM orm_sports_cars WHERE orm_sports_cars.id …",
                        "DELETE FROM orm_cars WHERE orm_cars.vehicle_id …",
                        "DELETE FROM orm_vehicles WHERE orm_vehicles.id …");
        assertThat(Await.value(session.stateOf(lotus))).isEqualTo(EntityState.DELETED);
        assertThat(Await.value(session.contains(beetle))).isTrue();
        Await.value(session.rollback());
        assertThat(Await.value(session.contains(lotus))).isTrue();
        assertThat(bench.sql().number("select count(*) from orm_sports_cars")).isEqualTo(1);

        assertThat(Await.value(session.execute(delete(VEHICLES).where(VEHICLE_PLATE.ne("bike"))))
                        .rowCount())
                .as("of the topmost class, all below are deleted too")
                .isEqualTo(3);
        Await.value(session.commit());
        assertThat(bench.sql().column("select plate from orm_vehicles")).containsExactly("bike");
        assertThat(bench.sql().number("select count(*) from orm_cars")).isZero();
        assertThat(bench.sql().number("select count(*) from orm_trucks")).isZero();
        assertThat(Await.value(session.contains(beetle))).isFalse();
        assertThat(Await.value(session.execute(delete(TRUCKS))).rowCount()).isZero();
        assertThat(Await.failure(bench.engine().execute(delete(CARS)), CompileException.class))
                .hasMessageContaining("each table by a statement of its own");
        Await.value(session.close());
    }

    /** The keys are known before, for each table has them. */
    @Test
    @Tag("SH02")
    default void anInsertIsAStatementForEachTable(Bench bench) {
        AsyncSession session = sessions(bench).open();
        EntityTable<SportsCar> sportsCars = EntityTable.of(SportsCar.class);
        assertThat(Await.value(session.execute(
                                insert(sportsCars).values(Map.of("version", 1)),
                                List.of(
                                        Params.of("id", 1, "plate", "lotus", "doors", 1, "track", "spa"),
                                        Params.of("id", 2, "plate", "ariel", "doors", 0, "track", null))))
                        .rowCount())
                .isEqualTo(2);
        assertThat(statements(bench).stream()
                        .filter(text -> text.startsWith("INSERT"))
                        .map(text -> text.replaceAll("INSERT INTO (\\w+) .*", "$1"))
                        .distinct())
                .containsExactly("orm_vehicles", "orm_cars", "orm_sports_cars");
        Await.value(session.commit());
        assertThat(kinds(all(session, select(VEHICLES).orderBy(VEHICLE_PLATE))))
                .containsExactly("ariel SportsCar", "lotus SportsCar");
        assertThat(get(session, SportsCar.class, 1L).track).isEqualTo("spa");
        assertThat(Await.failure(
                        session.execute(insert(CARS), List.of(Params.of("plate", "beetle", "doors", 2, "version", 1))),
                        InvalidRequestException.class))
                .hasMessageContaining("this INSERT has no value for orm_cars.id")
                .hasMessageContaining("Give the key in each row");
        assertThat(Await.failure(
                        session.execute(insert(CARS), List.of(Params.of("id", 3, "wheels", 4))),
                        CompileException.class))
                .hasMessageContaining("Unconsumed column names: wheels");
        Await.value(session.rollback());
        assertThat(bench.sql().number("select count(*) from orm_vehicles")).isEqualTo(2);
        Await.value(session.close());
    }
}

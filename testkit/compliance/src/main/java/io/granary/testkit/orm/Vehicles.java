package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.stored;

import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Classes in several tables, as suites use them, and short ways to them. */
final class Vehicles {

    /** All that move. */
    static final EntityTable<Vehicle> VEHICLES = EntityTable.of(Vehicle.class);

    /** What they are called. */
    static final Column<String> VEHICLE_PLATE = VEHICLES.attribute("plate", String.class);

    /** Some of them. */
    static final EntityTable<Car> CARS = EntityTable.of(Car.class);

    /** What these are called. */
    static final Column<String> CAR_PLATE = CARS.attribute("plate", String.class);

    /** How many get in. */
    static final Column<Integer> CAR_DOORS = CARS.attribute("doors", Integer.class);

    /** What pulls them. */
    static final Relationship<Car, List<Truck>> CAR_PULLERS = CARS.relationship("pullers");

    /** Others. */
    static final EntityTable<Truck> TRUCKS = EntityTable.of(Truck.class);

    /** What they follow. */
    static final Relationship<Truck, Vehicle> AHEAD = TRUCKS.relationship("ahead");

    /** What they pull. */
    static final Relationship<Truck, Car> PULLED = TRUCKS.relationship("pulled");

    static List<String> statements(Bench bench) {
        return sent(bench).texts().stream()
                .map(text -> text.replaceAll("\\$\\d+", "?"))
                .toList();
    }

    static List<String> kinds(List<? extends @Nullable Vehicle> vehicles) {
        return vehicles.stream()
                .map(each -> Objects.requireNonNull(each).plate + " "
                        + Objects.requireNonNull(each).getClass().getSimpleName())
                .toList();
    }

    static void fourStored(Bench bench) {
        Car beetle = new Car("beetle", 2);
        Truck mack = new Truck("mack", 7);
        mack.pulled = beetle;
        mack.ahead = beetle;
        stored(bench, mack, new Vehicle("bike"), beetle, new SportsCar("lotus", "spa"));
    }

    /** Of those that are stored, as a session has it. */
    static Car beetle(AsyncSession session) {
        return (Car) Objects.requireNonNull(
                Await.value(session.scalars(select(VEHICLES).where(VEHICLE_PLATE.eq("beetle"))))
                        .all()
                        .get(0));
    }

    private Vehicles() {}
}

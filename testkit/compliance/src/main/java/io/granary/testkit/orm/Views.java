package io.granary.testkit.orm;

import io.granary.orm.EntityTable;
import io.granary.orm.JoinCondition;
import io.granary.schema.Column;
import io.granary.sql.ColumnExpression;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Functions;
import io.granary.sql.Sql;
import io.granary.sql.TableAlias;

/** Which rows go together at relationships that are only read. */
final class Views {

    private Views() {}

    private static <T> ColumnExpression<T> in(FromElement table, Class<?> type, String column, Class<T> values) {
        Column<T> original = EntityTable.of(type).column(column, values);
        return table.column(original);
    }

    /** Addresses of somebody whose streets begin with an N. */
    static final class InTheNorth implements JoinCondition<User, Address> {
        @Override
        public Expression<Boolean> of(FromElement user, FromElement address) {
            return Sql.and(
                    in(address, Address.class, "user_id", Long.class).eq(in(user, User.class, "id", Long.class)),
                    in(address, Address.class, "street", String.class).like("N%"));
        }
    }

    /** The address that somebody got last. */
    static final class Newest implements JoinCondition<User, Address> {
        @Override
        public Expression<Boolean> of(FromElement user, FromElement address) {
            TableAlias any = EntityTable.of(Address.class).as("any_address");
            return in(address, Address.class, "id", Long.class)
                    .eq(Sql.select(Functions.max(in(any, Address.class, "id", Long.class)))
                            .where(in(any, Address.class, "user_id", Long.class)
                                    .eq(in(user, User.class, "id", Long.class)))
                            .correlate(user)
                            .scalar());
        }
    }

    /** All who are younger than somebody: no column refers to them, and both are of one table. */
    static final class Younger implements JoinCondition<User, User> {
        @Override
        public Expression<Boolean> of(FromElement user, FromElement other) {
            return in(other, User.class, "age", Integer.class).lt(in(user, User.class, "age", Integer.class));
        }
    }

    /** All who are older than somebody. */
    static final class Older implements JoinCondition<User, User> {
        @Override
        public Expression<Boolean> of(FromElement user, FromElement other) {
            return in(other, User.class, "age", Integer.class).gt(in(user, User.class, "age", Integer.class));
        }
    }

    /** The parts of parts of a node, by a table between that is the same once more. */
    static final class PartsOfParts implements JoinCondition<Node, Node> {
        @Override
        public Expression<Boolean> of(FromElement node, FromElement other) {
            TableAlias between = EntityTable.of(Node.class).as("node_between");
            return Sql.exists(Sql.select(in(between, Node.class, "id", Long.class))
                    .where(
                            in(between, Node.class, "parent_id", Long.class).eq(in(node, Node.class, "id", Long.class)),
                            in(other, Node.class, "parent_id", Long.class)
                                    .eq(in(between, Node.class, "id", Long.class))));
        }
    }

    /** Those of a team whose names begin with a D. */
    static final class CalledD implements JoinCondition<Team, Employee> {
        @Override
        public Expression<Boolean> of(FromElement team, FromElement employee) {
            return Sql.and(
                    in(employee, Employee.class, "team_id", Long.class).eq(in(team, Team.class, "id", Long.class)),
                    in(employee, Employee.class, "name", String.class).like("d%"));
        }
    }

    /** Trucks that take as much as a car has doors: columns of two tables below another. */
    static final class AsManyAsDoors implements JoinCondition<Car, Truck> {
        @Override
        public Expression<Boolean> of(FromElement car, FromElement truck) {
            EntityTable<Truck> trucks = EntityTable.of(Truck.class);
            EntityTable<Car> cars = EntityTable.of(Car.class);
            return truck.column(trucks.attribute("load", Integer.class))
                    .eq(car.column(cars.attribute("doors", Integer.class)));
        }
    }
}

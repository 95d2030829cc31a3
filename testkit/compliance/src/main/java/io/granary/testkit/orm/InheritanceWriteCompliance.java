package io.granary.testkit.orm;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.InheritanceCompliance.EMPLOYEES;
import static io.granary.testkit.orm.InheritanceCompliance.EMPLOYEE_NAME;
import static io.granary.testkit.orm.InheritanceCompliance.MANAGERS;
import static io.granary.testkit.orm.InheritanceCompliance.MANAGER_BUDGET;
import static io.granary.testkit.orm.InheritanceCompliance.MANAGER_ID;
import static io.granary.testkit.orm.InheritanceCompliance.MANAGER_NAME;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.session;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.assertSent;
import static io.granary.testkit.orm.Staff.all;
import static io.granary.testkit.orm.Staff.classes;
import static io.granary.testkit.orm.Staff.fourStored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.error.InvalidRequestException;
import io.granary.error.StaleDataException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityState;
import io.granary.orm.EntityTable;
import io.granary.orm.StatementOptions;
import io.granary.orm.SynchronizeSession;
import io.granary.schema.Column;
import io.granary.sql.DerivedColumn;
import io.granary.sql.FromElement;
import io.granary.sql.Params;
import io.granary.sql.Query;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.type.Types;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Objects of classes that extend mapped classes, and share their table, are written as what they are. */
public interface InheritanceWriteCompliance extends OnSessions {

    @Test
    default void rowsAreWrittenByClass(Bench bench) {
        Employee ann = new Employee("ann");
        Manager bob = new Manager("bob", 10);
        Engineer cat = new Engineer("cat", "lathe");
        cat.boss = bob;
        Manager dan = new Manager("dan", 20);
        AsyncSession session = sessions(bench).open();
        session.addAll(List.of(ann, bob, cat, dan));
        Await.value(session.flush());
        assertSent(
                bench,
                "INSERT INTO orm_employees (version, name, kind, team_id) VALUES (?, ?, ?, ?) RETURNING orm_employees.id",
                "INSERT INTO orm_employees (version, name, kind, team_id, budget) VALUES (?, ?, ?, ?, ?), (?, ?, ?, ?, ?) RETURNING orm_employees.id, orm_employees.id AS id_1",
                "INSERT INTO orm_employees (version, name, kind, team_id, skill, boss_id) VALUES (?, ?, ?, ?, ?, ?) RETURNING orm_employees.id");
        assertThat(bob.called).containsExactly("employee", "manager");
        assertThat(List.of(ann.kind + "", bob.kind + "", cat.kind + ""))
                .containsExactly("Employee", "Manager", "Engineer");
        assertThat(bench.sql().number("select count(*) from orm_employees"))
                .as("not committed")
                .isZero();
        assertThat(bob.version).isEqualTo(1);
        bob.budget = 11;
        bob.name = "rob";
        Await.value(session.commit());
        assertSent(
                bench,
                "UPDATE orm_employees SET version = ?, name = ?, budget = ? WHERE orm_employees.id = ?"
                        + " AND orm_employees.version = ? AND orm_employees.kind IN ('Manager', 'top')");
        assertThat(bench.sql().column("select kind from orm_employees order by name"))
                .containsExactly("Employee", "Engineer", "Manager", "Manager");
        assertThat(bench.sql().number("select count(*) from orm_employees where budget is null"))
                .isEqualTo(2);
        bench.sql().run("update orm_employees set version = 9 where name = 'rob'");
        bob.budget = 12;
        Await.failure(session.commit(), StaleDataException.class);
        Await.value(session.rollback());
        Await.value(session.refresh(bob));
        assertThat(bob.version).isEqualTo(9);
        Await.value(session.deleteAll(List.of(bob, cat)));
        sent(bench).mark();
        Await.value(session.commit());
        assertSent(
                bench,
                "DELETE FROM orm_employees WHERE orm_employees.id = ? AND orm_employees.version = ? AND orm_employees.kind IN ('Engineer')",
                "DELETE FROM orm_employees WHERE orm_employees.id = ? AND orm_employees.version = ? AND orm_employees.kind IN ('Manager', 'top')");
        assertThat(bench.sql().column("select name from orm_employees order by name"))
                .containsExactly("ann", "dan");
        Await.value(session.close());
    }

    @Test
    @Tag("CA32")
    default void orphansOfAnySubclassGoWithoutTheirOwner(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Team team = new Team("red", new Engineer("eve", "saw"), new Manager("bob", 1));
        session.add(team);
        team.members.remove(0);
        Await.value(session.flush());
        assertSent(
                bench,
                "INSERT INTO orm_teams (name) VALUES (?) RETURNING orm_teams.id",
                "INSERT INTO orm_employees (version, name, kind, team_id, budget) VALUES (?, ?, ?, ?, ?) RETURNING orm_employees.id");
        assertThat(bench.sql().number("select count(*) from orm_employees")).isZero();
        team.members.clear();
        Await.value(session.commit());
        assertSent(
                bench,
                "DELETE FROM orm_employees WHERE orm_employees.id = ? AND orm_employees.version = ? AND orm_employees.kind IN ('Manager', 'top')");
        assertThat(bench.sql().number("select count(*) from orm_employees")).isZero();
        Await.value(session.close());
    }

    @Test
    default void objectsFromOutsideKeepTheirClass(Bench bench) {
        Director dan = new Director("dan", 20, "bike");
        stored(bench, dan);
        dan.car = "horse";
        AsyncSession session = sessions(bench).open();
        Director merged = Await.value(session.merge(dan));
        assertThat(merged).isNotSameAs(dan);
        assertThat(merged.kind).isEqualTo("top");
        Await.value(session.commit());
        assertThat(bench.sql().column("select car from orm_employees")).containsExactly("horse");
        session.expire(merged);
        assertThat(get(session, Employee.class, dan.id)).isSameAs(merged);
        assertThat(merged.car).isEqualTo("horse");
        session.expunge(merged);
        dan.version = merged.version;
        dan.budget = 21;
        session.add(dan);
        Await.value(session.commit());
        assertThat(bench.sql().column("select kind from orm_employees where budget = 21"))
                .containsExactly("top");
        Await.value(session.close());
    }

    @Test
    default void bulkChangesAreOfTheClassAndThoseBelow(Bench bench) {
        fourStored(bench);
        for (SynchronizeSession how : List.of(SynchronizeSession.values())) {
            AsyncSession session = sessions(bench).open();
            List<@Nullable Employee> found = all(session, select(EMPLOYEES).orderBy(EMPLOYEE_NAME));
            Director dan = (Director) Objects.requireNonNull(found.get(3));
            Await.value(session.execute(
                    update(MANAGERS).set(MANAGER_BUDGET, 30).where(MANAGER_ID.isNotNull()),
                    List.of(),
                    StatementOptions.none().withSynchronizeSession(how)));
            if (how != SynchronizeSession.NONE) {
                Await.value(session.get(Employee.class, Objects.requireNonNull(dan.id)));
                assertThat(dan.budget).as("by " + how).isEqualTo(30);
            }
            assertThat(Await.value(session.isModified(dan))).isFalse();
            assertThat(Await.value(session.execute(select(EMPLOYEE_NAME)
                                    .from(EMPLOYEES)
                                    .where(new DerivedColumn<>(EMPLOYEES, "budget", "budget", Types.INTEGER).eq(30))))
                            .fetchAll())
                    .hasSize(2);
            long gone = Await.value(session.execute(
                            delete(MANAGERS), List.of(), StatementOptions.none().withSynchronizeSession(how)))
                    .rowCount();
            assertThat(gone).as("by " + how).isEqualTo(2);
            if (how != SynchronizeSession.NONE) {
                assertThat(Await.value(session.stateOf(dan))).isEqualTo(EntityState.DELETED);
                assertThat(Await.value(session.contains(Objects.requireNonNull(found.get(2)))))
                        .isTrue();
            }
            Await.value(session.rollback());
            Await.value(session.close());
        }
        assertThat(bench.sql().number("select count(*) from orm_employees")).isEqualTo(4);
    }

    /** Objects are filed by the topmost class, whichever class the statement names. */
    @Test
    default void anUpdateByKeysReachesTheObjectsOfAClassBelow(Bench bench) {
        fourStored(bench);
        AsyncSession session = sessions(bench).open();
        List<@Nullable Manager> managers = all(session, select(MANAGERS).orderBy(MANAGER_ID));
        Manager bob = Objects.requireNonNull(managers.get(0));
        Manager dan = Objects.requireNonNull(managers.get(1));

        Await.value(session.execute(
                update(MANAGERS),
                List.of(
                        Params.of("id", bob.id, "version", bob.version, "budget", 11),
                        Params.of("id", dan.id, "version", dan.version, "budget", 21))));

        Await.value(session.get(Employee.class, Objects.requireNonNull(dan.id)));
        assertThat(List.of(bob.budget, dan.budget)).containsExactly(11, 21);
        dan.name = "don";
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_employees where budget = 21"))
                .containsExactly("don");
        Await.value(session.close());
    }

    @Test
    @Tag("SH01")
    default void insertsTellTheClassByThemselves(Bench bench) {
        AsyncSession session = sessions(bench).open();
        boolean returning = bench.engine().dialect().supports(Feature.INSERT_RETURNING);
        List<Params> rows = List.of(
                Params.of("name", "bob", "budget", 1, "version", 1),
                Params.of("name", "dan", "budget", 2, "version", 1));
        if (returning) {
            assertThat(Await.value(session.execute(insert(MANAGERS).returning(MANAGERS), rows))
                            .fetchAll())
                    .extracting(row -> Objects.requireNonNull(row.get(0, Manager.class)).kind)
                    .containsExactly("Manager", "Manager");
        } else {
            Await.value(session.execute(insert(MANAGERS), rows));
        }
        Await.value(session.commit());
        assertThat(bench.sql().column("select kind from orm_employees")).containsExactly("Manager", "Manager");
        Await.value(session.close());
    }

    /** What a query gives says of which class it is, too; and what is given for the column is kept, as SQLAlchemy keeps it. */
    @Test
    @Tag("SH01")
    default void insertsOfQueriesTellTheClass(Bench bench) {
        fourStored(bench);
        AsyncSession session = sessions(bench).open();
        Column<Integer> version = EMPLOYEES.attribute("version", Integer.class);
        var columns = List.of(MANAGER_NAME, MANAGERS.attribute("version", Integer.class), MANAGER_BUDGET);
        Select<?> promoted = select(EMPLOYEE_NAME, version, version.add(40)).from(EMPLOYEES);
        assertThat(Await.value(session.execute(
                                insert(MANAGERS).fromSelect(columns, promoted.where(EMPLOYEE_NAME.eq("ann")))))
                        .rowCount())
                .isEqualTo(1);
        Await.value(session.execute(insert(MANAGERS)
                .fromSelect(
                        columns,
                        promoted.where(EMPLOYEE_NAME.eq("cat")).union(promoted.where(EMPLOYEE_NAME.eq("cat"))))));
        Await.value(session.execute(
                insert(MANAGERS), List.of(Params.of("name", "eve", "budget", 41, "version", 1, "kind", "top"))));
        assertThat(classes(all(
                        session, select(MANAGERS).where(MANAGER_BUDGET.eq(41)).orderBy(MANAGER_NAME))))
                .containsExactly("Manager", "Manager", "Director");
        Column<String> kind = EMPLOYEES.attribute("kind", String.class);
        assertThat(Await.value(session.execute(insert(MANAGERS)
                                .fromSelect(
                                        List.of(EMPLOYEE_NAME, version, kind),
                                        select(
                                                        EMPLOYEE_NAME,
                                                        version,
                                                        Sql.value("Director").as("said"))
                                                .from(EMPLOYEES)
                                                .where(EMPLOYEE_NAME.eq("ann"), kind.eq("Employee")))))
                        .rowCount())
                .as("whichever class of them all names the column")
                .isEqualTo(1);
        Select<?> star = select(new FromElement[0]).from(promoted.subquery("three"));
        for (Query unnamed : List.of(star, star.union(star))) {
            assertThat(Await.failure(
                            session.execute(insert(MANAGERS).fromSelect(columns, unnamed)),
                            InvalidRequestException.class))
                    .hasMessageContaining("tells that its rows are of Manager")
                    .hasMessageContaining("Name the columns");
        }
        if (bench.engine().dialect().supports(Feature.INSERT_RETURNING)) {
            assertThat(Await.value(session.stream(insert(MANAGERS)
                                    .fromSelect(
                                            columns,
                                            promoted.where(EMPLOYEE_NAME.eq("cat"))
                                                    .limit(1))
                                    .returning(MANAGERS.attribute("kind", String.class)))
                            .all()))
                    .as("streamed as well")
                    .extracting(row -> row.get(0))
                    .containsExactly("Manager");
        }
        EntityTable<Specialist> specialists = EntityTable.of(Specialist.class);
        assertThat(Await.failure(
                        session.execute(insert(specialists), List.of(Params.of("name", "fay", "version", 1))),
                        InvalidRequestException.class))
                .hasMessageContaining("Specialist is abstract")
                .hasMessageContaining("orm_employees.kind, which tells it");
        Await.value(session.close());
    }
}

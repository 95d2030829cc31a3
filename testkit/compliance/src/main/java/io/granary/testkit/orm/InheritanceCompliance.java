package io.granary.testkit.orm;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.session;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.error.StaleDataException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityState;
import io.granary.orm.EntityTable;
import io.granary.orm.GetOptions;
import io.granary.orm.StatementOptions;
import io.granary.orm.SynchronizeSession;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.LockClause;
import io.granary.sql.Params;
import io.granary.sql.Select;
import io.granary.sql.TableAlias;
import io.granary.sql.TypedSelect;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Classes that extend mapped classes, and share their table: each row comes back as its own class, by one query. */
public interface InheritanceCompliance extends OnSessions {

    /** All who work. */
    EntityTable<Employee> EMPLOYEES = EntityTable.of(Employee.class);

    /** Their names. */
    Column<String> EMPLOYEE_NAME = EMPLOYEES.attribute("name", String.class);

    /** Some of them. */
    EntityTable<Manager> MANAGERS = EntityTable.of(Manager.class);

    /** Their keys. */
    Column<Long> MANAGER_ID = MANAGERS.attribute("id", Long.class);

    /** Their names. */
    Column<String> MANAGER_NAME = MANAGERS.attribute("name", String.class);

    /** What they may spend. */
    Column<Integer> MANAGER_BUDGET = MANAGERS.attribute("budget", Integer.class);

    /** Whom they lead. */
    Relationship<Manager, List<Engineer>> REPORTS = MANAGERS.relationship("reports");

    /** Others. */
    EntityTable<Engineer> ENGINEERS = EntityTable.of(Engineer.class);

    /** Those who work together. */
    EntityTable<Team> TEAMS = EntityTable.of(Team.class);

    /** All of them. */
    Relationship<Team, List<Employee>> MEMBERS = TEAMS.relationship("members");

    /** Some of them. */
    Relationship<Team, List<Engineer>> TEAM_ENGINEERS = TEAMS.relationship("engineers");

    /** What lets them in. */
    EntityTable<Badge> BADGES = EntityTable.of(Badge.class);

    /** Whose it is. */
    Relationship<Badge, Employee> HOLDER = BADGES.relationship("holder");

    /** Who gave it. */
    Relationship<Badge, Manager> ISSUER = BADGES.relationship("issuer");

    /** The statements since the mark, with one marker for all databases. */
    private static List<String> statements(Bench bench) {
        return sent(bench).texts().stream()
                .map(text -> text.replaceAll("\\$\\d+", "?"))
                .toList();
    }

    private static <T> List<@Nullable T> all(AsyncSession session, TypedSelect<T> select) {
        return Await.value(session.scalars(select)).all();
    }

    private static List<String> classes(List<? extends @Nullable Object> objects) {
        return objects.stream()
                .map(each -> Objects.requireNonNull(each).getClass().getSimpleName())
                .toList();
    }

    private static List<String> names(List<? extends Employee> employees) {
        return employees.stream().map(each -> Objects.requireNonNull(each.name)).toList();
    }

    private static void fourStored(Bench bench) {
        stored(
                bench,
                new Employee("ann"),
                new Manager("bob", 10),
                new Engineer("cat", "lathe"),
                new Director("dan", 20, "bike"));
    }

    @Test
    default void oneQueryMakesEachRowAnObjectOfItsClass(Bench bench) {
        fourStored(bench);
        AsyncSession session = sessions(bench).open();
        List<@Nullable Employee> found = all(session, select(EMPLOYEES).orderBy(EMPLOYEE_NAME));
        assertThat(statements(bench).stream().filter(text -> text.startsWith("SELECT")))
                .containsExactly(
                        "SELECT orm_employees.id, orm_employees.version, orm_employees.name, orm_employees.kind, orm_employees.team_id,"
                                + " orm_employees.budget, orm_employees.car, orm_employees.skill, orm_employees.boss_id"
                                + " FROM orm_employees ORDER BY orm_employees.name");
        assertThat(classes(found)).containsExactly("Employee", "Manager", "Engineer", "Director");
        assertThat(found)
                .extracting(each -> Objects.requireNonNull(each).kind)
                .containsExactly("Employee", "Manager", "Engineer", "top");
        Director dan = (Director) Objects.requireNonNull(found.get(3));
        assertThat(dan.budget).isEqualTo(20);
        assertThat(dan.car).isEqualTo("bike");
        assertThat(dan.called).containsExactly("employee", "manager");
        assertThat(((Engineer) Objects.requireNonNull(found.get(2))).skill).isEqualTo("lathe");
        sent(bench).mark();
        assertThat(all(session, select(MANAGERS).where(MANAGER_NAME.like("%a%"))))
                .containsExactly(dan);
        assertThat(statements(bench))
                .containsExactly("SELECT orm_employees.id, orm_employees.version, orm_employees.name,"
                        + " orm_employees.kind, orm_employees.team_id, orm_employees.budget, orm_employees.car FROM orm_employees"
                        + " WHERE orm_employees.name LIKE ? AND orm_employees.kind IN ('Manager', 'top')");
        Await.value(session.close());
    }

    @Test
    default void aClassIsAPartOfTheTableWhereverItStands(Bench bench) {
        stored(bench, new Team("red", new Manager("bob", 10), new Engineer("cat", "lathe")), new Team("blue"));
        AsyncSession session = sessions(bench).open();
        TableAlias other = MANAGERS.as("m");
        assertThat(Await.value(session.execute(
                                select(other).where(other.column(MANAGER_BUDGET).gt(5))))
                        .fetchAll())
                .extracting(row -> Objects.requireNonNull(row.get(0, Manager.class)).name)
                .containsExactly("bob");
        Column<String> team = TEAMS.attribute("name", String.class);
        assertThat(Await.value(session.execute(select(team, MANAGER_NAME)
                                .from(TEAMS)
                                .leftJoin(
                                        MANAGERS,
                                        MANAGERS.attribute("team", Long.class).eq(TEAMS.attribute("id", Long.class)))
                                .orderBy(team)))
                        .fetchAll())
                .extracting(row -> row.get(0) + " " + row.get(1))
                .containsExactly("blue null", "red bob");
        assertThat(statements(bench).get(1)).contains("ON ", " AND orm_employees.kind IN ('Manager', 'top')");
        assertThat(all(
                        session,
                        select(TEAMS)
                                .where(TEAMS.attribute("id", Long.class)
                                        .in(select(MANAGERS.attribute("team", Long.class))))))
                .hasSize(1);
        assertThat(classes(Await.value(session.streamScalars(select(EMPLOYEES).orderBy(EMPLOYEE_NAME))
                        .all())))
                .containsExactly("Manager", "Engineer");
        assertThat(Await.failure(
                        session.scalars(select(MANAGERS).where(EMPLOYEE_NAME.eq("bob"))), CompileException.class))
                .hasMessageContaining("orm_employees stands twice in FROM");
        Await.value(session.close());
        assertThat(Await.value(bench.engine().execute(select(MANAGER_NAME).from(MANAGERS)))
                        .fetchAll())
                .as("a connection knows it as well")
                .hasSize(1);
    }

    @Test
    default void aRowHasOneObjectWhicheverClassIsAskedFor(Bench bench) {
        Manager bob = new Manager("bob", 10);
        Engineer cat = new Engineer("cat", "lathe");
        stored(bench, bob, cat);
        AsyncSession session = sessions(bench).open();
        Employee found = get(session, Employee.class, bob.id);
        sent(bench).mark();
        assertThat(get(session, Manager.class, bob.id)).isSameAs(found).isInstanceOf(Manager.class);
        assertThat(Await.value(session.get(Engineer.class, Objects.requireNonNull(bob.id))))
                .isEmpty();
        assertThat(Await.value(session.get(Director.class, Objects.requireNonNull(bob.id))))
                .isEmpty();
        assertThat(statements(bench)).as("what is there is known").isEmpty();
        assertThat(Await.value(session.get(Manager.class, Objects.requireNonNull(cat.id))))
                .isEmpty();
        assertThat(get(session, Specialist.class, cat.id)).isInstanceOf(Engineer.class);
        assertThat(Await.value(session.getAll(Manager.class, List.of(bob.id, cat.id))))
                .containsExactly(Optional.of((Manager) found), Optional.empty());
        Await.value(session.commit());
        assertThat(Await.value(session.get(Manager.class, Objects.requireNonNull(cat.id))))
                .isEmpty();
        assertThat(Await.value(session.getAll(Manager.class, List.of(cat.id)))).containsExactly(Optional.empty());
        assertThat(classes(Await.value(session.getAll(Employee.class, List.of(bob.id, cat.id))).stream()
                        .map(Optional::orElseThrow)
                        .toList()))
                .containsExactly("Manager", "Engineer");
        assertThat(Await.value(session.get(
                        Manager.class,
                        Objects.requireNonNull(bob.id),
                        GetOptions.none().withLock(LockClause.UPDATE))))
                .contains((Manager) found);
        Await.value(session.close());
    }

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
        assertThat(bob.called).containsExactly("employee", "manager");
        assertThat(List.of(ann.kind + "", bob.kind + "", cat.kind + ""))
                .containsExactly("Employee", "Manager", "Engineer");
        assertThat(bench.sql().number("select count(*) from orm_employees"))
                .as("not committed")
                .isZero();
        assertThat(bob.version).isEqualTo(1);
        bob.budget = 11;
        bob.name = "rob";
        sent(bench).mark();
        Await.value(session.commit());
        assertThat(statements(bench))
                .first()
                .isEqualTo("UPDATE orm_employees SET version = ?, name = ?, budget = ? WHERE orm_employees.id = ?"
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
        Await.value(session.commit());
        assertThat(bench.sql().column("select name from orm_employees order by name"))
                .containsExactly("ann", "dan");
        Await.value(session.close());
    }

    @Test
    default void relationshipsLeadToTheRightClass(Bench bench) {
        Manager bob = new Manager("bob", 10);
        Engineer cat = new Engineer("cat", "lathe");
        Engineer eve = new Engineer("eve", "saw");
        cat.boss = bob;
        Team red = new Team("red", bob, eve, cat);
        stored(bench, red, new Badge(cat, bob));
        AsyncSession session = sessions(bench).open();
        Badge badge = Objects.requireNonNull(all(session, select(BADGES)).get(0));
        assertThat(Await.value(session.load(badge, HOLDER)).name).isEqualTo("cat");
        assertThat(badge.holder).isInstanceOf(Engineer.class);
        assertThat(Await.value(session.load(badge, ISSUER)).budget).isEqualTo(10);
        Team team = get(session, Team.class, red.id);
        assertThat(names(Await.value(session.load(team, TEAM_ENGINEERS)))).containsExactly("eve", "cat");
        List<Employee> members = Await.value(session.load(team, MEMBERS));
        assertThat(names(members)).containsExactly("bob", "cat", "eve");
        Manager boss = (Manager) members.get(0);
        assertThat(Await.value(session.load(boss, REPORTS))).containsExactly((Engineer) members.get(1));
        Await.value(session.execute(text("update orm_badges set issuer_id = null")));
        // Both lists of the team are of the same references.
        Engineer fay = new Engineer("fay", "drill");
        fay.team = team;
        session.add(fay);
        Manager gil = new Manager("gil", 1);
        gil.team = team;
        session.add(gil);
        members.remove(boss);
        session.expunge(badge);
        boss.reports.clear();
        Await.value(session.commit());
        assertThat(names(team.engineers)).containsExactly("eve", "cat", "fay");
        assertThat(names(team.members)).containsExactlyInAnyOrder("cat", "eve", "fay", "gil");
        assertThat(bench.sql().column("select name from orm_employees order by name"))
                .as("an orphan of a subclass goes")
                .containsExactly("cat", "eve", "fay", "gil");
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
        assertThat(bench.sql().number("select count(*) from orm_employees")).isZero();
        team.members.clear();
        Await.value(session.commit());
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
                                    .where(new io.granary.sql.DerivedColumn<>(
                                                    EMPLOYEES, "budget", "budget", io.granary.type.Types.INTEGER)
                                            .eq(30))))
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
        EntityTable<Specialist> specialists = EntityTable.of(Specialist.class);
        assertThat(Await.failure(
                        session.execute(insert(specialists), List.of(Params.of("name", "fay", "version", 1))),
                        InvalidRequestException.class))
                .hasMessageContaining("Specialist is abstract")
                .hasMessageContaining("orm_employees.kind, which tells it");
        Await.value(session.close());
    }

    @Test
    default void aRowOfAnUnknownClassSaysSo(Bench bench) {
        fourStored(bench);
        bench.sql().run("update orm_employees set kind = 'Robot' where name = 'ann'");
        AsyncSession session = sessions(bench).open();
        assertThat(Await.failure(session.scalars(select(EMPLOYEES)), InvalidRequestException.class))
                .hasMessageContaining("A row of Employee has \"Robot\" in orm_employees.kind")
                .hasMessageContaining("Manager (\"Manager\"), Director (\"top\")")
                .hasMessageContaining("Mappings.of");
        Manager bob = Objects.requireNonNull(
                all(session, select(MANAGERS).where(MANAGER_NAME.eq("bob"))).get(0));
        bench.sql().run("update orm_employees set kind = 'Employee' where name = 'bob'");
        assertThat(Await.failure(session.getOne(Employee.class, -1L), RuntimeException.class))
                .isNotNull();
        Await.value(session.rollback());
        assertThat(Await.failure(
                        session.scalars(select(EMPLOYEES).where(EMPLOYEE_NAME.eq("bob"))),
                        InvalidRequestException.class))
                .hasMessageContaining("is of Employee now, and the object that stands for it is a Manager");
        session.expunge(bob);
        Await.value(session.close());
    }

    @Test
    default void oneTableHasTheColumnsOfAllClasses(Bench bench) {
        List<Table> all = MAPPINGS.metaData().sortedTables();
        List<String> tables = all.stream().map(Table::tableName).toList();
        Table employees = all.get(tables.indexOf("orm_employees"));
        assertThat(tables).containsOnlyOnce("orm_employees");
        assertThat(tables.indexOf("orm_badges")).isGreaterThan(tables.indexOf("orm_employees"));
        assertThat(employees.tableColumns())
                .extracting(Column::name)
                .containsExactly("id", "version", "name", "kind", "team_id", "budget", "car", "skill", "boss_id");
        assertThat(employees.column("budget").isNullable()).isTrue();
        assertThat(employees.column("kind").isNullable()).isFalse();
        List<Row> none =
                session(bench, session -> session.execute(select(ENGINEERS)).thenApply(Result::fetchAll));
        assertThat(none).isEmpty();
    }
}

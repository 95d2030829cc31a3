package io.granary.testkit.orm;

import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.session;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.Staff.all;
import static io.granary.testkit.orm.Staff.classes;
import static io.granary.testkit.orm.Staff.fourStored;
import static io.granary.testkit.orm.Staff.names;
import static io.granary.testkit.orm.Staff.statements;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.GetOptions;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.schema.Table;
import io.granary.sql.LockClause;
import io.granary.sql.TableAlias;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

package io.granary.testkit.orm;

import static io.granary.orm.Load.subqueryLoad;
import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.max;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
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

import io.granary.engine.Result;
import io.granary.error.ArgumentException;
import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.SessionContext;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionStatement;
import io.granary.orm.mapping.MappedTable;
import io.granary.schema.Column;
import io.granary.sql.Cte;
import io.granary.sql.Executable;
import io.granary.sql.Expression;
import io.granary.sql.Query;
import io.granary.sql.Sql;
import io.granary.sql.TextSelect;
import io.granary.sql.TypedAlias;
import io.granary.sql.TypedSelect;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Objects out of queries of any kind. */
public interface QueriedObjectsCompliance extends RelationshipJoinCompliance {

    /** What users are numbered by in addresses. */
    Column<Long> ADDRESS_USER_ID = ADDRESSES.attribute("user", Long.class);

    private static <T> List<@Nullable T> all(AsyncSession session, TypedSelect<T> select) {
        return Await.value(session.scalars(select)).all();
    }

    /** Row 38 of what users of others suffer. */
    @Test
    default void queriesRunAtATimeOutsideOfTheTransaction(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        User ann = Objects.requireNonNull(
                all(session, select(USERS).where(USER_NAME.eq("ann"))).get(0));
        Await.value(session.commit());

        List<Result> results = Await.value(session.parallel(List.of(
                select(USERS).where(USER_NAME.eq("ann")).query(),
                select(count()).from(USERS).query(),
                select(USERS).where(USER_NAME.eq("bob")).query())));

        assertThat(results.get(0).scalars(User.class).all()).containsExactly(ann);
        assertThat(results.get(1).scalar(Long.class)).contains(3L);
        User bob = Objects.requireNonNull(results.get(2).scalars(User.class).one());
        assertThat(Await.value(session.contains(bob))).isTrue();
        assertThat(Await.value(session.state()).holdsConnection()).isFalse();

        Await.value(session.apply(bob, user -> user.name = "rob"));
        assertThat(Await.failure(session.parallel(List.of(select(USERS).query())), InvalidRequestException.class))
                .hasMessageContaining("to be written");
        Await.value(session.flush());
        assertThat(Await.failure(session.parallel(List.of(select(USERS).query())), InvalidRequestException.class))
                .hasMessageContaining("has written");
        Await.value(session.rollback());
        assertThat(Await.value(session.parallel(List.of(select(USERS).query())))
                        .get(0)
                        .scalars(User.class)
                        .all())
                .hasSize(3)
                .contains(ann, bob);
        Await.value(session.close());
    }

    @Test
    default void whatRanAtATimeIsTheSessionsUntilItsTransactionEnds(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        List<Query> ann = List.of(select(USERS).where(USER_NAME.eq("ann")).query());
        User found =
                Await.value(session.parallel(ann)).get(0).scalars(User.class).one();

        Objects.requireNonNull(found).name = "changed";
        Await.value(session.rollback());
        assertThat(found.name).isEqualTo("ann");
        assertThat(Await.value(session.state()).dirty()).isEmpty();

        Await.value(session.parallel(ann));
        Await.value(session.commit());
        Await.value(sessions(bench)
                .begin(other ->
                        other.execute(update(USERS).set(USER_NAME, "anna").where(USER_NAME.eq("ann")))));
        assertThat(OnSessions.get(session, User.class, found.id).name).isEqualTo("anna");
        Await.value(session.close());
    }

    @Test
    default void queriesAtATimeAreNoneThatLockAndStandBehindNoText(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        assertThat(Await.failure(
                        session.parallel(List.of(select(USERS).forUpdate().query())), InvalidRequestException.class))
                .hasMessageContaining("locks its rows");

        List<Query> harmless = List.of(select(USERS).query());
        TextSelect ids = text("select id from orm_users").columns(USER_ID);
        for (Executable mayWrite :
                List.of(ids, select(USER_NAME).from(USERS, ids.cte("ids")).query())) {
            Await.value(session.execute(mayWrite));
            assertThat(Await.failure(session.parallel(harmless), InvalidRequestException.class))
                    .hasMessageContaining("run text");
            Await.value(session.rollback());
        }
        Await.value(session.parallel(harmless));
        Await.value(session.close());
    }

    @Test
    default void whatCameToARelationshipIsToBeWrittenToo(Bench bench) {
        bench.assumeMoreConnections("queries run beside a session that holds one");
        usersStored(bench);
        itemsStored(bench);
        AsyncSession session = sessions(bench).open();
        User bob = Objects.requireNonNull(all(
                        session,
                        select(USERS).where(USER_NAME.eq("bob")).options(subqueryLoad(USERS.relationship("addresses"))))
                .get(0));
        List<Query> addresses = List.of(select(count()).from(ADDRESSES).query());
        assertThat(Await.value(session.parallel(addresses)).get(0).scalar(Long.class))
                .contains(3L);
        bob.at("new");
        assertThat(Await.failure(session.parallel(addresses), InvalidRequestException.class))
                .hasMessageContaining("to be written");
        Await.value(session.rollback());

        Item pan = Objects.requireNonNull(all(
                        session,
                        select(ITEMS)
                                .where(ITEMS.attribute("description", String.class)
                                        .eq("pan"))
                                .options(subqueryLoad(ITEMS.relationship("keywords"))))
                .get(0));
        pan.keywords.add(Objects.requireNonNull(all(session, select(KEYWORDS)).get(0)));
        assertThat(Await.failure(session.parallel(addresses), InvalidRequestException.class))
                .hasMessageContaining("to be written");
        Await.value(session.close());
    }

    @Test
    default void aListenerMayGiveAQueryAtATimeValues(Bench bench) {
        usersStored(bench);
        Expression<String> who = Sql.bind("who", USER_NAME.type());
        Query query = select(USERS)
                .where(USER_NAME.eq(who))
                .options(subqueryLoad(USERS.relationship("addresses")))
                .query();
        AtomicReference<Executable> instead = new AtomicReference<>(query);
        SessionListener listener = new SessionListener() {
            @Override
            public CompletionStage<SessionStatement> beforeExecute(SessionContext session, SessionStatement asked) {
                return CompletableFuture.completedFuture(
                        asked.kind() == SessionStatement.Kind.EXECUTE
                                ? asked.withStatement(Objects.requireNonNull(instead.get()))
                                        .withParameters(List.of(Map.of("who", "ann")))
                                : asked);
            }
        };
        AsyncSession session = sessions(bench).withListener(listener).open();
        assertThat(Await.value(session.parallel(List.of(query)))
                        .get(0)
                        .scalars(User.class)
                        .all())
                .singleElement()
                .extracting(user -> user.name)
                .isEqualTo("ann");

        instead.set(update(USERS).set(USER_NAME, "nobody"));
        assertThat(Await.failure(session.parallel(List.of(query)), InvalidRequestException.class))
                .hasMessageContaining("A listener");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ20")
    default void objectsComeOutOfText(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        User ann = all(session, select(USERS).where(USER_NAME.eq("ann"))).get(0);
        MappedTable<User> found = USERS.of(text("select * from orm_users where name <> :name")
                .columns(
                        USER_ID,
                        USER_NAME,
                        USERS.attribute("email", String.class),
                        USERS.attribute("age", Integer.class))
                .bind("name", "bob"));
        List<@Nullable User> users = all(session, select(found).orderBy(found.column(USER_NAME)));
        assertThat(users).hasSize(2);
        assertThat(users.get(0)).as("the one that the session has").isSameAs(ann);
        assertThat(users.get(1)).extracting("name").isEqualTo("cat");
        assertThat(query(bench))
                .isEqualTo("SELECT anon_1.id, anon_1.name, anon_1.email, anon_1.age"
                        + " FROM (select * from orm_users where name <> ?) AS anon_1 ORDER BY anon_1.name");
        assertThat(rows(
                        session,
                        select(found)
                                .select(STREET)
                                .join(USER_ADDRESSES.from(found))
                                .orderBy(STREET)))
                .containsExactly("ann|elm", "ann|oak");
        assertThat(rows(session, select(found).where(USER_ADDRESSES.from(found).any(STREET.eq("oak")))))
                .containsExactly("ann");
        assertThatThrownBy(() -> USERS.of(text("select id from orm_users").columns(USER_ID)))
                .isInstanceOf(ArgumentException.class)
                .hasMessageContaining("An object of User needs the column name, for name, and the query gives [id]");
        assertThatThrownBy(() -> USERS.of(ADDRESSES)).hasMessageContaining("orm_addresses, which is no query");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ20")
    default void valuesOfTheQueryAreThoseOfEachExecution(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        for (String name : List.of("ann", "bob", "cat")) {
            MappedTable<User> found = USERS.of(select(USERS).where(USER_NAME.eq(name)));
            assertThat(rows(session, select(found))).containsExactly(name);
        }
        MappedTable<User> found = USERS.of(select(USERS)
                .where(USER_NAME.eq(Sql.bind("name", USER_NAME.type())))
                .subquery("named"));
        assertThat(Await.value(session.execute(select(found), Map.of("name", "cat")))
                        .fetchAll())
                .hasSize(1);
        Await.value(session.close());
    }

    @Test
    @Tag("RQ21")
    default void objectsComeOutOfSubqueriesAndCommonTableExpressions(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        Cte cte = select(USERS).where(USER_NAME.ne("cat")).cte("some_users");
        MappedTable<User> some = USERS.of(cte);
        assertThat(rows(session, select(some).orderBy(some.column(USER_NAME)))).containsExactly("ann", "bob");
        assertThat(query(bench)).contains("FROM some_users ORDER BY some_users.name");
        TypedAlias<User> one = some.as("one");
        TypedAlias<User> two = USERS.of(cte).as("two");
        assertThat(rows(
                        session,
                        select(one).select(two).join(two, one.column(USER_NAME).lt(two.column(USER_NAME)))))
                .containsExactly("ann|bob");
        assertThat(query(bench)).contains("FROM some_users AS one JOIN some_users AS two ON one.name < two.name");
        MappedTable<User> sub =
                USERS.of(select(USERS).orderBy(USER_NAME).limit(2).subquery("first_two"));
        assertThat(rows(
                        session,
                        select(sub)
                                .select(STREET)
                                .leftJoin(USER_ADDRESSES.from(sub))
                                .orderBy(STREET, sub.column(USER_NAME))))
                .containsExactly("ann|elm", "bob|elm", "ann|oak");
        MappedTable<Address> elms =
                ADDRESSES.of(select(ADDRESSES).where(STREET.eq("elm")).subquery("elms"));
        assertThat(rows(
                        session,
                        select(USERS)
                                .select(elms)
                                .leftJoin(USER_ADDRESSES.to(elms))
                                .orderBy(USER_NAME)))
                .containsExactly("ann|elm", "bob|elm", "cat|null");
        assertThat(rows(
                        session,
                        select(USERS).where(USER_ADDRESSES.to(elms).any()).orderBy(USER_NAME)))
                .containsExactly("ann", "bob");
        assertThat(Await.failure(session.execute(update(sub).set(USER_NAME, "x")), CompileException.class))
                .hasMessageContaining("User of first_two stands for the rows of a query, which no statement changes");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ21")
    default void objectsComeOutOfUnions(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        MappedTable<User> either = USERS.of(
                select(USERS).where(USER_NAME.eq("ann")).union(select(USERS).where(USER_NAME.eq("cat"))));
        assertThat(rows(session, select(either).orderBy(either.column(USER_NAME).desc())))
                .containsExactly("cat", "ann");
        assertThat(Await.value(session.count(select(either)))).isEqualTo(2);
        assertThat(Await.value(session.streamScalars(select(either)).all())).hasSize(2);
        Await.value(session.close());
    }

    /** What the query does not give of classes below is read beside it. */
    @Test
    @Tag("RQ22")
    default void objectsOfAQueryHaveTheirClass(Bench bench) {
        stored(bench, new Employee("ann"), new Manager("bob", 10), new Engineer("cat", "lathe"), new Truck("mack", 7));
        AsyncSession session = sessions(bench).open();
        EntityTable<Employee> employees = EntityTable.of(Employee.class);
        EntityTable<Manager> managers = EntityTable.of(Manager.class);
        Column<String> name = employees.attribute("name", String.class);
        MappedTable<Employee> some = employees.of(select(employees).where(name.ne("ann")));
        List<@Nullable Employee> found = all(session, select(some).orderBy(some.column(name)));
        assertThat(found).hasSize(2);
        assertThat(found.get(0)).isInstanceOf(Manager.class);
        assertThat(found.get(1)).isInstanceOf(Engineer.class);
        assertThat(found.get(0)).extracting("budget").isEqualTo(10);
        assertThat(found.get(1)).extracting("skill").isEqualTo("lathe");
        TypedAlias<Employee> alias = some.as("e");
        assertThat(rows(session, select(alias).where(alias.column(name).eq("bob"))))
                .containsExactly("Manager bob");
        MappedTable<Manager> ofAll =
                managers.of(text("select id, version, name, kind, team_id, budget, car from orm_employees")
                        .columns(
                                managers.attribute("id", Long.class),
                                managers.attribute("version", Integer.class),
                                managers.attribute("name", String.class),
                                managers.attribute("kind", String.class),
                                managers.attribute("team", Long.class),
                                managers.attribute("budget", Integer.class),
                                Sql.column("car", name.type())));
        assertThat(rows(session, select(ofAll))).as("rows of its class").containsExactly("Manager bob");
        EntityTable<Vehicle> vehicles = EntityTable.of(Vehicle.class);
        assertThat(rows(session, select(vehicles.of(select(vehicles))))).containsExactly("Truck mack");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ23")
    default void anAliasKnowsItsClass(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        TypedAlias<User> u = USERS.as("u");
        List<@Nullable User> users = all(session, select(u).orderBy(u.column(USER_NAME)));
        assertThat(users).extracting("name").containsExactly("ann", "bob", "cat");
        assertThat(rows(
                        session,
                        select(u, max(STREET))
                                .leftJoin(USER_ADDRESSES.from(u))
                                .groupBy(u.columns().toArray(Expression[]::new))
                                .orderBy(u.column(USER_NAME))))
                .containsExactly("ann|oak", "bob|elm", "cat|null");
        Await.value(session.close());
    }

    @Test
    @Tag("RQ24")
    default void rowsAreCountedAndAskedFor(Bench bench) {
        usersStored(bench);
        AsyncSession session = sessions(bench).open();
        assertThat(Await.value(session.count(select(USERS).orderBy(USER_NAME)))).isEqualTo(3);
        assertThat(query(bench))
                .isEqualTo("SELECT count(*) AS count_1 FROM (SELECT orm_users.id, orm_users.name, orm_users.email,"
                        + " orm_users.age FROM orm_users) AS anon_1");
        assertThat(Await.value(session.count(select(USERS, ADDRESSES).join(USER_ADDRESSES))))
                .as("columns of one name")
                .isEqualTo(3);
        assertThat(Await.value(session.count(select(STREET).distinct().orderBy(STREET))))
                .isEqualTo(2);
        assertThat(Await.value(
                        session.count(select(USERS).orderBy(USER_NAME).limit(2).offset(2))))
                .isEqualTo(1);
        assertThat(Await.value(session.count(select(ADDRESS_USER_ID, count()).groupBy(ADDRESS_USER_ID))))
                .isEqualTo(2);
        assertThat(Await.value(
                        session.count(select(USER_NAME).union(select(STREET)).orderBy(USER_NAME))))
                .isEqualTo(5);
        assertThat(Await.value(session.count(text("select 1 as one from orm_users")
                        .columns(Sql.column(
                                "one", USERS.attribute("age", Integer.class).type())))))
                .isEqualTo(3);
        assertThat(Await.value(session.count(select(USERS).where(USER_NAME.eq("dan")))))
                .isZero();
        assertThat(Await.value(
                        session.exists(select(USERS).where(USER_ADDRESSES.any()).orderBy(USER_NAME))))
                .isTrue();
        assertThat(query(bench))
                .startsWith("SELECT 1 AS found FROM (SELECT orm_users.id")
                .doesNotContain("ORDER");
        assertThat(Await.value(session.exists(select(USERS).where(USER_NAME.eq("dan")))))
                .isFalse();
        session.add(new User("dan"));
        assertThat(Await.value(session.exists(select(USERS).where(USER_NAME.eq("dan")))))
                .as("what is pending is written before")
                .isTrue();
        long both =
                Await.value(session.runSync(sync -> sync.count(select(USERS)) + (sync.exists(select(USERS)) ? 10 : 0)));
        assertThat(both).isEqualTo(14);
        Await.value(session.close());
    }

    @Test
    @Tag("RQ24")
    default void countsGoAlongRelationships(Bench bench) {
        tradersStored(bench);
        AsyncSession session = sessions(bench).open();
        assertThat(Await.value(session.count(select(TRADERS).join(WANTED)))).isEqualTo(3);
        assertThat(Await.value(session.count(select(TRADERS).where(WANTED.any()))))
                .isEqualTo(2);
        Await.value(session.close());
    }
}

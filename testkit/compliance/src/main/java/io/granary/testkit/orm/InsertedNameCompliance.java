package io.granary.testkit.orm;

import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.testkit.orm.OnSessions.sent;
import static io.granary.testkit.orm.OnSessions.session;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.dialect.Feature;
import io.granary.engine.Result;
import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.schema.Column;
import io.granary.sql.Params;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import io.granary.type.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The names by which rows of mapped classes that one statement inserts are given their values. */
public interface InsertedNameCompliance extends OnSessions {

    private static List<String> told(Bench bench, String query) {
        List<String> told = new ArrayList<>();
        session(bench, session -> session.execute(text(query))).forEach(row -> told.add(row.get(0) + " " + row.get(1)));
        return told;
    }

    @Test
    @Tag("LD26")
    default void rowsOfOtherNamesThanThoseBeforeThemAreAStatementOfTheirOwn(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Result result = Await.value(session.execute(
                insert(USERS),
                List.of(
                        Params.of("name", "ann"),
                        Params.of("name", "bob", "age", 40),
                        Params.of("age", 50, "name", "cid"),
                        Params.of("name", "dan", "email", "dan@x"),
                        Params.of("name", "eve"))));
        assertThat(result.rowCount()).isEqualTo(5);
        Await.value(session.commit());
        assertThat(told(bench, "select name, age from orm_users order by name"))
                .containsExactly("ann null", "bob 40", "cid 50", "dan null", "eve null");
        assertThat(told(bench, "select name, email from orm_users where email is not null"))
                .containsExactly("dan dan@x");
        Await.value(session.close());
    }

    @Test
    @Tag("LD26")
    default void objectsOfRowsOfSeveralNamesComeBackInTheirOrder(Bench bench) {
        assumeTrue(bench.engine().dialect().supports(Feature.INSERT_RETURNING));
        AsyncSession session = sessions(bench).open();
        List<User> made = Await.value(session.execute(
                        insert(USERS).returning(USERS),
                        List.of(
                                Params.of("name", "one"),
                                Params.of("name", "two", "age", 2),
                                Params.of("name", "three", "age", 3),
                                Params.of("name", "four"),
                                Params.of("age", 5, "name", "five"))))
                .scalars(User.class)
                .fetchAll();
        assertThat(made).extracting(user -> user.name).containsExactly("one", "two", "three", "four", "five");
        assertThat(made).extracting(user -> user.age).containsExactly(null, 2, 3, null, 5);
        assertThat(made).extracting(user -> user.id).doesNotContainNull().doesNotHaveDuplicates();
        Await.value(session.close());
    }

    @Test
    default void aKeyThatIsGivenIsKeptBehindRowsWithout(Bench bench) {
        EntityTable<Stamp> stamps = EntityTable.of(Stamp.class);
        AsyncSession session = sessions(bench).open();
        Await.value(session.execute(
                insert(stamps), List.of(Params.of("motif", "lion"), Params.of("id", "mine", "motif", "tiger"))));
        assertThat(Await.value(session.getOne(Stamp.class, "mine")).motif).isEqualTo("tiger");
        assertThat(Await.value(session.scalars(select(stamps))).all())
                .hasSize(2)
                .extracting(stamp -> stamp.changed)
                .doesNotContainNull();
        Await.value(session.close());
    }

    @Test
    @Tag("LD26")
    default void rowsInSeveralTablesMayHaveSeveralNames(Bench bench) {
        AsyncSession session = sessions(bench).open();
        Await.value(session.execute(insert(Vehicles.CARS), Params.of("id", 1L, "plate", "car", "doors", 2)));
        long count = Await.value(session.execute(
                        insert(Vehicles.TRUCKS),
                        List.of(
                                Params.of("id", 2L, "plate", "a", "load", 3),
                                Params.of("id", 3L, "plate", "b", "load", 4, "pulled_id", 1L, "version", 5),
                                Params.of("id", 4L, "plate", "c", "capacity", 5))))
                .rowCount();
        assertThat(count).isEqualTo(3);
        Await.value(session.commit());
        assertThat(told(bench, "select plate, version from orm_vehicles where id > 1 order by id"))
                .containsExactly("a 1", "b 5", "c 1");
        assertThat(told(bench, "select capacity, pulled_id from orm_trucks order by capacity"))
                .containsExactly("3 null", "4 1", "5 null");
        Await.value(session.close());
    }

    @Test
    @Tag("IN22")
    default void aNameOfNothingIsRefusedWhereverItStands(Bench bench) {
        AsyncSession session = sessions(bench).open();
        sent(bench).mark();
        for (int place = 0; place < 3; place++) {
            List<Map<String, ?>> rows = new ArrayList<>(List.of(Params.of("name", "a"), Params.of("name", "b")));
            rows.add(place, Params.of("name", "c", "nonsense", 1));
            assertThat(Await.failure(session.execute(insert(USERS), rows), CompileException.class))
                    .hasMessageContaining("Unconsumed column names: nonsense")
                    .hasMessageContaining("email");
        }
        assertThat(Await.failure(
                        session.execute(insert(ADDRESSES), Params.of("street", "x", "user", new User("ann"))),
                        CompileException.class))
                .as("a reference is given by its columns")
                .hasMessageContaining("Unconsumed column names: user;")
                .hasMessageContaining("user_id");
        sent(bench).assertNoMoreThan(0);
        Await.value(session.close());
    }

    @Test
    default void valuesMayBeGivenByTheNamesOfAttributes(Bench bench) {
        EntityTable<Lap> laps = BulkValueCompliance.LAPS;
        Duration took = Duration.ofSeconds(90);
        AsyncSession session = sessions(bench).open();
        Await.value(session.execute(
                insert(laps),
                List.of(
                        Params.of("key.took", took, "key.number", 1, "hit", 0, "mood", new Lap.Mood(7)),
                        Params.of("took", took, "lap", 2, "hit", 0, "mood", null),
                        Params.of("took", took, "key.number", 3, "hit", 0, "seen", 4))));
        assertThat(lap(session, took, 1).mood).isEqualTo(new Lap.Mood(7));
        assertThat(lap(session, took, 2).mood).isNull();
        assertThat(lap(session, took, 3).seen).isEqualTo(4);
        assertThat(Await.failure(
                        session.execute(insert(laps), Params.of("took", took, "key.number", 4, "lap", 4, "hit", 0)),
                        InvalidRequestException.class))
                .hasMessageContaining("two values for lap");
        Await.value(session.close());
    }

    private static Lap lap(AsyncSession session, Duration took, int number) {
        return Await.value(session.getOne(Lap.class, new Lap.Key(took, number)));
    }

    @Test
    default void whatTheStatementCallsAParameterIsNoColumn(Bench bench) {
        User ann = new User("ann");
        stored(bench, ann);
        long id = Objects.requireNonNull(ann.id);
        Column<Long> reference = ofNumbers(ADDRESSES.column("user_id"));
        AsyncSession session = sessions(bench).open();
        Await.value(session.execute(
                insert(ADDRESSES).set(reference, bind("user", Types.BIG_INTEGER)),
                List.of(Params.of("user", id, "street", "north"), Params.of("street", "south", "user", null))));
        Await.value(session.commit());
        assertThat(told(bench, "select street, user_id from orm_addresses order by street"))
                .containsExactly("north " + id, "south null");
        Await.value(session.close());
    }

    @SuppressWarnings("unchecked") // keys of users are such numbers
    private static Column<Long> ofNumbers(Column<?> column) {
        return (Column<Long>) column;
    }
}

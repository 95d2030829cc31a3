package io.granary.testkit;

import static io.granary.sql.Sql.excluded;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.value;
import static io.granary.type.Types.BIG_INTEGER;
import static io.granary.type.Types.INTEGER;
import static io.granary.type.Types.string;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.granary.dialect.Feature;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.CompileException;
import io.granary.error.GranaryException;
import io.granary.error.InvalidRequestException;
import io.granary.schema.Column;
import io.granary.schema.MetaData;
import io.granary.schema.Table;
import io.granary.sql.Executable;
import io.granary.sql.Insert;
import io.granary.sql.OnConflict;
import io.granary.sql.Params;
import io.granary.sql.Sql;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys of rows that are inserted, and rows that are there already, on a real database. */
public interface InsertCompliance extends OnBench {

    /** A key of two columns, the second numbered by the database. */
    final class Seats extends Table {
        final Column<Integer> hall = column("hall", INTEGER, c -> c.notNull());
        final Column<Integer> number =
                column("number", INTEGER, c -> c.notNull().identity());
        final Column<String> who = column("who", string(20));

        Seats() {
            super("seats");
            primaryKey(hall, number);
            unique("uq_seats_number", number);
        }
    }

    /** A key that comes from a counter here. */
    final class Tickets extends Table {
        private final AtomicLong counter = new AtomicLong();
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey().defaultValue(counter::incrementAndGet));
        final Column<String> who = column("who", string(20));

        Tickets() {
            super("tickets");
        }
    }

    /** A key that the database numbers. */
    final class Guests extends Table {
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey().identity());
        final Column<String> name = column("name", string(20));
        final Column<Integer> age = column("age", INTEGER);

        Guests() {
            super("guests");
        }
    }

    /** Of whose rows nothing is given. */
    final class Marks extends Table {
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey().identity());
        final Column<Integer> worth = column("worth", INTEGER, c -> c.notNull().serverDefault(value(7)));

        Marks() {
            super("marks");
        }
    }

    /** A name that nobody else has. */
    final class Members extends Table {
        final Column<Long> id = column("id", BIG_INTEGER, c -> c.primaryKey().identity());
        final Column<String> name = column("name", string(20));

        Members() {
            super("members");
            unique("uq_members_name", name);
        }
    }

    private static Result run(Bench bench, Executable statement) {
        return Await.value(bench.engine().execute(statement));
    }

    private static List<List<Object>> rows(Bench bench, Executable statement) {
        return run(bench, statement).fetchAll().stream()
                .map(row -> List.copyOf(row.values()))
                .toList();
    }

    private static Guests guests(Bench bench, String... names) {
        Guests guests = new Guests();
        bench.table(guests);
        for (String name : names) {
            run(bench, insert(guests).set(guests.name, name));
        }
        return guests;
    }

    @Test
    @Tag("IN04")
    default void aKeyWhoseSecondColumnIsNumberedIsToldWhole(Bench bench) {
        Seats seats = new Seats();
        if (!bench.capabilities().supports(Feature.IDENTITY_IN_COMPOSITE_KEY)) {
            assertThat(Await.failure(MetaData.of(seats).createAll(bench.engine()), CompileException.class))
                    .hasMessageContaining("only if it is the primary key by itself")
                    .hasMessageContaining("IDENTITY_IN_COMPOSITE_KEY");
            return;
        }
        bench.table(seats);

        var key = run(bench, insert(seats).set(seats.hall, 12).set(seats.who, "ann"))
                .insertedPrimaryKey();

        assertThat(key.values()).containsExactly(12, 1);
    }

    @Test
    default void rowsOfDefaultsAloneAreAsManyAsAreGiven(Bench bench) {
        Marks marks = new Marks();
        bench.table(marks);
        List<Map<String, ?>> nothing = List.of(Map.of(), Map.of(), Map.of());

        Result counted = Await.value(bench.engine().execute(insert(marks), nothing));

        assertThat(counted.rowCount()).isEqualTo(3);
        assertThat(rows(bench, select(marks.worth))).containsExactly(List.of(7), List.of(7), List.of(7));
        if (bench.engine().dialect().supports(Feature.INSERT_RETURNING)) {
            List<Row> returned = Await.value(
                            bench.engine().execute(insert(marks).returning(marks.worth, marks.id), nothing))
                    .fetchAll();
            assertThat(returned.stream().map(row -> row.get(marks.worth))).containsExactly(7, 7, 7);
            assertThat(returned.stream().map(row -> row.get(marks.id)).distinct())
                    .hasSize(3);
        }

        String text = "insert into marks " + (bench.capabilities().isMySql() ? "() values ()" : "default values");
        assertThat(Await.value(bench.engine().execute(Sql.text(text), nothing)).rowCount())
                .isEqualTo(3);
    }

    @Test
    @Tag("IN08")
    default void aKeyThatIsCalculatedIsTold(Bench bench) {
        Guests guests = guests(bench);
        Insert calculated = insert(guests).set(guests.id, value(5L).add(10L)).set(guests.name, "ann");

        assertThat(run(bench, calculated).insertedPrimaryKey().values()).containsExactly(15L);
    }

    @Test
    @Tag("IN17")
    default void rowsWhoseKeyATriggerChangesAreNotMistakenForOthers(Bench bench) {
        assumeTrue(
                bench.engine().dialect().supports(Feature.INSERT_RETURNING)
                        && bench.capabilities().isMySql(),
                "H2's triggers are Java, PostgreSQL's are functions, and MySQL returns no rows");
        Tickets tickets = new Tickets();
        bench.table(tickets);
        bench.sql().run("create trigger tickets_ahead before insert on tickets for each row set new.id = new.id + 100");

        InvalidRequestException refusal = Await.failure(
                bench.engine()
                        .execute(
                                insert(tickets).returning(tickets.who),
                                List.of(Params.of("who", "ann"), Params.of("who", "bob"))),
                InvalidRequestException.class);

        assertThat(refusal).hasMessageContaining("cannot tell which of them was returned as which");
        assertThat(run(bench, select(tickets.id)).fetchAll()).isEmpty();
        bench.sql().run("drop trigger tickets_ahead");
    }

    @Test
    @Tag("IN19")
    default void rowsThatAreAllNullAreInserted(Bench bench) {
        Guests guests = guests(bench);
        Insert returning = bench.engine().dialect().supports(Feature.INSERT_RETURNING)
                ? insert(guests).returning(guests.id)
                : insert(guests);
        List<Params> nothing = List.of(Params.of("age", null), Params.of("age", null), Params.of("age", null));

        Result inserted = Await.value(bench.engine().execute(returning, nothing));

        if (inserted.returnsRows()) {
            assertThat(inserted.scalars(Long.class).all()).containsExactly(1L, 2L, 3L);
        }
        assertThat(run(bench, select(guests.age)).scalars(Integer.class).all()).containsExactly(null, null, null);
    }

    /** A database that casts a text to fewer characters cuts it; none may do so on the way into a column. */
    @Test
    default void aTextThatIsTooLongIsRefusedAndNotCut(Bench bench) {
        Guests guests = guests(bench);
        List<Params> rows = List.of(Params.of("name", "ann"), Params.of("name", "x".repeat(21)));

        if (bench.capabilities().claims(Claim.CHECKS_SIZES)) {
            Await.failure(bench.engine().execute(insert(guests), rows), GranaryException.class);
            assertThat(run(bench, select(guests.name)).all()).isEmpty();
        } else {
            Await.value(bench.engine().execute(insert(guests), rows));
            assertThat(run(bench, select(guests.name)).scalars(String.class).all())
                    .containsExactly("ann", "x".repeat(21));
        }
    }

    @Test
    @Tag("IN20")
    default void keysThatAreCountedHereComeBackInOrder(Bench bench) {
        Tickets tickets = new Tickets();
        bench.table(tickets);
        List<Params> three = List.of(Params.of("who", "ann"), Params.of("who", "bob"), Params.of("who", "cid"));
        boolean returns = bench.engine().dialect().supports(Feature.INSERT_RETURNING);

        Result inserted = Await.value(
                bench.engine().execute(returns ? insert(tickets).returning(tickets.id) : insert(tickets), three));

        if (returns) {
            assertThat(inserted.scalars(Long.class).all()).containsExactly(1L, 2L, 3L);
        }
        assertThat(rows(bench, select(tickets.id, tickets.who).orderBy(tickets.id)))
                .containsExactly(List.of(1L, "ann"), List.of(2L, "bob"), List.of(3L, "cid"));
    }

    @Test
    @Tag("DI34")
    default void aRowThatWasLeftAloneHasNoNewKey(Bench bench) {
        Members members = new Members();
        bench.table(members);
        run(bench, insert(members).set(members.name, "ann"));

        Result skipped = run(
                bench,
                insert(members)
                        .set(members.name, "ann")
                        .onConflict(OnConflict.on(members.name).doNothing()));

        assertThat(skipped.insertedPrimaryKey().get(0)).isNull();
        assertThat(run(bench, select(members.id)).fetchAll()).hasSize(1);
    }

    @Test
    @Tag("DI35")
    default void anUpsertOfManyRowsChangesEach(Bench bench) {
        Guests guests = guests(bench, "x", "y", "z");
        Insert upsert = insert(guests)
                .values(List.<Map<String, ?>>of(
                        Params.of("id", 1L, "name", "name1"),
                        Params.of("id", 2L, "name", "name2"),
                        Params.of("id", 4L, "name", "name4")))
                .onConflict(OnConflict.on(guests.id)
                        .set(guests.name, excluded(guests.name).concat(".5")));

        run(bench, upsert);

        assertThat(rows(bench, select(guests.id, guests.name).orderBy(guests.id)))
                .containsExactly(
                        List.of(1L, "name1.5"), List.of(2L, "name2.5"), List.of(3L, "z"), List.of(4L, "name4"));
    }

    @Test
    @Tag("DI37")
    default void anUpsertWhoseConditionDoesNotHoldChangesNothing(Bench bench) {
        Guests guests = guests(bench, "ann");
        assumeTrue(
                bench.engine().dialect().supports(Feature.CONFLICT_CONDITION),
                "ON DUPLICATE KEY UPDATE has no condition");

        run(
                bench,
                insert(guests)
                        .set(guests.id, 1L)
                        .set(guests.name, "changed")
                        .onConflict(OnConflict.on(guests.id)
                                .setExcluded(guests.name)
                                .where(guests.name.eq("nobody"))));

        assertThat(rows(bench, select(guests.id, guests.name))).containsExactly(List.of(1L, "ann"));
    }

    /** SQLite knows the key of the last row that was inserted, which is another one's. */
    @Test
    @Tag("DI37")
    default void anUpsertThatChangesNothingTellsNoKeyOfAnotherRow(Bench bench) {
        Members members = new Members();
        bench.table(members);
        assumeTrue(
                bench.engine().dialect().supports(Feature.CONFLICT_CONDITION),
                "ON DUPLICATE KEY UPDATE has no condition");
        OnConflict never = OnConflict.on(members.name).setExcluded(members.name).where(members.name.eq("nobody"));

        Result left = Await.value(bench.engine()
                .begin(connection -> connection
                        .execute(insert(members).set(members.name, "ann"))
                        .thenCompose(ann -> connection.execute(insert(members).set(members.name, "bob")))
                        .thenCompose(bob -> connection.execute(
                                insert(members).set(members.name, "ann").onConflict(never)))));

        assertThat(left.rowCount()).isZero();
        assertThat(left.insertedPrimaryKey().get(0)).isNull();
        assertThat(rows(bench, select(members.name).orderBy(members.id)))
                .containsExactly(List.of("ann"), List.of("bob"));
    }

    @Test
    @Tag("DI38")
    default void anUpsertOfManyRowsChangesThoseForWhichItsConditionHolds(Bench bench) {
        Guests guests = guests(bench, "name1", "name2");
        assumeTrue(
                bench.engine().dialect().supports(Feature.CONFLICT_CONDITION),
                "ON DUPLICATE KEY UPDATE has no condition");

        run(
                bench,
                insert(guests)
                        .values(List.<Map<String, ?>>of(
                                Params.of("id", 1L, "name", "name11"),
                                Params.of("id", 2L, "name", "name12"),
                                Params.of("id", 3L, "name", "name13"),
                                Params.of("id", 4L, "name", "name14")))
                        .onConflict(OnConflict.on(guests.id)
                                .set(guests.name, "updated")
                                .where(excluded(guests.name).ne("name12"))));

        assertThat(rows(bench, select(guests.id, guests.name).orderBy(guests.id)))
                .containsExactly(
                        List.of(1L, "updated"), List.of(2L, "name2"), List.of(3L, "name13"), List.of(4L, "name14"));
    }
}

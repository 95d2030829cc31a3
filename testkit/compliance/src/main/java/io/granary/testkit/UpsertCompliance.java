package io.granary.testkit;

import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.excluded;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.OnShop.names;
import static io.granary.testkit.OnShop.run;
import static io.granary.testkit.Shop.CUSTOMERS;
import static io.granary.type.Types.INTEGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncEngine;
import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.schema.Column;
import io.granary.schema.CreateIndex;
import io.granary.schema.Index;
import io.granary.schema.Table;
import io.granary.sql.OnConflict;
import io.granary.sql.Params;
import io.granary.type.Types;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** INSERT where the row may be there already. */
public interface UpsertCompliance extends OnShop {

    @Test
    default void anUpsertChangesTheRowThatIsThere(Bench bench) {
        run(
                bench,
                insert(CUSTOMERS)
                        .set(CUSTOMERS.id, 1L)
                        .set(CUSTOMERS.name, "anna")
                        .set(CUSTOMERS.active, true)
                        .upsert(CUSTOMERS.id));
        run(
                bench,
                insert(CUSTOMERS)
                        .set(CUSTOMERS.id, 2L)
                        .set(CUSTOMERS.name, "nobody")
                        .set(CUSTOMERS.active, true)
                        .onConflict(OnConflict.on(CUSTOMERS.id).doNothing()));
        run(
                bench,
                insert(CUSTOMERS)
                        .set(CUSTOMERS.id, 3L)
                        .set(CUSTOMERS.name, "!")
                        .set(CUSTOMERS.active, true)
                        .onConflict(OnConflict.on(CUSTOMERS.id)
                                .set(CUSTOMERS.name, CUSTOMERS.name.concat(excluded(CUSTOMERS.name)))));

        assertThat(names(bench, select(CUSTOMERS.name).orderBy(CUSTOMERS.id))).containsExactly("anna", "bob", "cid!");
    }

    @Test
    @Tag("DI35")
    default void manyRowsAreUpsertedOneByOne(Bench bench) {
        var upsert = insert(CUSTOMERS)
                .onConflict(OnConflict.on(CUSTOMERS.id)
                        .set(CUSTOMERS.name, excluded(CUSTOMERS.name).concat(".5")));
        List<Params> rows = List.of(
                Params.of("id", 1L, "name", "name1"),
                Params.of("id", 9L, "name", "name9"),
                Params.of("id", 2L, "name", "name2"));

        run(bench, upsert, rows);

        assertThat(names(bench, select(CUSTOMERS.name).orderBy(CUSTOMERS.id)))
                .containsExactly("name1.5", "name2.5", "cid", "name9");
        if (bench.capabilities().supports(Feature.INSERT_RETURNING)) {
            assertThat(names(bench, upsert.returning(CUSTOMERS.name), rows))
                    .containsExactly("name1.5", "name9.5", "name2.5");
        }
    }

    @Test
    default void anUpsertChangesWhatItsExecutionGives(Bench bench) {
        run(
                bench,
                insert(CUSTOMERS).upsert(CUSTOMERS.id),
                List.of(
                        Params.of("id", 1L, "name", "anna", "active", true),
                        Params.of("id", 9L, "name", "new", "active", true),
                        Params.of("id", 9L, "name", "newer", "active", true)));
        run(
                bench,
                insert(CUSTOMERS).set(CUSTOMERS.active, true).upsert(CUSTOMERS.name),
                List.of(Params.of("name", "cid", "age", 50)));

        assertThat(names(bench, select(CUSTOMERS.name).orderBy(CUSTOMERS.id)))
                .containsExactly("anna", "bob", "cid", "newer");
        assertThat(names(bench, select(CUSTOMERS.age).where(CUSTOMERS.active).orderBy(CUSTOMERS.id)))
                .containsExactly("30", "40", "50", "null");
        assertThat(Await.failure(
                        bench.engine().execute(insert(CUSTOMERS).upsert(CUSTOMERS.id)), InvalidRequestException.class))
                .hasMessageContaining("needs to know its columns");
    }

    @Test
    default void whatARowThatIsThereBecomesMayDifferFromRowToRow(Bench bench) {
        run(
                bench,
                insert(CUSTOMERS)
                        .onConflict(OnConflict.on(CUSTOMERS.id)
                                .set(CUSTOMERS.age, CUSTOMERS.age.add(bind("years", INTEGER)))),
                List.of(
                        Params.of("id", 1L, "name", "-", "active", true, "years", 1),
                        Params.of("id", 2L, "name", "-", "active", true, "years", 2),
                        Params.of("id", 1L, "name", "-", "active", true, "years", 3)));

        assertThat(names(bench, select(CUSTOMERS.age).where(CUSTOMERS.active).orderBy(CUSTOMERS.id)))
                .containsExactly("34", "42");
    }

    /** Where one statement changes no row twice, rows of one key are in several. */
    @Test
    default void manyRowsAreUpsertedByAsFewStatementsAsTheirKeysAllow(Bench bench) {
        Writing.Sent sent = new Writing.Sent();
        AsyncEngine engine = sent.engine(bench);
        var upsert = insert(CUSTOMERS)
                .onConflict(OnConflict.on(CUSTOMERS.name)
                        .set(
                                CUSTOMERS.age,
                                CUSTOMERS.age.add(excluded(CUSTOMERS.age)).add(100)));
        List<Params> rows = List.of(
                Params.of("name", "ann", "age", 1, "active", true),
                Params.of("name", "x", "age", 2, "active", true),
                Params.of("name", "x", "age", 3, "active", true),
                Params.of("name", "ann", "age", 4, "active", true),
                Params.of("name", "x", "age", 5, "active", true));

        Await.value(engine.execute(upsert, rows));

        assertThat(names(
                        bench,
                        select(CUSTOMERS.age)
                                .where(CUSTOMERS.name.in("ann", "x"))
                                .orderBy(CUSTOMERS.name)))
                .containsExactly("235", "210");
        assertThat(sent.sets())
                .isEqualTo(
                        switch (engine.dialect().name()) {
                            case "mysql", "mariadb", "sqlite" -> List.of(1);
                            case "postgresql" -> List.of(1, 1, 1);
                            default -> List.of(rows.size());
                        });
    }

    /** PostgreSQL fails where two rows of a statement turn out to be one for it, as in a column of citext. */
    @Test
    default void keysThatMayBeOneForTheDatabaseAreInStatementsOfTheirOwn(Bench bench) {
        Writing.Sent sent = new Writing.Sent();
        AsyncEngine engine = sent.engine(bench);

        Await.value(engine.execute(
                insert(CUSTOMERS).upsert(CUSTOMERS.name),
                List.of(
                        Params.of("name", "x", "age", 1, "active", true),
                        Params.of("name", "X", "age", 2, "active", true),
                        Params.of("name", "y", "age", 3, "active", true))));

        assertThat(names(
                        bench,
                        select(CUSTOMERS.age).where(CUSTOMERS.name.in("X", "y")).orderBy(CUSTOMERS.age)))
                .containsExactly("2", "3");
        if (engine.dialect().name().equals("postgresql")) {
            assertThat(sent.sets()).containsExactly(1, 1);
        }
    }

    @Test
    default void aRowSeesThoseThatWereUpsertedBeforeIt(Bench bench) {
        if (!bench.capabilities().supports(Feature.CONFLICT_CONDITION)) {
            return;
        }
        run(
                bench,
                insert(CUSTOMERS)
                        .onConflict(OnConflict.on(CUSTOMERS.name)
                                .set(
                                        CUSTOMERS.age,
                                        select(count().cast(INTEGER))
                                                .from(CUSTOMERS)
                                                .scalar())),
                List.of(
                        Params.of("name", "x", "active", true),
                        Params.of("name", "ann", "active", true),
                        Params.of("name", "y", "active", true),
                        Params.of("name", "bob", "active", true)));

        assertThat(names(
                        bench,
                        select(CUSTOMERS.age)
                                .where(CUSTOMERS.name.in("ann", "bob"))
                                .orderBy(CUSTOMERS.id)))
                .containsExactly("4", "5");
    }

    @Test
    default void whatIsThereIsLeftInOneStatement(Bench bench) {
        run(
                bench,
                insert(CUSTOMERS).onConflict(OnConflict.on(CUSTOMERS.name).doNothing()),
                List.of(
                        Params.of("name", "ann", "age", 1, "active", true),
                        Params.of("name", "x", "age", 2, "active", true),
                        Params.of("name", "x", "age", 3, "active", true)));

        assertThat(names(
                        bench,
                        select(CUSTOMERS.age)
                                .where(CUSTOMERS.name.in("ann", "x"))
                                .orderBy(CUSTOMERS.name)))
                .containsExactly("30", "2");
    }

    @Test
    @Tag("DI31")
    default void aClashMayBeOneOfAnIndexOfSomeRows(Bench bench) {
        Table seats = Table.of("seats", t -> {
            t.column("id", Types.BIG_INTEGER, c -> c.primaryKey().identity());
            t.column("place", Types.INTEGER);
            t.column("state", Types.string(10));
            t.column("owner", Types.string(20));
        });
        Column<Integer> place = seats.column("place", Integer.class);
        Column<String> state = seats.column("state", String.class);
        Column<String> owner = seats.column("owner", String.class);
        bench.table(seats);
        var take = insert(seats)
                .onConflict(OnConflict.on(place)
                        .indexWhere(state.eq("it's taken"))
                        .setExcluded(owner)
                        .where(owner.ne("ann")));
        if (!bench.capabilities().supports(Feature.PARTIAL_INDEXES)) {
            assertThat(Await.failure(
                            bench.engine().execute(take, Params.of("place", 1, "state", "free", "owner", "x")),
                            CompileException.class))
                    .hasMessageContaining("PARTIAL_INDEXES")
                    .hasMessageContaining(bench.engine().dialect().name());
            return;
        }
        run(bench, new CreateIndex(new Index("ix_taken", seats, List.of(place), true, state.eq("it's taken")), false));
        List<Params> rows = List.of(
                Params.of("place", 1, "state", "free", "owner", "-"),
                Params.of("place", 1, "state", "free", "owner", "-"),
                Params.of("place", 1, "state", "it's taken", "owner", "bob"),
                Params.of("place", 1, "state", "it's taken", "owner", "ann"),
                Params.of("place", 1, "state", "it's taken", "owner", "cid"));

        run(bench, take, rows);

        assertThat(names(bench, select(owner).orderBy(seats.column("id")))).containsExactly("-", "-", "ann");
    }
}

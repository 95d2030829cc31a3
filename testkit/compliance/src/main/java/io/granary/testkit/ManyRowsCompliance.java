package io.granary.testkit;

import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.OnShop.names;
import static io.granary.testkit.OnShop.run;
import static io.granary.testkit.Shop.CUSTOMERS;
import static io.granary.type.Types.INTEGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.InvalidRequestException;
import io.granary.error.UniqueViolationException;
import io.granary.schema.Table;
import io.granary.sql.Params;
import io.granary.type.SqlType;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** INSERT of many rows by one call. */
public interface ManyRowsCompliance extends OnShop {

    @Test
    @Tag("IN11")
    default void manyRowsAreInsertedInPagesAndGiveTheirKeysInOrder(Bench bench) {
        AsyncEngine paged = bench.engine(bench.options().withInsertManyValuesPageSize(7));
        List<Map<String, ?>> rows = new ArrayList<>();
        for (int i = 0; i < 2 * 7 + 3; i++) {
            rows.add(Params.of("name", "n" + (100 - i), "age", i % 3 == 0 ? null : i));
        }

        Result counted = Await.value(paged.execute(insert(CUSTOMERS), rows));

        assertThat(counted.rowCount()).isEqualTo(rows.size());
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name)
                                .where(CUSTOMERS.name.startsWith("n"))
                                .orderBy(CUSTOMERS.id)))
                .isEqualTo(rows.stream().map(row -> row.get("name")).toList());
        Await.value(bench.engine().execute(delete(CUSTOMERS).where(CUSTOMERS.name.startsWith("n"))));
        var returning = insert(CUSTOMERS).returning(CUSTOMERS.name, CUSTOMERS.id);
        if (bench.capabilities().dialect().supports(Feature.INSERT_RETURNING)) {
            List<Row> returned = Await.value(paged.execute(returning, rows)).fetchAll();
            assertThat(returned.stream().map(row -> row.get(CUSTOMERS.name)).toList())
                    .isEqualTo(rows.stream().map(row -> row.get("name")).toList());
            assertThat(returned.stream().map(row -> row.get(CUSTOMERS.id))).isSorted();
            assertThat(returned.get(0).keys()).containsExactly("name", "id");
        }
    }

    @Test
    @Tag("IN14")
    default void aPageThatFailsFailsTheWhole(Bench bench) {
        AsyncEngine paged = bench.engine(bench.options().withInsertManyValuesPageSize(2));
        List<Map<String, ?>> rows = List.of(
                Params.of("name", "x1"), Params.of("name", "x2"), Params.of("name", "x3"), Params.of("name", "ann"));

        Await.failure(paged.execute(insert(CUSTOMERS), rows), UniqueViolationException.class);

        assertThat(names(bench, select(CUSTOMERS.name).where(CUSTOMERS.name.startsWith("x"))))
                .isEmpty();
    }

    @Test
    @Tag("IN02")
    default void aRowWithoutAColumnOfTheFirstIsRefused(Bench bench) {
        assertThat(Await.failure(
                        bench.engine()
                                .execute(
                                        insert(CUSTOMERS),
                                        List.of(
                                                Params.of("name", "x1", "age", 1),
                                                Params.of("name", "x2", "age", 2),
                                                Params.of("name", "x3"))),
                        InvalidRequestException.class))
                .hasMessageContaining("'age'")
                .hasMessageContaining("group 2");
    }

    @Test
    default void rowsWithKeysOfTheirOwnAreToldApartByThem(Bench bench) {
        if (bench.capabilities().dialect().supports(Feature.INSERT_RETURNING)) {
            List<Row> returned = run(
                            bench,
                            insert(CUSTOMERS).returning(CUSTOMERS.name),
                            List.of(
                                    Params.of("id", 30L, "name", "x1"),
                                    Params.of("id", 10L, "name", "x2"),
                                    Params.of("id", 20L, "name", "x3")))
                    .fetchAll();

            assertThat(returned.stream().map(row -> row.get(CUSTOMERS.name))).containsExactly("x1", "x2", "x3");
        }
    }

    /** A value in RETURNING is none of a row's, and one that differs from row to row takes a statement for each. */
    @Test
    default void valuesBesideTheRowsAreNotTakenForTheirs(Bench bench) {
        if (bench.capabilities().supports(Feature.INSERT_RETURNING)) {
            var returned = insert(CUSTOMERS).returning(CUSTOMERS.age.add(7).as("later"));
            assertThat(names(
                            bench,
                            returned,
                            List.of(Params.of("name", "x1", "age", 1), Params.of("name", "x2", "age", 2))))
                    .containsExactly("8", "9");
            var given = insert(CUSTOMERS)
                    .returning(CUSTOMERS.age.add(bind("years", INTEGER)).as("later"));
            assertThat(names(
                            bench,
                            given,
                            List.of(
                                    Params.of("name", "y1", "age", 1, "years", 10),
                                    Params.of("name", "y2", "age", 2, "years", 20))))
                    .containsExactly("11", "22");
        }
    }

    @Test
    @Tag("IN16")
    default void rowsOfOneKeyAreNotTakenForEachOther(Bench bench) {
        bench.table("notes", "code varchar(20), word varchar(20)");
        Table notes = Table.of("notes", t -> {
            t.column("code", Types.string(20), c -> c.primaryKey());
            t.column("word", Types.string(20));
        });
        List<Params> rows = List.of(
                Params.of("code", "x", "word", "one"),
                Params.of("code", "y", "word", "two"),
                Params.of("code", "x", "word", "three"));
        if (bench.capabilities().supports(Feature.INSERT_RETURNING)) {
            assertThat(Await.failure(
                            bench.engine().execute(insert(notes).returning(notes.column("word")), rows),
                            InvalidRequestException.class))
                    .hasMessageContaining("cannot tell which");
            assertThat(names(bench, select(notes.column("word")))).isEmpty();
        }
    }

    @Test
    @Tag("IN17")
    default void aRowWhoseKeyTheDatabaseChangedIsNotTakenForAnother(Bench bench) {
        Table prices = Table.of("prices", t -> {
            t.column("price", Types.numeric(6, 2), c -> c.primaryKey());
            t.column("word", Types.string(20));
        });
        bench.table(prices);
        List<Params> rows = List.of(
                Params.of("price", new BigDecimal("1.004"), "word", "one"),
                Params.of("price", new BigDecimal("1.015"), "word", "two"));
        if (!bench.capabilities().claims(Claim.CHECKS_SIZES)) {
            assertThat(names(bench, insert(prices).returning(prices.column("word")), rows))
                    .as("numbers are not rounded")
                    .containsExactly("one", "two");
        } else if (bench.capabilities().supports(Feature.INSERT_RETURNING)) {
            assertThat(Await.failure(
                            bench.engine().execute(insert(prices).returning(prices.column("word")), rows),
                            InvalidRequestException.class))
                    .hasMessageContaining("no row came back with the key of row 0");
            assertThat(names(bench, select(prices.column("word")))).isEmpty();
        }
    }

    /** A number is the same whatever its class and its zeros, and a moment whatever its offset. */
    @Test
    @Tag("IN17")
    default void keysAreTheSameHoweverTheyAreWritten(Bench bench) {
        if (!bench.capabilities().supports(Feature.INSERT_RETURNING)) {
            return;
        }
        assertThat(names(
                        bench,
                        insert(CUSTOMERS).returning(CUSTOMERS.name),
                        List.of(Params.of("id", 12, "name", "x1"), Params.of("id", 11, "name", "x2"))))
                .containsExactly("x1", "x2");
        OffsetDateTime noon = OffsetDateTime.of(2026, 1, 1, 12, 0, 0, 0, ZoneOffset.ofHours(5));
        assertKeysAreFound(bench, Types.numeric(8, 3), List.of(new BigDecimal("2.5"), new BigDecimal("1")));
        assertKeysAreFound(bench, Types.TIMESTAMP_WITH_TIME_ZONE, List.of(noon.plusHours(1), noon));
        assertKeysAreFound(bench, Types.bytes(8), List.of(new byte[] {2, 1}, new byte[] {1}));
        assertKeysAreFound(bench, Types.UUID, List.of(new UUID(9, 9), new UUID(1, 1)));
    }

    private static <T> void assertKeysAreFound(Bench bench, SqlType<T> type, List<T> keys) {
        Table keyed = Table.of("keyed", t -> {
            t.column("k", type, c -> c.primaryKey());
            t.column("word", Types.string(20));
        });
        bench.table(keyed);
        assertThat(names(
                        bench,
                        insert(keyed).returning(keyed.column("word")),
                        List.of(
                                Params.of("k", keys.get(0), "word", "one"),
                                Params.of("k", keys.get(1), "word", "two"))))
                .containsExactly("one", "two");
    }
}

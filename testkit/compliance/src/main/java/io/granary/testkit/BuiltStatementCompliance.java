package io.granary.testkit;

import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.rank;
import static io.granary.sql.Functions.sum;
import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.excluded;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.recursive;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.tuple;
import static io.granary.sql.Sql.update;
import static io.granary.sql.Sql.values;
import static io.granary.sql.Sql.when;
import static io.granary.sql.Sql.window;
import static io.granary.testkit.Shop.CUSTOMERS;
import static io.granary.testkit.Shop.PURCHASES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.engine.ScalarResult;
import io.granary.error.CompileException;
import io.granary.error.InvalidRequestException;
import io.granary.error.UniqueViolationException;
import io.granary.sql.Cte;
import io.granary.sql.Executable;
import io.granary.sql.Labeled;
import io.granary.sql.LockClause;
import io.granary.sql.OnConflict;
import io.granary.sql.Params;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.sql.Subquery;
import io.granary.sql.TableAlias;
import io.granary.sql.ValuesTable;
import io.granary.type.Types;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Statements that are built, run on a real database: each construct gives what it says. */
public interface BuiltStatementCompliance extends OnBench {

    /**
     * Fills the shop: ann (30) bought for 10 and 5, bob (40) for 7, cid (no age, not active) nothing.
     *
     * @param bench this test's
     */
    @BeforeEach
    default void stock(Bench bench) {
        bench.table(CUSTOMERS);
        bench.table(PURCHASES);
        run(
                bench,
                insert(CUSTOMERS),
                List.of(
                        Params.of("name", "ann", "age", 30, "active", true),
                        Params.of("name", "bob", "age", 40, "active", true),
                        Params.of("name", "cid", "age", null, "active", false)));
        run(
                bench,
                insert(PURCHASES),
                List.of(
                        Params.of("customer_id", 1L, "total", new BigDecimal("10.00"), "Order", "x"),
                        Params.of("customer_id", 1L, "total", new BigDecimal("5.00"), "Order", "y"),
                        Params.of("customer_id", 2L, "total", new BigDecimal("7.00"), "Order", null)));
    }

    private static Result run(Bench bench, Executable statement) {
        return Await.value(bench.engine().execute(statement));
    }

    private static Result run(Bench bench, Executable statement, List<? extends Map<String, ?>> sets) {
        return Await.value(bench.engine().execute(statement, sets));
    }

    private static List<String> names(Bench bench, Executable statement) {
        return run(bench, statement).fetchAll().stream()
                .map(row -> String.valueOf(row.get(0)))
                .toList();
    }

    // ---- SELECT

    @Test
    default void aSelectGivesTypedColumns(Bench bench) {
        List<Row> rows = run(bench, select(CUSTOMERS).orderBy(CUSTOMERS.id)).fetchAll();

        assertThat(rows).hasSize(3);
        assertThat(rows.get(0).get(CUSTOMERS.name)).isEqualTo("ann");
        assertThat(rows.get(0).get(CUSTOMERS.id)).isEqualTo(1L);
        assertThat(rows.get(0).get(CUSTOMERS.active)).isTrue();
        assertThat(rows.get(2).get(CUSTOMERS.age)).isNull();
        assertThat(rows.get(2).get(CUSTOMERS.active)).isFalse();
    }

    @Test
    default void conditionsAreTrueOfTheRowsTheySay(Bench bench) {
        assertThat(names(bench, select(CUSTOMERS.name).where(CUSTOMERS.age.gt(30))))
                .containsExactly("bob");
        assertThat(names(bench, select(CUSTOMERS.name).where(CUSTOMERS.age.eq((Integer) null))))
                .containsExactly("cid");
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name)
                                .where(CUSTOMERS.age.isDistinctFrom(30))
                                .orderBy(CUSTOMERS.id)))
                .containsExactly("bob", "cid");
        assertThat(names(bench, select(CUSTOMERS.name).where(CUSTOMERS.active).orderBy(CUSTOMERS.id)))
                .containsExactly("ann", "bob");
        assertThat(names(bench, select(CUSTOMERS.name).where(not(CUSTOMERS.active))))
                .containsExactly("cid");
        assertThat(names(bench, select(CUSTOMERS.name).where(CUSTOMERS.age.betweenSymmetric(35, 25))))
                .containsExactly("ann");
        assertThat(names(bench, select(CUSTOMERS.name).where(CUSTOMERS.name.ilike("AN%"))))
                .containsExactly("ann");
        assertThat(names(bench, select(CUSTOMERS.name).where(CUSTOMERS.name.contains("%"))))
                .isEmpty();
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name).where(CUSTOMERS.name.concat("!").eq("bob!"))))
                .containsExactly("bob");
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name)
                                .where(text("age > :least or age < 0").bind("least", 35))))
                .containsExactly("bob");
    }

    @Test
    @Tag("SQ28")
    default void listsOfAnyLengthWork(Bench bench) {
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name).where(CUSTOMERS.id.in(1L, 3L)).orderBy(CUSTOMERS.id)))
                .containsExactly("ann", "cid");
        assertThat(names(bench, select(CUSTOMERS.name).where(CUSTOMERS.id.in(List.of()))))
                .isEmpty();
        assertThat(names(bench, select(CUSTOMERS.name).where(CUSTOMERS.id.notIn(List.of()))))
                .hasSize(3);
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name)
                                .where(tuple(CUSTOMERS.id, CUSTOMERS.name)
                                        .in(List.of(List.of(1L, "ann"), List.of(2L, "ann"))))))
                .containsExactly("ann");
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name)
                                .where(CUSTOMERS.id.in(
                                        select(PURCHASES.customerId).where(PURCHASES.total.gt(new BigDecimal("9")))))))
                .containsExactly("ann");
    }

    @Test
    default void joinsFollowForeignKeysAndConditions(Bench bench) {
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name, count(PURCHASES.id).as("n"))
                                .leftJoin(PURCHASES)
                                .groupBy(CUSTOMERS.name)
                                .orderBy(count(PURCHASES.id).as("n").desc())))
                .containsExactly("ann", "bob", "cid");
        TableAlias other = CUSTOMERS.as("other");
        assertThat(run(
                                bench,
                                select(CUSTOMERS.name, other.column(CUSTOMERS.name))
                                        .join(other, other.column(CUSTOMERS.age).gt(CUSTOMERS.age)))
                        .one()
                        .get(other.column(CUSTOMERS.name)))
                .isEqualTo("bob");
    }

    @Test
    default void subqueriesAreValuesTablesAndConditions(Bench bench) {
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name)
                                .where(select(PURCHASES.id)
                                        .where(PURCHASES.customerId.eq(CUSTOMERS.id))
                                        .exists()
                                        .not())))
                .containsExactly("cid");
        Subquery spent = select(PURCHASES.customerId, sum(PURCHASES.total).as("spent"))
                .groupBy(PURCHASES.customerId)
                .subquery("spent");
        Row most = run(
                        bench,
                        select(CUSTOMERS.name, spent.column("spent"))
                                .join(spent, spent.column(PURCHASES.customerId).eq(CUSTOMERS.id))
                                .orderBy(spent.column("spent").desc())
                                .limit(1))
                .one();
        assertThat(most.get(CUSTOMERS.name)).isEqualTo("ann");
        assertThat(most.get("spent", BigDecimal.class)).isEqualByComparingTo("15");
        assertThat(names(bench, select(select(count()).from(PURCHASES).scalar())))
                .containsExactly("3");
    }

    @Test
    default void pagesAreCutAndRowsLocked(Bench bench) {
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name).orderBy(CUSTOMERS.id).limit(1).offset(1)))
                .containsExactly("bob");
        assertThat(names(bench, select(CUSTOMERS.name).orderBy(CUSTOMERS.id).offset(2)))
                .containsExactly("cid");
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name).orderBy(CUSTOMERS.age.asc().nullsFirst())))
                .containsExactly("cid", "ann", "bob");
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name).orderBy(CUSTOMERS.age.desc().nullsLast())))
                .containsExactly("bob", "ann", "cid");
        assertThat(names(
                        bench,
                        select(CUSTOMERS.name).where(CUSTOMERS.id.eq(1L)).forUpdate(LockClause.UPDATE.skipLocked())))
                .containsExactly("ann");
    }

    @Test
    default void pagesBeginBehindTheLastRowOfTheOneBefore(Bench bench) {
        var page = select(PURCHASES.customerId, PURCHASES.total, PURCHASES.id)
                .orderBy(PURCHASES.customerId, PURCHASES.total.desc(), PURCHASES.id)
                .limit(2);
        Row last = run(bench, page).fetchAll().get(1);

        assertThat(last.get(PURCHASES.total)).isEqualByComparingTo("5");
        assertThat(run(bench, page.after(last.values().toArray())).one().get(PURCHASES.total))
                .isEqualByComparingTo("7");
    }

    @Test
    default void setsOfRowsAreJoined(Bench bench) {
        assertThat(names(
                        bench,
                        select(CUSTOMERS.id).union(select(PURCHASES.customerId)).orderBy(CUSTOMERS.id)))
                .containsExactly("1", "2", "3");
        assertThat(names(bench, select(CUSTOMERS.id).except(select(PURCHASES.customerId))))
                .containsExactly("3");
        assertThat(names(
                        bench,
                        select(CUSTOMERS.id)
                                .intersect(select(PURCHASES.customerId))
                                .orderBy(CUSTOMERS.id)))
                .containsExactly("1", "2");
    }

    @Test
    default void commonTableExpressionsReadThemselves(Bench bench) {
        Labeled<Integer> number = Sql.value(9).as("n");
        Cte numbers = recursive(
                "numbers",
                select(number),
                self -> select(self.column(number).add(1))
                        .where(self.column(number).lt(12)));
        Cte others = select(CUSTOMERS.id).cte("others");
        Select<Integer> read = select(numbers.column(number))
                .where(numbers.column(number).cast(Types.BIG_INTEGER).notIn(select(others.column(CUSTOMERS.id))))
                .orderBy(numbers.column(number));
        assertThat(names(bench, read)).containsExactly("9", "10", "11", "12");
    }

    @Test
    default void windowsCasesAndValuesAreComputed(Bench bench) {
        assertThat(names(
                        bench,
                        select(rank().over(window().orderBy(PURCHASES.total.desc()))
                                        .as("place"))
                                .orderBy(PURCHASES.id)))
                .containsExactly("1", "3", "2");
        assertThat(names(
                        bench,
                        select(when(CUSTOMERS.age.ge(40), "old").otherwise("young"))
                                .where(CUSTOMERS.age.isNotNull())
                                .orderBy(CUSTOMERS.id)))
                .containsExactly("young", "old");
        assertThat(names(bench, select(count(CUSTOMERS.id).filter(CUSTOMERS.age.gt(35)))))
                .containsExactly("1");
        ValuesTable wanted = values("wanted", Sql.column("k", Types.BIG_INTEGER), Sql.column("t", Types.TEXT))
                .row(1L, "first")
                .row(2L, null);
        assertThat(names(
                        bench,
                        select(wanted.column("t"))
                                .join(
                                        CUSTOMERS,
                                        wanted.column("k")
                                                .coerce(Types.BIG_INTEGER)
                                                .eq(CUSTOMERS.id))
                                .orderBy(CUSTOMERS.id)))
                .containsExactly("first", "null");
    }

    @Test
    default void namesThatNeedQuotesAreQuoted(Bench bench) {
        assertThat(run(bench, select(PURCHASES).where(PURCHASES.id.eq(1L)))
                        .one()
                        .get(PURCHASES.order))
                .isEqualTo("x");
    }

    // ---- changes

    @Test
    default void defaultsOfOursFillWhatAnInsertLeavesOut(Bench bench) {
        run(bench, insert(CUSTOMERS).set(CUSTOMERS.id, 9L).set(CUSTOMERS.name, "new"));

        assertThat(run(bench, select(CUSTOMERS.active).where(CUSTOMERS.id.eq(9L)))
                        .scalar(Boolean.class))
                .contains(true);
    }

    @Test
    default void updatesAndDeletesSayHowManyRows(Bench bench) {
        assertThat(run(
                                bench,
                                update(CUSTOMERS)
                                        .set(CUSTOMERS.age, CUSTOMERS.age.add(1))
                                        .where(CUSTOMERS.age.isNotNull()))
                        .rowCount())
                .isEqualTo(2);
        assertThat(run(bench, delete(PURCHASES).where(PURCHASES.customerId.eq(1L)))
                        .rowCount())
                .isEqualTo(2);
        assertThat(names(bench, select(CUSTOMERS.age).orderBy(CUSTOMERS.id))).containsExactly("31", "41", "null");
    }

    @Test
    @Tag("SQ82")
    default void anUpdateTakesItsColumnsFromTheExecution(Bench bench) {
        run(
                bench,
                update(CUSTOMERS).where(CUSTOMERS.id.eq(bind("which", Types.BIG_INTEGER))),
                List.of(Params.of("which", 1L, "age", 1), Params.of("which", 2L, "age", 2)));

        assertThat(names(bench, select(CUSTOMERS.age).orderBy(CUSTOMERS.id))).containsExactly("1", "2", "null");
    }

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
    default void anInsertFromAQueryCopies(Bench bench) {
        run(
                bench,
                insert(CUSTOMERS)
                        .fromSelect(
                                List.of(CUSTOMERS.name, CUSTOMERS.active),
                                select(CUSTOMERS.name.concat("2"), CUSTOMERS.active)
                                        .where(CUSTOMERS.id.eq(1L))));

        assertThat(names(
                        bench,
                        select(CUSTOMERS.name)
                                .where(CUSTOMERS.name.startsWith("ann"))
                                .orderBy(CUSTOMERS.name)))
                .containsExactly("ann", "ann2");
    }

    @Test
    default void whatWasChangedIsReturnedOrRefused(Bench bench) {
        var statement = insert(CUSTOMERS)
                .set(CUSTOMERS.name, "eve")
                .set(CUSTOMERS.active, true)
                .returning(CUSTOMERS.id, CUSTOMERS.name);
        if (bench.capabilities().dialect().supports(Feature.INSERT_RETURNING)) {
            assertThat(run(bench, statement).one().get(CUSTOMERS.name)).isEqualTo("eve");
        } else {
            assertThat(Await.failure(bench.engine().execute(statement), CompileException.class))
                    .hasMessageContaining("INSERT_RETURNING");
        }
        var change = update(CUSTOMERS)
                .set(CUSTOMERS.age, 5)
                .where(CUSTOMERS.id.eq(1L))
                .returning(CUSTOMERS.age);
        if (bench.capabilities().dialect().supports(Feature.UPDATE_RETURNING)) {
            assertThat(run(bench, change).scalarOne(Integer.class)).isEqualTo(5);
        } else {
            assertThat(Await.failure(bench.engine().execute(change), CompileException.class))
                    .hasMessageContaining("UPDATE_RETURNING");
        }
    }

    @Test
    @Tag("IN05")
    default void anInsertTellsTheKeyThatTheDatabaseGave(Bench bench) {
        Result first = run(bench, insert(CUSTOMERS).set(CUSTOMERS.name, "eve"));
        Result second = run(bench, insert(CUSTOMERS), List.of(Params.of("name", "fay")));

        assertThat(first.insertedPrimaryKey().get(CUSTOMERS.id)).isEqualTo(4L);
        assertThat(first.rowCount()).isEqualTo(1);
        assertThat(first.returnsRows()).isFalse();
        assertThat(second.insertedPrimaryKey().get("id", Long.class)).isEqualTo(5L);
    }

    @Test
    default void anInsertTellsTheKeyThatItWasGiven(Bench bench) {
        Result inserted = run(bench, insert(CUSTOMERS).set(CUSTOMERS.id, 77L).set(CUSTOMERS.name, "eve"));

        assertThat(inserted.insertedPrimaryKey().values()).containsExactly(77L);
    }

    @Test
    @Tag("IN07")
    default void anInsertThatReturnsRowsTellsNoKey(Bench bench) {
        if (bench.capabilities().dialect().supports(Feature.INSERT_RETURNING)) {
            Result returned =
                    run(bench, insert(CUSTOMERS).set(CUSTOMERS.name, "eve").returning(CUSTOMERS.name));

            assertThatThrownBy(returned::insertedPrimaryKey).isInstanceOf(InvalidRequestException.class);
        }
    }

    @Test
    default void theFirstColumnOfAQueryIsKnownByItsType(Bench bench) {
        List<Integer> ages = Await.value(bench.engine()
                .connect(connection -> connection
                        .scalars(select(CUSTOMERS.age)
                                .where(CUSTOMERS.age.isNotNull())
                                .orderBy(CUSTOMERS.age))
                        .thenApply(ScalarResult::all)));

        assertThat(ages).containsExactly(30, 40);
    }

    // ---- many rows at once

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

    /** MySQL and MariaDB lock rows for reading by different words, and one URL may lead to either. */
    @Test
    default void theFirstStatementOfAnEngineIsWrittenForTheServerThatIsThere(Bench bench) {
        AsyncEngine fresh = bench.engine(bench.options());
        var locking = select(CUSTOMERS.name).where(CUSTOMERS.id.eq(1L)).forUpdate(LockClause.SHARE);
        if (bench.capabilities().dialect().supports(Feature.LOCK_FOR_SHARE)) {
            assertThat(Await.value(fresh.execute(locking)).scalar(String.class)).contains("ann");
        } else {
            Await.failure(fresh.execute(locking), CompileException.class);
        }
    }
}

package io.granary.testkit;

import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.not;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.text;
import static io.granary.sql.Sql.tuple;
import static io.granary.testkit.OnShop.names;
import static io.granary.testkit.OnShop.run;
import static io.granary.testkit.Shop.CUSTOMERS;
import static io.granary.testkit.Shop.PURCHASES;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.engine.AsyncEngine;
import io.granary.engine.Row;
import io.granary.engine.ScalarResult;
import io.granary.error.CompileException;
import io.granary.sql.LockClause;
import io.granary.sql.TableAlias;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Queries that are built: each construct gives what it says. */
public interface QueryCompliance extends OnShop {

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
    @Tag("F53")
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
    default void namesThatNeedQuotesAreQuoted(Bench bench) {
        assertThat(run(bench, select(PURCHASES).where(PURCHASES.id.eq(1L)))
                        .one()
                        .get(PURCHASES.order))
                .isEqualTo("x");
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

    /** MySQL and MariaDB lock rows for reading by different words, and one URL may lead to either. */
    @Test
    default void theFirstStatementOfAnEngineIsWrittenForTheServerThatIsThere(Bench bench) {
        AsyncEngine fresh = bench.engine(bench.options());
        var locking = select(CUSTOMERS.name).where(CUSTOMERS.id.eq(1L)).forUpdate(LockClause.SHARE);
        if (bench.capabilities().dialect().supports(Feature.LOCK_FOR_SHARE)) {
            assertThat(Await.value(fresh.execute(locking)).scalar(String.class)).contains("ann");
        } else if (!bench.capabilities().claims(Claim.LOCKS_ROWS)) {
            assertThat(Await.value(fresh.execute(locking)).scalar(String.class))
                    .as("who writes is alone, so that nothing is to be locked")
                    .contains("ann");
        } else {
            Await.failure(fresh.execute(locking), CompileException.class);
        }
    }
}

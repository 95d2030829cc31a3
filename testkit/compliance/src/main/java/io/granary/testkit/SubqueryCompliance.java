package io.granary.testkit;

import static io.granary.sql.Functions.count;
import static io.granary.sql.Functions.rank;
import static io.granary.sql.Functions.sum;
import static io.granary.sql.Sql.recursive;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.values;
import static io.granary.sql.Sql.when;
import static io.granary.sql.Sql.window;
import static io.granary.testkit.OnShop.names;
import static io.granary.testkit.OnShop.run;
import static io.granary.testkit.Shop.CUSTOMERS;
import static io.granary.testkit.Shop.PURCHASES;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Row;
import io.granary.sql.Cte;
import io.granary.sql.Labeled;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import io.granary.sql.Subquery;
import io.granary.sql.ValuesTable;
import io.granary.type.Types;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Queries within queries, sets, windows and rows of values. */
public interface SubqueryCompliance extends OnShop {

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
}

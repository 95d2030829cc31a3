package io.granary.testkit;

import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.OnShop.names;
import static io.granary.testkit.OnShop.run;
import static io.granary.testkit.Shop.CUSTOMERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.dialect.Feature;
import io.granary.engine.Result;
import io.granary.error.InvalidRequestException;
import io.granary.sql.Params;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** INSERT of one row, and of what a query gives. */
public interface OneRowCompliance extends OnShop {

    @Test
    default void defaultsOfOursFillWhatAnInsertLeavesOut(Bench bench) {
        run(bench, insert(CUSTOMERS).set(CUSTOMERS.id, 9L).set(CUSTOMERS.name, "new"));

        assertThat(run(bench, select(CUSTOMERS.active).where(CUSTOMERS.id.eq(9L)))
                        .scalar(Boolean.class))
                .contains(true);
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
}

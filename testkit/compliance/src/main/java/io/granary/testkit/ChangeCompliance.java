package io.granary.testkit;

import static io.granary.sql.Sql.bind;
import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.insert;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.OnShop.names;
import static io.granary.testkit.OnShop.run;
import static io.granary.testkit.Shop.CUSTOMERS;
import static io.granary.testkit.Shop.PURCHASES;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.sql.Params;
import io.granary.type.Types;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** UPDATE, DELETE, and what changes give back. */
public interface ChangeCompliance extends OnShop {

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
}

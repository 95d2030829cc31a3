package io.granary.testkit;

import static io.granary.sql.Sql.insert;
import static io.granary.testkit.Shop.CUSTOMERS;
import static io.granary.testkit.Shop.PURCHASES;

import io.granary.engine.Result;
import io.granary.sql.Executable;
import io.granary.sql.Params;
import io.granary.testkit.fixtures.TestDatabase;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

/** What suites about statements that are built begin with: a shop with customers and purchases. */
public interface OnShop extends OnBench {

    /**
     * Fills the shop: ann (30) bought for 10 and 5, bob (40) for 7, cid (no age, not active) nothing.
     *
     * @param bench this test's
     * @param database the class's
     * @param kit the class's
     * @param test this test
     */
    @BeforeEach
    default void stock(Bench bench, TestDatabase database, ActorTestKit kit, TestInfo test) {
        if (!OnBench.isOf(OnShop.class, test)) {
            return;
        }
        furnish(bench, database, kit, test);
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

    /**
     * {@return what a statement gives}
     *
     * @param bench where
     * @param statement which
     */
    static Result run(Bench bench, Executable statement) {
        return Await.value(bench.engine().execute(statement));
    }

    /**
     * {@return what a statement gives for several sets of parameters}
     *
     * @param bench where
     * @param statement which
     * @param sets what it is executed for
     */
    static Result run(Bench bench, Executable statement, List<? extends Map<String, ?>> sets) {
        return Await.value(bench.engine().execute(statement, sets));
    }

    /**
     * {@return the first column, as text}
     *
     * @param bench where
     * @param statement what gives it
     */
    static List<String> names(Bench bench, Executable statement) {
        return names(run(bench, statement));
    }

    /**
     * {@return the first column, as text}
     *
     * @param bench where
     * @param statement what gives it
     * @param sets what it is executed for
     */
    static List<String> names(Bench bench, Executable statement, List<? extends Map<String, ?>> sets) {
        return names(run(bench, statement, sets));
    }

    private static List<String> names(Result result) {
        return result.fetchAll().stream().map(row -> String.valueOf(row.get(0))).toList();
    }
}

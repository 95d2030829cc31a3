package io.granary.testkit;

import static io.granary.sql.Sql.delete;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.trueValue;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.OnShop.names;
import static io.granary.testkit.Shop.CUSTOMERS;
import static io.granary.testkit.Shop.PURCHASES;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.dialect.Feature;
import io.granary.error.CompileException;
import io.granary.sql.Cte;
import io.granary.sql.Executable;
import io.granary.sql.JoinKind;
import io.granary.sql.Subquery;
import org.junit.jupiter.api.Test;

/** What not every database can: where it is claimed it works, and where not it is refused by its name, before anything is sent. */
public interface FeatureCompliance extends OnShop {

    /** What a statement gives in its first column, if the feature is claimed; else it has to be refused. */
    private static void gives(Bench bench, Feature feature, Executable statement, String... expected) {
        if (bench.capabilities().supports(feature)) {
            assertThat(names(bench, statement)).containsExactly(expected);
        } else {
            refused(bench, feature, statement);
        }
    }

    /** What another statement gives after a change, if the feature is claimed; else that has to be refused. */
    private static void changes(
            Bench bench, Feature feature, Executable statement, Executable look, String... expected) {
        if (bench.capabilities().supports(feature)) {
            OnShop.run(bench, statement);
        } else {
            refused(bench, feature, statement);
            return;
        }
        assertThat(names(bench, look)).containsExactly(expected);
    }

    private static void refused(Bench bench, Feature feature, Executable statement) {
        assertThat(Await.failure(bench.engine().execute(statement), CompileException.class))
                .hasMessageContaining(feature.name());
    }

    @Test
    default void whatWasDeletedIsReturned(Bench bench) {
        gives(
                bench,
                Feature.DELETE_RETURNING,
                delete(PURCHASES).where(PURCHASES.customerId.eq(2L)).returning(PURCHASES.customerId),
                "2");
    }

    @Test
    default void aFullJoinHasTheRowsOfBothSides(Bench bench) {
        gives(
                bench,
                Feature.FULL_JOIN,
                select(CUSTOMERS.name)
                        .from(CUSTOMERS)
                        .join(JoinKind.FULL, PURCHASES, CUSTOMERS.id.eq(PURCHASES.customerId))
                        .orderBy(CUSTOMERS.name, PURCHASES.id),
                "ann",
                "ann",
                "bob",
                "cid");
    }

    @Test
    default void aQueryInFromSeesWhatStandsBeforeIt(Bench bench) {
        Subquery first = select(PURCHASES.customerId)
                .where(PURCHASES.customerId.eq(CUSTOMERS.id))
                .orderBy(PURCHASES.id)
                .limit(1)
                .lateral("first_one");
        gives(
                bench,
                Feature.LATERAL,
                select(first.column(PURCHASES.customerId))
                        .from(CUSTOMERS)
                        .join(first, trueValue())
                        .orderBy(CUSTOMERS.id),
                "1",
                "2");
    }

    @Test
    default void oneRowForEachOfSomeValues(Bench bench) {
        gives(
                bench,
                Feature.DISTINCT_ON,
                select(PURCHASES.customerId).distinctOn(PURCHASES.customerId).orderBy(PURCHASES.customerId),
                "1",
                "2");
    }

    @Test
    default void rowsThatTheOrderDoesNotTellFromTheLastComeToo(Bench bench) {
        gives(
                bench,
                Feature.FETCH_WITH_TIES,
                select(PURCHASES.customerId).orderBy(PURCHASES.customerId).fetchWithTies(1),
                "1",
                "1");
    }

    @Test
    default void setsMayHoldARowTwice(Bench bench) {
        gives(
                bench,
                Feature.SET_OPERATIONS_ALL,
                select(PURCHASES.customerId)
                        .exceptAll(select(PURCHASES.customerId).where(PURCHASES.customerId.eq(2L))),
                "1",
                "1");
    }

    @Test
    default void aChangeMayNameAQueryBeforeIt(Bench bench) {
        Cte idle = select(CUSTOMERS.id).where(CUSTOMERS.active.eq(false)).cte("idle");
        changes(
                bench,
                Feature.WITH_BEFORE_DML,
                delete(CUSTOMERS).where(CUSTOMERS.id.in(select(idle.column(CUSTOMERS.id)))),
                select(CUSTOMERS.name).orderBy(CUSTOMERS.id),
                "ann",
                "bob");
    }

    @Test
    default void anUpdateMayLookAtOtherTables(Bench bench) {
        changes(
                bench,
                Feature.UPDATE_FROM,
                update(PURCHASES)
                        .set(PURCHASES.order, "z")
                        .where(PURCHASES.customerId.eq(CUSTOMERS.id), CUSTOMERS.name.eq("bob")),
                select(PURCHASES.order).orderBy(PURCHASES.id),
                "x",
                "y",
                "z");
    }

    @Test
    default void aDeleteMayLookAtOtherTables(Bench bench) {
        changes(
                bench,
                Feature.DELETE_USING,
                delete(PURCHASES).where(PURCHASES.customerId.eq(CUSTOMERS.id), CUSTOMERS.name.eq("ann")),
                select(PURCHASES.customerId),
                "2");
    }
}

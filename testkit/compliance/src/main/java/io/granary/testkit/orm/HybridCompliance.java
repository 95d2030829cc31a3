package io.granary.testkit.orm;

import static io.granary.sql.Functions.count;
import static io.granary.sql.Sql.select;
import static io.granary.sql.Sql.update;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.Hybrid;
import io.granary.schema.Column;
import io.granary.sql.Expression;
import io.granary.sql.TypedAlias;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is computed of an object and of its row. */
public interface HybridCompliance extends OnSessions {

    /** Dishes. */
    EntityTable<Dish> DISHES = EntityTable.of(Dish.class);

    /** What they are called. */
    Column<String> DISH_NAME = DISHES.attribute("name", String.class);

    /** How long they take. */
    Hybrid<Dish, Integer> DISH_MINUTES = Hybrid.of(
            DISHES,
            dish -> dish.time.preparing() + dish.time.cooking(),
            dish -> dish.column(DISHES.attribute("time.preparing", Integer.class))
                    .add(dish.column(DISHES.attribute("time.cooking", Integer.class)))
                    .add(0));

    /** How many portions of groceries they are of. */
    Hybrid<Dish, Long> DISH_SIZE = Hybrid.of(DISHES, dish -> (long) dish.portions.size(), dish -> {
        EntityTable<Portion> portions = EntityTable.of(Portion.class);
        return select(count())
                .from(portions)
                .where(portions.column("dish_id", Long.class).eq(dish.column(DISHES.attribute("id", Long.class))))
                .scalar();
    });

    /**
     * {@return whether dishes take longer than that}
     *
     * @param minutes how long
     */
    static Hybrid<Dish, Boolean> takesLongerThan(int minutes) {
        return Hybrid.of(
                DISHES,
                dish -> DISH_MINUTES.of(dish) > minutes,
                dish -> DISH_MINUTES.sql(dish).gt(minutes));
    }

    private static void dishes(Bench bench) {
        Dish salad = new Dish("salad", new Portion(new Grocery("leek")));
        salad.time = new Dish.Time(10, 0);
        Dish stew = new Dish("stew", new Portion(new Grocery("beef")), new Portion(new Grocery("salt")));
        stew.time = new Dish.Time(10, 90);
        stored(bench, salad, new Dish("soup"), stew);
    }

    @Test
    @Tag("HY01")
    @Tag("HY03")
    default void aHybridIsTheSameOfObjectsAndOfRows(Bench bench) {
        dishes(bench);
        AsyncSession session = sessions(bench).open();
        List<Dish> found = all(
                session,
                select(DISHES)
                        .where(takesLongerThan(20).sql())
                        .orderBy(DISH_MINUTES.sql().desc()));
        assertThat(found).extracting(dish -> dish.name).containsExactly("stew", "soup");
        assertThat(found).allMatch(takesLongerThan(20)::of);
        assertThat(Await.value(session.scalars(select(DISH_MINUTES.sql()).orderBy(DISH_MINUTES.sql())))
                        .all())
                .containsExactly(10, 25, 100)
                .endsWith(DISH_MINUTES.of(found.get(0)));
        assertThat(Await.value(session.execute(select(DISH_MINUTES.sql(), count())
                                .groupBy(DISH_MINUTES.sql())
                                .orderBy(DISH_MINUTES.sql())))
                        .fetchAll())
                .as("grouped by the expression that is selected")
                .hasSize(3);
        Await.value(session.close());
    }

    @Test
    @Tag("HY02")
    default void aHybridIsOfAliasesAndOfQueriesWithin(Bench bench) {
        dishes(bench);
        AsyncSession session = sessions(bench).open();
        TypedAlias<Dish> other = DISHES.as("other");
        Expression<Integer> minutes = DISH_MINUTES.sql(other);
        assertThat(Await.value(session.scalars(select(DISH_NAME)
                                .join(other, minutes.lt(DISH_MINUTES.sql()))
                                .where(DISH_SIZE.sql(other).eq(1L))
                                .orderBy(DISH_NAME)))
                        .all())
                .containsExactly("soup", "stew");
        assertThat(all(session, select(DISHES).where(DISH_SIZE.sql().gt(1L))))
                .extracting(dish -> dish.name)
                .containsExactly("stew");
        assertThat(Await.value(session.scalars(
                                select(EntityTable.of(Portion.class).attribute("id", Long.class))
                                        .where(EntityTable.of(Portion.class)
                                                .<Dish>relationship("dish")
                                                .has(dish -> takesLongerThan(20).sql(dish)))))
                        .all())
                .hasSize(2);
        Await.value(session.close());
    }

    @Test
    @Tag("HY04")
    default void aHybridChoosesRowsThatAStatementChanges(Bench bench) {
        dishes(bench);
        AsyncSession session = sessions(bench).open();
        List<Dish> there = all(session, select(DISHES).orderBy(DISH_NAME));
        Await.value(session.execute(
                update(DISHES).set(DISH_NAME, "slow").where(takesLongerThan(20).sql())));
        assertThat(there).extracting(dish -> dish.name).containsExactly("salad", "slow", "slow");
        Await.value(session.close());
    }
}

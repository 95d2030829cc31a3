package io.granary.testkit.orm;

import static io.granary.orm.Load.selectInLoad;
import static io.granary.sql.Sql.select;
import static io.granary.testkit.orm.HybridCompliance.DISHES;
import static io.granary.testkit.orm.HybridCompliance.DISH_NAME;
import static io.granary.testkit.orm.LoadingCompliance.all;
import static io.granary.testkit.orm.OnSessions.get;
import static io.granary.testkit.orm.OnSessions.sessions;
import static io.granary.testkit.orm.OnSessions.stored;
import static io.granary.testkit.orm.SentChanges.count;
import static io.granary.testkit.orm.ValidatorCompliance.DISH_PORTIONS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.error.UnloadedAttributeException;
import io.granary.orm.AssociationProxy;
import io.granary.orm.AssociationValue;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Condition;
import io.granary.sql.TypedAlias;
import io.granary.testkit.Await;
import io.granary.testkit.Bench;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is shown of the objects of a relationship. */
public interface AssociationProxyCompliance extends OnSessions {

    /** What portions are of. */
    Relationship<Portion, Grocery> PORTION_GROCERY =
            EntityTable.of(Portion.class).relationship("grocery");

    /** What groceries are called. */
    Column<String> GROCERY_NAME = EntityTable.of(Grocery.class).attribute("name", String.class);

    /** What dishes are made of. */
    AssociationProxy<Dish, Grocery> DISH_GROCERIES = AssociationProxy.of(DISH_PORTIONS, PORTION_GROCERY, Portion::new);

    /** What the portions are of is called. */
    AssociationValue<Portion, String> PORTION_NAME = AssociationValue.of(PORTION_GROCERY, GROCERY_NAME, Grocery::new);

    /** Keywords of items. */
    Relationship<Item, Set<Keyword>> ITEM_KEYWORDS = EntityTable.of(Item.class).relationship("keywords");

    /** The words. */
    Column<String> KEYWORD_WORD = EntityTable.of(Keyword.class).attribute("word", String.class);

    /** What the keywords of items are. */
    AssociationProxy<Item, String> ITEM_WORDS = AssociationProxy.of(ITEM_KEYWORDS, KEYWORD_WORD, Keyword::new);

    private static List<String> names(AsyncSession session, Condition condition) {
        return all(session, select(DISHES).where(condition).orderBy(DISH_NAME)).stream()
                .map(dish -> String.valueOf(dish.name))
                .toList();
    }

    @Test
    @Tag("AP01")
    @Tag("AP02")
    default void whatIsDoneWithAListIsWrittenAsThatOfTheObjectsInTheMiddle(Bench bench) {
        Grocery leek = new Grocery("leek");
        Grocery salt = new Grocery("salt");
        Dish stored = new Dish("soup");
        DISH_GROCERIES.list(stored).addAll(List.of(leek, salt));
        stored(bench, stored);
        AsyncSession session = sessions(bench).open();
        Dish soup = get(session, Dish.class, stored.id);
        assertThatThrownBy(() -> DISH_GROCERIES.list(soup).size())
                .isInstanceOf(UnloadedAttributeException.class)
                .hasMessageContaining("Dish.portions");
        Await.value(session.loadAll(List.of(soup), selectInLoad(DISH_PORTIONS).selectInLoad(PORTION_GROCERY)));
        List<Grocery> groceries = DISH_GROCERIES.list(soup);
        assertThat(groceries).extracting(grocery -> grocery.name).containsExactly("leek", "salt");
        groceries.remove(0);
        groceries.add(new Grocery("cream"));
        Await.value(session.commit());
        Await.value(session.close());
        assertThat(count(bench, "orm_portions")).as("what was taken out went").isEqualTo(2);
        assertThat(count(bench, "orm_groceries")).isEqualTo(3);
    }

    @Test
    @Tag("AP03")
    default void conditionsLookThroughTheObjectsInTheMiddle(Bench bench) {
        Grocery salt = new Grocery("salt");
        stored(
                bench,
                new Dish("soup", new Portion(new Grocery("leek")), new Portion(salt)),
                new Dish("stew", new Portion(new Grocery("beef")), new Portion(salt)),
                new Dish("toast", new Portion(new Grocery("bread"))));
        AsyncSession session = sessions(bench).open();
        assertThat(names(session, DISH_GROCERIES.contains(salt))).containsExactly("soup", "stew");
        assertThat(names(session, DISH_GROCERIES.contains(salt).not())).containsExactly("toast");
        assertThat(names(
                        session,
                        DISH_GROCERIES.any(
                                grocery -> grocery.column(GROCERY_NAME).like("b%"))))
                .containsExactly("stew", "toast");
        TypedAlias<Dish> other = DISHES.as("other");
        assertThat(all(
                        session,
                        select(other)
                                .where(
                                        DISH_GROCERIES.from(other).contains(salt),
                                        other.column(DISH_NAME).ne("stew"))))
                .extracting(dish -> dish.name)
                .containsExactly("soup");
        assertThat(Await.value(
                        session.count(select(EntityTable.of(Portion.class)).where(PORTION_NAME.eq("salt")))))
                .isEqualTo(2);
        assertThat(Await.value(
                        session.count(select(EntityTable.of(Portion.class)).where(PORTION_NAME.eq(null)))))
                .isZero();
        Await.value(session.close());
    }

    @Test
    @Tag("AP04")
    default void aSetHasTheValuesOfObjectsBeyondATable(Bench bench) {
        Item bench1 = new Item("bench");
        ITEM_WORDS.set(bench1).addAll(List.of("oak", "long"));
        stored(bench, bench1, new Item("table", new Keyword("round")));
        AsyncSession session = sessions(bench).open();
        Item found = all(session, select(EntityTable.of(Item.class)).where(ITEM_WORDS.contains("oak")))
                .get(0);
        Await.value(session.load(found, ITEM_KEYWORDS));
        assertThat(ITEM_WORDS.set(found)).containsExactlyInAnyOrder("oak", "long");
        ITEM_WORDS.set(found).remove("long");
        ITEM_WORDS.set(found).add("old");
        Await.value(session.commit());
        assertThat(Await.value(session.count(select(EntityTable.of(Item.class))
                        .where(ITEM_WORDS.any(
                                keyword -> keyword.column(KEYWORD_WORD).in(List.of("long", "round")))))))
                .isEqualTo(1);
        Await.value(session.close());
    }
}

package io.granary.examples.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.orm.AsyncSessionMaker;
import io.granary.sql.Sql;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecipesTest extends OnLibrary {

    @SuppressWarnings("NullAway.Init")
    private AsyncSessionMaker sessions;

    @BeforeEach
    void create() {
        await(Recipes.COOKBOOK.metaData().createAll(engine));
        sessions = AsyncSessionMaker.of(engine, Recipes.COOKBOOK);
    }

    @AfterEach
    void drop() {
        await(Recipes.COOKBOOK.metaData().dropAll(engine));
    }

    private static Recipes.Recipe recipe(String title, int cooking) {
        Recipes.Recipe recipe = new Recipes.Recipe();
        recipe.title = title;
        recipe.cooking = cooking;
        return recipe;
    }

    private void store(Object... objects) {
        await(sessions.begin(session -> {
            session.addAll(List.of(objects));
            return session.flush();
        }));
    }

    @Test
    void quickOnesAreFoundAndKnown() {
        store(recipe("stew", 90), recipe("soup", 20), recipe("salad", 0));
        List<Recipes.Recipe> quick = await(sessions.session(Recipes::quick));
        assertThat(quick).extracting(found -> found.title).containsExactly("salad", "soup");
        assertThat(quick).allMatch(Recipes.readyIn(30)::of);
    }

    @Test
    void aFoodIsReplacedInAllRecipesThatNeedIt() {
        Recipes.Food leek = new Recipes.Food();
        Recipes.Food onion = new Recipes.Food();
        Recipes.Recipe soup = recipe("soup", 20);
        Recipes.FOODS.list(soup).add(leek);
        store(soup, recipe("stew", 90), leek, onion);
        List<Recipes.Recipe> replaced = await(sessions.begin(session -> session.getOne(Recipes.Food.class, leek.id)
                .thenCompose(missing -> session.getOne(Recipes.Food.class, onion.id)
                        .thenCompose(there -> Recipes.replace(session, missing, there)))));
        assertThat(replaced).extracting(found -> found.title).containsExactly("soup");
        long with = await(sessions.session(
                session -> session.count(Sql.select(Recipes.RECIPE).where(Recipes.FOODS.contains(onion)))));
        assertThat(with).isEqualTo(1);
    }

    @Test
    void spicesAloneAreLoaded() {
        Recipes.Spice pepper = new Recipes.Spice();
        pepper.pinches = 5;
        Recipes.Recipe soup = recipe("soup", 20);
        soup.ingredients.addAll(List.of(new Recipes.Ingredient(), pepper));
        store(soup, recipe("stew", 90));
        List<Recipes.Recipe> spiced = await(
                sessions.session(session -> session.scalars(Recipes.SPICED).thenApply(found -> found.all())));
        assertThat(spiced).hasSize(1);
        assertThat(spiced.get(0).ingredients).hasSize(1).allMatch(Recipes.Spice.class::isInstance);
    }

    @Test
    void aRecipeNeedsATitleAndTakesSomeTime() {
        store(recipe("soup", 20));
        assertThatThrownBy(() -> store(recipe(" ", 20))).hasStackTraceContaining("a recipe needs a title");
        assertThatThrownBy(() -> store(recipe("soup", -1))).hasStackTraceContaining("cooking takes some time");
    }
}

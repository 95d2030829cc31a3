package io.granary.examples.snippets;

import io.granary.engine.ScalarResult;
import io.granary.orm.AssociationProxy;
import io.granary.orm.AsyncSession;
import io.granary.orm.EntityTable;
import io.granary.orm.Hybrid;
import io.granary.orm.JoinCondition;
import io.granary.orm.Load;
import io.granary.orm.Mappings;
import io.granary.orm.Validates;
import io.granary.orm.ViewOnly;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.Select;
import io.granary.sql.Sql;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Classes that know more of themselves than their columns. */
@SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // a session fills the objects
final class Recipes {

    private Recipes() {}

    // #validates
    @Entity
    static class Recipe {
        @Id
        @GeneratedValue
        Long id;

        @Nullable String title;

        int preparing;

        int cooking;

        @OneToMany(mappedBy = "recipe", cascade = CascadeType.ALL, orphanRemoval = true)
        List<Ingredient> ingredients = new ArrayList<>();

        @Validates("title")
        void titled(@Nullable String title) {
            if (title == null || title.isBlank()) {
                throw new IllegalArgumentException("a recipe needs a title");
            }
        }

        @Validates({"preparing", "cooking"})
        void timed(String attribute, Object minutes) {
            if ((Integer) minutes < 0) {
                throw new IllegalArgumentException(attribute + " takes some time");
            }
        }
    }
    // #validates

    // #hybrid
    static final EntityTable<Recipe> RECIPE = EntityTable.of(Recipe.class);
    static final Column<Integer> PREPARING = RECIPE.attribute("preparing", Integer.class);
    static final Column<Integer> COOKING = RECIPE.attribute("cooking", Integer.class);

    static final Hybrid<Recipe, Integer> MINUTES = Hybrid.of(
            RECIPE,
            recipe -> recipe.preparing + recipe.cooking,
            recipe -> recipe.column(PREPARING).add(recipe.column(COOKING)));

    static Hybrid<Recipe, Boolean> readyIn(int minutes) {
        return Hybrid.of(
                RECIPE,
                recipe -> MINUTES.of(recipe) <= minutes,
                recipe -> MINUTES.sql(recipe).le(minutes));
    }

    static CompletionStage<List<Recipe>> quick(AsyncSession session) {
        return session.scalars(Sql.select(RECIPE).where(readyIn(30).sql()).orderBy(MINUTES.sql()))
                .thenApply(ScalarResult::all);
    }
    // #hybrid

    @Entity
    @Inheritance
    static class Ingredient {
        @Id
        @GeneratedValue
        Long id;

        @ManyToOne
        @Nullable Recipe recipe;

        @ManyToOne(cascade = CascadeType.PERSIST)
        @Nullable Food food;

        /** For the session. */
        Ingredient() {}

        Ingredient(Food food) {
            this.food = food;
        }
    }

    @Entity
    static class Spice extends Ingredient {
        int pinches;

        @ManyToOne
        @Nullable Food instead;
    }

    // #view-only
    @Entity
    static class Cook {
        @Id
        @GeneratedValue
        Long id;

        int patience;

        @ManyToMany
        @ViewOnly(InTime.class)
        @OrderBy("cooking")
        List<Recipe> possible = new ArrayList<>();
    }

    static final class InTime implements JoinCondition<Cook, Recipe> {
        @Override
        public Expression<Boolean> of(FromElement cook, FromElement recipe) {
            return recipe.column(COOKING).le(cook.column(PATIENCE));
        }
    }

    static final EntityTable<Cook> COOK = EntityTable.of(Cook.class);
    static final Column<Integer> PATIENCE = COOK.attribute("patience", Integer.class);
    static final Relationship<Cook, List<Recipe>> POSSIBLE = COOK.relationship("possible");

    static final Select<Cook> ABLE = Sql.select(COOK).where(POSSIBLE.any()).options(Load.selectInLoad(POSSIBLE));
    // #view-only

    @Entity
    static class Food {
        @Id
        @GeneratedValue
        Long id;

        @Nullable String name;
    }

    // #proxy
    static final Relationship<Recipe, List<Ingredient>> INGREDIENTS = RECIPE.relationship("ingredients");
    static final Relationship<Ingredient, Food> FOOD =
            EntityTable.of(Ingredient.class).relationship("food");

    static final AssociationProxy<Recipe, Food> FOODS = AssociationProxy.of(INGREDIENTS, FOOD, Ingredient::new);

    static CompletionStage<List<Recipe>> replace(AsyncSession session, Food missing, Food there) {
        return session.scalars(Sql.select(RECIPE)
                        .where(FOODS.contains(missing))
                        .options(Load.selectInLoad(INGREDIENTS).selectInLoad(FOOD)))
                .thenApply(found -> {
                    List<Recipe> recipes = found.all();
                    recipes.forEach(recipe -> Collections.replaceAll(FOODS.list(recipe), missing, there));
                    return recipes;
                });
    }
    // #proxy

    // #of-type
    static final EntityTable<Spice> SPICE = EntityTable.of(Spice.class);
    static final Relationship<Spice, Food> INSTEAD = SPICE.relationship("instead");
    static final Column<Integer> PINCHES = SPICE.attribute("pinches", Integer.class);

    static final Select<Recipe> SPICED = Sql.select(RECIPE)
            .where(INGREDIENTS.ofType(SPICE).any(PINCHES.gt(3)))
            .options(Load.selectInLoad(INGREDIENTS.ofType(SPICE)).joinedLoad(INSTEAD));
    // #of-type

    static final Mappings COOKBOOK = Mappings.of(Recipe.class, Ingredient.class, Spice.class, Food.class, Cook.class);
}

package io.granary.examples.snippets;

import io.granary.orm.Mappings;
import io.granary.orm.Validates;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import java.util.ArrayList;
import java.util.List;
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

    @Entity
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
    static class Food {
        @Id
        @GeneratedValue
        Long id;

        @Nullable String name;
    }

    static final Mappings COOKBOOK = Mappings.of(Recipe.class, Ingredient.class, Food.class);
}

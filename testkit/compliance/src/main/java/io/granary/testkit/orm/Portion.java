package io.granary.testkit.orm;

import io.granary.orm.Validates;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** How much of a grocery goes into a dish. */
@Entity
@Table(name = "orm_portions")
public class Portion {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** Never less than one. */
    public int grams = 1;

    /** Where it goes. */
    @ManyToOne
    public @Nullable Dish dish;

    /** Of what. */
    @ManyToOne(cascade = CascadeType.PERSIST)
    public @Nullable Grocery grocery;

    /** For those who load it. */
    protected Portion() {}

    /**
     * A new one.
     *
     * @param grocery of what
     */
    public Portion(Grocery grocery) {
        this.grocery = grocery;
    }

    /**
     * A new one.
     *
     * @param grams how much
     * @param grocery of what
     */
    public Portion(int grams, Grocery grocery) {
        this.grams = grams;
        this.grocery = grocery;
    }

    @Validates("grams")
    void weigh(int grams) {
        if (grams < 1) {
            throw new IllegalArgumentException("too little");
        }
    }

    @Validates("dish")
    void serve(@Nullable Dish dish) {
        if (dish != null && dish.closed) {
            throw new IllegalStateException("nothing more goes in");
        }
    }
}

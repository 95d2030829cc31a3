package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What lies in crates. */
@Entity
@Table(name = "orm_fruits")
public class Fruit {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** In grams. */
    public int weight;

    /** Where it lies. */
    @ManyToOne
    public @Nullable Crate crate;

    /** For those who load it. */
    protected Fruit() {}

    /**
     * A new one.
     *
     * @param weight in grams
     */
    public Fruit(int weight) {
        this.weight = weight;
    }
}

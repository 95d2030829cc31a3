package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What dishes are made of. */
@Entity
@Table(name = "orm_groceries")
public class Grocery {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What it is called. */
    @Column(length = 40)
    public @Nullable String name;

    /** For those who load it. */
    protected Grocery() {}

    /**
     * A new one.
     *
     * @param name what it is called
     */
    public Grocery(String name) {
        this.name = name;
    }
}

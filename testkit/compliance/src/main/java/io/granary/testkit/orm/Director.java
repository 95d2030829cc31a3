package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;

/** A manager of managers. */
@Entity
@DiscriminatorValue("top")
public class Director extends Manager {

    /** What they drive. */
    @Column(length = 50)
    public @Nullable String car;

    /** For those who load it. */
    protected Director() {}

    /**
     * Somebody new.
     *
     * @param name their name
     * @param budget what they may spend
     * @param car what they drive
     */
    public Director(String name, int budget, String car) {
        super(name, budget);
        this.car = car;
    }
}

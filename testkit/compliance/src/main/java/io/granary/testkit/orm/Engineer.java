package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import org.jspecify.annotations.Nullable;

/** Somebody who makes things. */
@Entity
public class Engineer extends Specialist {

    /** Who leads them. */
    @ManyToOne
    public @Nullable Manager boss;

    /** For those who load it. */
    protected Engineer() {}

    /**
     * Somebody new.
     *
     * @param name their name
     * @param skill what they can do
     */
    public Engineer(String name, String skill) {
        this.name = name;
        this.skill = skill;
    }
}

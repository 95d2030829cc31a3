package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;

/** Somebody who can do something; nobody is that alone. */
@Entity
public abstract class Specialist extends Employee {

    /** What they can do, as nobody else. */
    @Column(unique = true, length = 50)
    public @Nullable String skill;
}

package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A vehicle for things. */
@Entity
@DiscriminatorValue("3")
@Table(name = "orm_trucks")
public class Truck extends Vehicle {

    /** How much it takes. */
    @Column(name = "capacity")
    public int load;

    /** What it pulls. */
    @ManyToOne
    public @Nullable Car pulled;

    /** What it follows, of any kind. */
    @ManyToOne
    public @Nullable Vehicle ahead;

    /** For those who load it. */
    protected Truck() {}

    /**
     * A new one.
     *
     * @param plate what it is called
     * @param load how much it takes
     */
    public Truck(String plate, int load) {
        this.plate = plate;
        this.load = load;
    }
}

package io.granary.testkit.orm;

import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A crate that cools. */
@Entity
@DiscriminatorValue("cold")
@Table(name = "orm_cold_crates")
public class ColdCrate extends Crate {

    /** How cold it is. */
    public int degrees;

    /** For those who load it. */
    protected ColdCrate() {}

    /**
     * A new one.
     *
     * @param name what it is called
     * @param degrees how cold it is
     * @param weights those of its fruits
     */
    public ColdCrate(String name, int degrees, int... weights) {
        super(name, weights);
        this.degrees = degrees;
    }
}

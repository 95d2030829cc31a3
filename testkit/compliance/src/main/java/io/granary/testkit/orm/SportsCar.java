package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A car for one. */
@Entity
@DiscriminatorValue("2")
@Table(name = "orm_sports_cars")
public class SportsCar extends Car {

    /** Where it is raced. */
    @Column(length = 50)
    public @Nullable String track;

    /** For those who load it. */
    protected SportsCar() {}

    /**
     * A new one.
     *
     * @param plate what it is called
     * @param track where it is raced
     */
    public SportsCar(String plate, String track) {
        super(plate, 1);
        this.track = track;
    }
}

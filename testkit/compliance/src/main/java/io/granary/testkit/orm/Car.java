package io.granary.testkit.orm;

import io.granary.orm.ViewOnly;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.PrimaryKeyJoinColumn;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A vehicle for people. */
@Entity
@DiscriminatorValue("1")
@Table(name = "orm_cars")
@PrimaryKeyJoinColumn(name = "vehicle_id")
public class Car extends Vehicle {

    /** How many people get in at once; never NULL. */
    public int doors;

    /** What pulls it. */
    @OneToMany(mappedBy = "pulled")
    @OrderBy("plate")
    public List<Truck> pullers = new ArrayList<>();

    /** Trucks that take as much as this has doors, to be looked at. */
    @ManyToMany
    @ViewOnly(Views.AsManyAsDoors.class)
    @OrderBy("plate")
    public List<Truck> matching = new ArrayList<>();

    /** For those who load it. */
    protected Car() {}

    /**
     * A new one.
     *
     * @param plate what it is called
     * @param doors how many people get in at once
     */
    public Car(@Nullable String plate, int doors) {
        this.plate = plate;
        this.doors = doors;
    }
}

package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.DiscriminatorType;
import jakarta.persistence.DiscriminatorValue;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** Something that moves; the topmost class of those that have a table each. */
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
@DiscriminatorColumn(name = "kind", discriminatorType = DiscriminatorType.INTEGER)
@DiscriminatorValue("0")
@Table(name = "orm_vehicles")
public class Vehicle {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** Counts changes, in whichever table. */
    @Version
    public int version;

    /** What it is called. */
    @Column(nullable = false, length = 50)
    public @Nullable String plate;

    /** For those who load it. */
    protected Vehicle() {}

    /**
     * A new one.
     *
     * @param plate what it is called
     */
    public Vehicle(String plate) {
        this.plate = plate;
    }
}

package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** What a sensor found. */
@Entity
@Table(name = "orm_measures")
public class Measure {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** Counts changes. */
    @Version
    public int version;

    /** What it found. */
    public int amount;

    /** Who found it. */
    @ManyToOne
    public @Nullable Sensor sensor;

    /** For those who load it. */
    protected Measure() {}

    /**
     * A new one.
     *
     * @param amount what was found
     */
    public Measure(int amount) {
        this.amount = amount;
    }
}

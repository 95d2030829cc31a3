package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An instrument that is beaten. */
@Entity
@Table(name = "orm_drums")
public class Drum extends Instrument {

    /** Whether it rattles; never NULL. */
    public boolean snare;

    /** What it stands beside, of any kind. */
    @ManyToOne
    public @Nullable Instrument beside;

    /** For those who load it. */
    protected Drum() {}

    /**
     * A new one.
     *
     * @param title what it is called
     * @param snare whether it rattles
     */
    public Drum(String title, boolean snare) {
        this.title = title;
        this.snare = snare;
    }
}

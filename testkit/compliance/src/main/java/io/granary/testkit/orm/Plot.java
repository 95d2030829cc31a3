package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A piece of land, whose size the database computes. */
@Entity
@Table(name = "orm_plots")
public class Plot {

    /** Given by the program. */
    @Id
    public int id;

    /** How wide it is. */
    public int width;

    /** How long it is. */
    public int length;

    /** Computed by the database. */
    @Column(insertable = false, updatable = false)
    public @Nullable Integer area;

    /** Filled by a trigger, where the database has simple ones. */
    @Column(insertable = false, updatable = false)
    public @Nullable Integer changes;

    /** For those who load it. */
    protected Plot() {}

    /**
     * A new one.
     *
     * @param id its key
     * @param width how wide it is
     * @param length how long it is
     */
    public Plot(int id, int width, int length) {
        this.id = id;
        this.width = width;
        this.length = length;
    }
}

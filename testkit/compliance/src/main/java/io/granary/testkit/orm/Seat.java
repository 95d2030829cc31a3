package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A place in a hall, known by both. */
@Entity
@IdClass(Seat.Key.class)
@Table(name = "orm_seats")
public class Seat {

    /**
     * Its key.
     *
     * @param hall the hall
     * @param place the place in it
     */
    public record Key(String hall, Integer place) {}

    /** The hall. */
    @Id
    @Column(length = 20)
    public @Nullable String hall;

    /** The place in it. */
    @Id
    public @Nullable Integer place;

    /** Who sits there. */
    @Embedded
    public @Nullable Visitor visitor;

    /** For those who load it. */
    protected Seat() {}

    /**
     * A new one.
     *
     * @param hall the hall
     * @param place the place in it
     */
    public Seat(@Nullable String hall, @Nullable Integer place) {
        this.hall = hall;
        this.place = place;
    }
}

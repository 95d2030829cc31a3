package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Something with arrays, for databases that have them. */
@Entity
@Table(name = "orm_tracks")
public class Track {

    /** Given by the program. */
    @Id
    public int id;

    /** A list. */
    public @Nullable List<String> marks = new ArrayList<>();

    /** An array. */
    public int @Nullable [] steps = {};

    /** An array of names. */
    @Enumerated(EnumType.STRING)
    @Column(length = 10)
    public Specimen.Phase @Nullable [] phases;

    /** For those who load it. */
    protected Track() {}

    /**
     * A new one.
     *
     * @param id its key
     * @param steps an array
     * @param marks a list
     */
    public Track(int id, int[] steps, List<String> marks) {
        this.id = id;
        this.steps = steps;
        this.marks = marks;
    }
}

package io.granary.examples.musicstore.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToMany;
import java.util.HashSet;
import java.util.Set;

/** What a track may be good for. Tracks have many moods, and moods many tracks. */
@Entity
public class Mood extends Numbered {

    @Column(nullable = false, unique = true, length = 40)
    String word;

    @ManyToMany(mappedBy = "moods")
    Set<Track> tracks = new HashSet<>();

    /** For a session that loads one. */
    protected Mood() {
        this("");
    }

    /**
     * A new one.
     *
     * @param word what no other mood is called
     */
    public Mood(String word) {
        this.word = word;
    }

    /** {@return the word for it} */
    public String word() {
        return word;
    }
}

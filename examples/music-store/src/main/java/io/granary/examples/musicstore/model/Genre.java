package io.granary.examples.musicstore.model;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;

/** A kind of music. */
@Entity
public class Genre extends Numbered {

    @Column(nullable = false, unique = true, length = 60)
    String name;

    /** For a session that loads one. */
    protected Genre() {
        this("");
    }

    /**
     * A new one.
     *
     * @param name what no other genre is called
     */
    public Genre(String name) {
        this.name = name;
    }

    /** {@return the name} */
    public String name() {
        return name;
    }
}

package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import org.jspecify.annotations.Nullable;

/** Something written down, with a key of the program's and a version. */
@Entity
@Table(name = "orm_notes")
public class Note {

    /** Given by the program. */
    @Id
    public int id;

    /** What is written. */
    public @Nullable String text;

    /** How often it was changed. */
    @Version
    public int version;

    /** For those who load it. */
    protected Note() {}

    /**
     * A new one.
     *
     * @param id its key
     * @param text what is written
     */
    public Note(int id, String text) {
        this.id = id;
        this.text = text;
    }
}

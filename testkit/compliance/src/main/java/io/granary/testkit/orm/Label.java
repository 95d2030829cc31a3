package io.granary.testkit.orm;

import io.granary.orm.WriteOnly;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What many sensors may be told by. */
@Entity
@Table(name = "orm_labels")
public class Label {

    /** Given by the program. */
    @Id
    public int id;

    /** What it says. */
    public @Nullable String words;

    /** Those that are told by it. */
    @ManyToMany(mappedBy = "labels")
    public WriteOnly<Sensor> sensors = new WriteOnly<>();

    /** For those who load it. */
    protected Label() {}

    /**
     * A new one.
     *
     * @param id its key
     * @param words what it says
     */
    public Label(int id, String words) {
        this.id = id;
        this.words = words;
    }
}

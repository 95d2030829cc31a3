package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Who looks at a sensor, or at none. */
@Entity
@Table(name = "orm_watchers")
public class Watcher {

    /** Given by the program. */
    @Id
    public int id;

    /** What is looked at. */
    @ManyToOne
    public @Nullable Sensor sensor;

    /** For those who load it. */
    protected Watcher() {}

    /**
     * A new one.
     *
     * @param id its key
     */
    public Watcher(int id) {
        this.id = id;
    }
}

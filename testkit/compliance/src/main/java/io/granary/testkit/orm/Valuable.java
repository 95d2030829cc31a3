package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What is in a safe. */
@Entity
@Table(name = "orm_valuables")
public class Valuable {

    @Id
    private int id;

    @ManyToOne
    private @Nullable Safe safe;

    /** For those who load it. */
    protected Valuable() {}

    /**
     * Something in a safe.
     *
     * @param id its key
     * @param safe the safe
     */
    Valuable(int id, Safe safe) {
        this.id = id;
        this.safe = safe;
    }

    /** {@return its key} */
    public int id() {
        return id;
    }

    /** {@return where it is} */
    public @Nullable Safe safe() {
        return safe;
    }
}

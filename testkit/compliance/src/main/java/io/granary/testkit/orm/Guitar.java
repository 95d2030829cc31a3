package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** An instrument with strings; has a class below it, and objects of its own. */
@Entity
@Table(name = "orm_guitars")
public class Guitar extends Instrument {

    /** How many; never NULL. */
    public int strings;

    /** For those who load it. */
    protected Guitar() {}

    /**
     * A new one.
     *
     * @param title what it is called
     * @param strings how many strings it has
     */
    public Guitar(String title, int strings) {
        this.title = title;
        this.strings = strings;
    }
}

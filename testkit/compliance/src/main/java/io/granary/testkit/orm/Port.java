package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** What is known by its name, which some databases take for the same in capitals. */
@Entity
@Table(name = "orm_ports")
public class Port {

    /** Its key. */
    @Id
    @Column(length = 20)
    public String name = "";

    /** Where ships go from there. */
    @ManyToOne
    public @Nullable Port next;

    /** For those who load it. */
    protected Port() {}

    /**
     * A new one.
     *
     * @param name its key
     */
    public Port(String name) {
        this.name = name;
    }
}

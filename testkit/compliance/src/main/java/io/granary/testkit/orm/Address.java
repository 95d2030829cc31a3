package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Where somebody lives. */
@Entity
@Table(name = "orm_addresses")
public class Address {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** The street. */
    public @Nullable String street;

    /** Who lives there. */
    @ManyToOne
    public @Nullable User user;

    /** For those who load it. */
    protected Address() {}

    /**
     * A new one.
     *
     * @param street the street
     */
    public Address(String street) {
        this.street = street;
    }
}

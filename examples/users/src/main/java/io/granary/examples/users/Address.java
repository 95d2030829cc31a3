package io.granary.examples.users;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Where somebody lives. */
@Entity
@Table(name = "example_address")
public class Address {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    String street;

    @ManyToOne(optional = false)
    @Nullable User user;

    /** For a session that loads one. */
    protected Address() {
        this("");
    }

    /**
     * A new one.
     *
     * @param street the street
     */
    public Address(String street) {
        this.street = street;
    }
}

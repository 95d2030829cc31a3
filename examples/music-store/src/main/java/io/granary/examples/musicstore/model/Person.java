package io.granary.examples.musicstore.model;

import jakarta.persistence.Column;
import jakarta.persistence.DiscriminatorColumn;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Inheritance;
import jakarta.persistence.InheritanceType;
import jakarta.persistence.Version;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Somebody whom the store knows. Each class below has a table for what it adds. */
@Entity
@Inheritance(strategy = InheritanceType.JOINED)
@DiscriminatorColumn(name = "kind", length = 20)
public abstract class Person extends Numbered {

    @Version
    int version;

    @Column(nullable = false, length = 60)
    String firstName;

    @Column(nullable = false, length = 60)
    String lastName;

    @Column(nullable = false, unique = true, length = 120)
    String email;

    @Embedded
    @Nullable Address address;

    /**
     * Somebody new.
     *
     * @param firstName what friends call them
     * @param lastName what others call them
     * @param email where they are written to; nobody else is
     * @param address where they live
     */
    protected Person(String firstName, String lastName, String email, @Nullable Address address) {
        this.firstName = firstName;
        this.lastName = lastName;
        this.email = email;
        this.address = address;
    }

    /** {@return both names} */
    public String name() {
        return firstName + " " + lastName;
    }

    /** {@return where they are written to} */
    public String email() {
        return email;
    }

    /** {@return where they live} */
    public Optional<Address> address() {
        return Optional.ofNullable(address);
    }
}

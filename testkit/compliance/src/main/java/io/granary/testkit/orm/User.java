package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody, numbered by the database, with addresses that go with them. */
@Entity
@Table(name = "orm_users")
public class User {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** Never NULL. */
    @Column(nullable = false, length = 50)
    public @Nullable String name;

    /** No two are the same. */
    @Column(unique = true, length = 80)
    public @Nullable String email;

    /** In whole years. */
    public @Nullable Integer age;

    /** Theirs alone. */
    @OneToMany(mappedBy = "user", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("id")
    public List<Address> addresses = new ArrayList<>();

    /** For those who load it. */
    protected User() {}

    /**
     * Somebody new.
     *
     * @param name what they are called
     */
    public User(String name) {
        this.name = name;
    }

    /**
     * Somebody new.
     *
     * @param name what they are called
     * @param email where they are written to
     */
    public User(String name, String email) {
        this.name = name;
        this.email = email;
    }

    /**
     * {@return this, with one more address}
     *
     * @param street where
     */
    public User at(String street) {
        addresses.add(new Address(street));
        return this;
    }
}

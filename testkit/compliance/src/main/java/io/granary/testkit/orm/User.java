package io.granary.testkit.orm;

import io.granary.orm.ViewOnly;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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

    /** Those in the north, to be looked at. */
    @OneToMany
    @ViewOnly(Views.InTheNorth.class)
    @OrderBy("id")
    public List<Address> northern = new ArrayList<>();

    /** The one that came last, to be looked at. */
    @ManyToOne
    @ViewOnly(Views.Newest.class)
    public @Nullable Address newest;

    /** Who is younger, to be looked at. */
    @ManyToMany
    @ViewOnly(Views.Younger.class)
    public Set<User> younger = new HashSet<>();

    /** Somebody who is older, to be looked at. */
    @OneToOne
    @ViewOnly(Views.Older.class)
    public @Nullable User older;

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

package io.granary.examples.users;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

// #user
/** Somebody who uses something. */
@Entity
@Table(name = "example_user")
public class User {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    @Column(nullable = false, length = 50)
    String name;

    @Column(nullable = false, unique = true, length = 100)
    String email;

    @OneToMany(mappedBy = "user", cascade = CascadeType.ALL, orphanRemoval = true)
    List<Address> addresses = new ArrayList<>();

    // #user
    /** For a session that loads one. */
    protected User() {
        this("", "");
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

    /** {@return what they are called} */
    public String name() {
        return name;
    }

    /** {@return name and e-mail address} */
    @Override
    public String toString() {
        return name + " <" + email + ">";
    }
}

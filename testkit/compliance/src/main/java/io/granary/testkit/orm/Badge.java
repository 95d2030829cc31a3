package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Lets somebody in. */
@Entity
@Table(name = "orm_badges")
public class Badge {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** Whose it is: of any class. */
    @ManyToOne(cascade = CascadeType.PERSIST)
    public @Nullable Employee holder;

    /** Who gave it: of one class. */
    @ManyToOne(cascade = CascadeType.PERSIST)
    public @Nullable Manager issuer;

    /** For those who load it. */
    protected Badge() {}

    /**
     * A new one.
     *
     * @param holder whose it is
     * @param issuer who gave it
     */
    public Badge(Employee holder, Manager issuer) {
        this.holder = holder;
        this.issuer = issuer;
    }
}

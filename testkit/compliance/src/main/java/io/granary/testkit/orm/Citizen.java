package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Somebody with one of each: what refers to them, and what they refer to. */
@Entity
@Table(name = "orm_citizens")
public class Citizen {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What they are called. */
    public @Nullable String name;

    /** Refers to them, and is theirs alone. */
    @OneToOne(mappedBy = "holder", cascade = CascadeType.ALL, orphanRemoval = true)
    public @Nullable Passport passport;

    /** Referred to by them, and theirs alone. */
    @OneToOne(cascade = CascadeType.ALL, orphanRemoval = true)
    public @Nullable Home home;

    /** For those who load it. */
    protected Citizen() {}

    /**
     * Somebody new.
     *
     * @param name what they are called
     */
    public Citizen(String name) {
        this.name = name;
    }
}

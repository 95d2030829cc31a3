package io.granary.examples.musicstore.model;

import static java.util.Objects.requireNonNull;

import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import org.jspecify.annotations.Nullable;

/** What has a number that the database gives to it. */
@MappedSuperclass
public abstract class Numbered {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable Long id;

    /** For the classes that extend it. */
    protected Numbered() {}

    /**
     * {@return the number}
     *
     * @throws NullPointerException when it has no row yet
     */
    public long id() {
        return requireNonNull(id, "it has no number before it is written");
    }
}

package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What tells who somebody is, with a key made by chance. */
@Entity
@Table(name = "orm_passports")
public class Passport {

    /** Made as it is flushed. */
    @Id
    @GeneratedValue
    public @Nullable UUID id;

    /** What is printed on it. */
    public @Nullable String print;

    /** Whose it is. */
    @OneToOne
    public @Nullable Citizen holder;

    /** For those who load it. */
    protected Passport() {}

    /**
     * A new one.
     *
     * @param print what is printed on it
     */
    public Passport(String print) {
        this.print = print;
    }
}

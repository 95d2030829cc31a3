package io.granary.testkit.orm;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToOne;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** Where one citizen lives. */
@Entity
@Table(name = "orm_homes")
public class Home {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** The street. */
    public @Nullable String street;

    /** Who lives there. */
    @OneToOne(mappedBy = "home")
    public @Nullable Citizen citizen;

    /** For those who load it. */
    protected Home() {}

    /**
     * A new one.
     *
     * @param street the street
     */
    public Home(String street) {
        this.street = street;
    }
}

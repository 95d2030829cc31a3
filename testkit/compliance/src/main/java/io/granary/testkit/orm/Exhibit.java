package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.MapKey;
import jakarta.persistence.Table;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something to be seen in a hall, where it stands under a code. */
@Entity
@Table(name = "orm_exhibits")
public class Exhibit {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What it stands under. */
    @Column(length = 20)
    public @Nullable String code;

    /** Where it is. */
    @ManyToOne
    public @Nullable Hall hall;

    /** Who has shown it, by their keys. */
    @ManyToMany(cascade = CascadeType.PERSIST)
    @JoinTable(name = "orm_exhibit_museums")
    @MapKey
    public Map<Integer, Museum> shown = new HashMap<>();

    /** For those who load it. */
    protected Exhibit() {}

    /**
     * A new one.
     *
     * @param code what it stands under
     */
    public Exhibit(String code) {
        this.code = code;
    }
}

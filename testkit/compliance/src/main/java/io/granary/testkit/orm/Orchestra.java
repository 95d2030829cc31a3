package io.granary.testkit.orm;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Instruments that sound together, of several classes. */
@Entity
@Table(name = "orm_orchestras")
public class Orchestra {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** All of them; those that leave go. */
    @OneToMany(mappedBy = "orchestra", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("title")
    public List<Instrument> instruments = new ArrayList<>();

    /** What is lent to it. */
    @ManyToMany
    @JoinTable(name = "orm_orchestra_lent")
    @OrderBy("title")
    public List<Instrument> lent = new ArrayList<>();

    /** For those who load it. */
    protected Orchestra() {}

    /**
     * A new one.
     *
     * @param instruments what is in it
     */
    public Orchestra(Instrument... instruments) {
        this.instruments.addAll(List.of(instruments));
    }
}

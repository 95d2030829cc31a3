package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody on a market, who refers to keys of two parts, and to others of the same class by a table between. */
@Entity
@Table(name = "orm_traders")
public class Trader {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** What they are called. */
    @Column(length = 50)
    public @Nullable String name;

    /** Where they trade. */
    @ManyToOne
    public @Nullable Stall stall;

    /** Where they would like to. */
    @ManyToMany
    @JoinTable(name = "orm_wanted_stalls")
    public List<Stall> wanted = new ArrayList<>();

    /** Whom they compete with. */
    @ManyToMany
    @JoinTable(name = "orm_rivals")
    public List<Trader> rivals = new ArrayList<>();

    /** Who works for them, of one class of several that share a table. */
    @ManyToMany
    @JoinTable(name = "orm_hands")
    public List<Engineer> hands = new ArrayList<>();

    /** What they drive, of any of several classes that have a table each. */
    @ManyToMany
    @JoinTable(name = "orm_fleets")
    public List<Vehicle> fleet = new ArrayList<>();

    /** For those who load it. */
    protected Trader() {}

    /**
     * Somebody new.
     *
     * @param name what they are called
     * @param stall where they trade; null for nowhere
     */
    public Trader(String name, @Nullable Stall stall) {
        this.name = name;
        this.stall = stall;
    }
}

package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place on a market, with a key of two parts that others refer to. */
@Entity
@IdClass(Stall.Key.class)
@Table(name = "orm_stalls")
public class Stall {

    /**
     * Its key.
     *
     * @param market the market
     * @param place the place on it
     */
    public record Key(String market, Integer place) {}

    /** The market. */
    @Id
    @Column(length = 20)
    public @Nullable String market;

    /** The place on it. */
    @Id
    public @Nullable Integer place;

    /** How wide it is. */
    public int width;

    /** Who trades there. */
    @OneToMany(mappedBy = "stall")
    public List<Trader> traders = new ArrayList<>();

    /** Who would like to. */
    @ManyToMany(mappedBy = "wanted")
    public List<Trader> wantedBy = new ArrayList<>();

    /** For those who load it. */
    protected Stall() {}

    /**
     * A new one.
     *
     * @param market the market
     * @param place the place on it
     * @param width how wide it is
     */
    public Stall(String market, int place, int width) {
        this.market = market;
        this.place = place;
        this.width = width;
    }
}

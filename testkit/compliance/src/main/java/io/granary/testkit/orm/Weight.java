package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is known by a number that its column keeps with more places than the program gave. */
@Entity
@Table(name = "orm_weights")
public class Weight {

    /** In kilograms. */
    @Id
    @Column(precision = 20, scale = 10)
    public BigDecimal kilograms = BigDecimal.ZERO;

    /** What it is called. */
    @Column(length = 20)
    public @Nullable String name;

    /** What it is compared with. */
    @ManyToOne
    public @Nullable Weight unit;

    /** What is compared with it. */
    @OneToMany(mappedBy = "unit")
    public List<Weight> multiples = new ArrayList<>();

    /** For those who load it. */
    protected Weight() {}

    /**
     * A new one.
     *
     * @param kilograms in kilograms
     * @param unit what it is compared with
     */
    public Weight(String kilograms, @Nullable Weight unit) {
        this.kilograms = new BigDecimal(kilograms);
        this.unit = unit;
    }
}

package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** What was measured somewhere, more exactly than columns keep it. */
@Entity
@Table(name = "orm_gauges")
public class Gauge {

    /** Given by the program. */
    @Id
    public int id;

    /** When it was measured. */
    public @Nullable LocalDateTime measured;

    /** How much it was. */
    @Column(precision = 10, scale = 2)
    public @Nullable BigDecimal height;

    /** Set by statements. */
    public int hit;

    /** For those who load it. */
    protected Gauge() {}

    /**
     * A new one.
     *
     * @param id its key
     * @param measured when it was measured
     * @param height how much it was
     */
    public Gauge(int id, LocalDateTime measured, BigDecimal height) {
        this.id = id;
        this.measured = measured;
        this.height = height;
    }
}

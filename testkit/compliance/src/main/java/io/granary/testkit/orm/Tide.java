package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** What is known by a moment, whose offset no database has to keep. */
@Entity
@Table(name = "orm_tides")
public class Tide {

    /** When it is. */
    @Id
    public OffsetDateTime high = OffsetDateTime.MIN;

    /** What it is called. */
    @Column(length = 20)
    public @Nullable String name;

    /** For those who load it. */
    protected Tide() {}

    /**
     * A new one.
     *
     * @param high when it is
     */
    public Tide(OffsetDateTime high) {
        this.high = high;
    }
}

package io.granary.testkit.orm;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody paid, with a version that is the time of the database's clock. */
@Entity
@Table(name = "orm_receipts")
public class Receipt {

    /** Given by the database. */
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long id;

    /** How much. */
    public int amount;

    /** The one that it corrects; two may correct one another. */
    @ManyToOne
    @JoinColumn(name = "corrects_id")
    public @Nullable Receipt corrects;

    /** When it was changed last, as the database says. */
    @Version
    @Column(insertable = false, updatable = false)
    public @Nullable Instant changed;

    /** For those who load it. */
    protected Receipt() {}

    /**
     * A new one.
     *
     * @param amount how much
     */
    public Receipt(int amount) {
        this.amount = amount;
    }
}

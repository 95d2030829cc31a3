package io.granary.examples.musicstore.model;

import io.granary.orm.Ref;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import java.math.BigDecimal;

/** That a track was bought, at which price and how often. */
@Entity
public class InvoiceLine extends Numbered {

    @ManyToOne(optional = false)
    Ref<Invoice> invoice;

    @ManyToOne(optional = false)
    Ref<Track> track;

    @Column(nullable = false, precision = 8, scale = 2)
    BigDecimal price;

    int quantity;

    /** For a session that loads one. */
    protected InvoiceLine() {
        invoice = Ref.none();
        track = Ref.none();
        price = BigDecimal.ZERO;
    }

    InvoiceLine(Invoice invoice, Track track, int quantity) {
        this.invoice = Ref.to(invoice);
        this.track = Ref.to(track);
        this.price = track.price;
        this.quantity = quantity;
    }

    /** {@return what was bought} */
    public Ref<Track> track() {
        return track;
    }

    /** {@return what one cost then} */
    public BigDecimal price() {
        return price;
    }

    /** {@return how many} */
    public int quantity() {
        return quantity;
    }

    /** {@return what they cost together} */
    public BigDecimal sum() {
        return price.multiply(BigDecimal.valueOf(quantity));
    }
}

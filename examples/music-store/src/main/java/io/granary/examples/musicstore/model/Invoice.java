package io.granary.examples.musicstore.model;

import io.granary.orm.Ref;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a customer bought at one time. */
@Entity
public class Invoice extends Numbered {

    @ManyToOne(optional = false)
    Ref<Customer> customer;

    Instant issued;

    @Column(nullable = false, precision = 10, scale = 2)
    BigDecimal total = BigDecimal.ZERO;

    @Embedded
    @AttributeOverride(name = "street", column = @Column(name = "billing_street", length = 100))
    @AttributeOverride(name = "city", column = @Column(name = "billing_city", length = 60))
    @AttributeOverride(name = "postcode", column = @Column(name = "billing_postcode", length = 12))
    @AttributeOverride(name = "country", column = @Column(name = "billing_country", length = 60))
    @Nullable Address billing;

    @OneToMany(mappedBy = "invoice", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("id")
    List<InvoiceLine> lines = new ArrayList<>();

    /** For a session that loads one. */
    protected Invoice() {
        customer = Ref.none();
        issued = Instant.EPOCH;
    }

    /**
     * A new one, without lines. The address is the customer's as it is now, and stays so.
     *
     * @param customer who buys
     * @param issued when
     */
    public Invoice(Customer customer, Instant issued) {
        this.customer = Ref.to(customer);
        this.issued = issued;
        this.billing = customer.address;
    }

    /**
     * Adds a line, at today's price.
     *
     * @param track what is bought
     * @param quantity how many
     */
    public void add(Track track, int quantity) {
        InvoiceLine line = new InvoiceLine(this, track, quantity);
        lines.add(line);
        total = total.add(line.sum());
    }

    /** {@return when} */
    public Instant issued() {
        return issued;
    }

    /** {@return what all of it cost} */
    public BigDecimal total() {
        return total;
    }

    /** {@return where it went} */
    public Optional<Address> billing() {
        return Optional.ofNullable(billing);
    }

    /** {@return what was bought} */
    public List<InvoiceLine> lines() {
        return Collections.unmodifiableList(lines);
    }
}

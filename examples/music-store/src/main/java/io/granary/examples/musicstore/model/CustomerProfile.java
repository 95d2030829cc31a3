package io.granary.examples.musicstore.model;

import io.granary.orm.Ref;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToOne;

/** What a customer likes; of one to one, for the customer has the other end of it. */
@Entity
public class CustomerProfile extends Numbered {

    @OneToOne(optional = false)
    Ref<Customer> customer;

    @ManyToOne
    Ref<Genre> favourite;

    boolean newsletter;

    /** For a session that loads one. */
    protected CustomerProfile() {
        customer = Ref.none();
        favourite = Ref.none();
    }

    CustomerProfile(Customer customer, Genre favourite, boolean newsletter) {
        this.customer = Ref.to(customer);
        this.favourite = Ref.to(favourite);
        this.newsletter = newsletter;
    }

    /** {@return the genre that they like best} */
    public Ref<Genre> favourite() {
        return favourite;
    }

    /** {@return whether they want to read of it} */
    public boolean newsletter() {
        return newsletter;
    }
}

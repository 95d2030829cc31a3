package io.granary.examples.musicstore.model;

import io.granary.orm.Ref;
import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OneToOne;
import jakarta.persistence.OrderBy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Somebody who buys tracks. */
@Entity
public class Customer extends Person {

    @ManyToOne
    Ref<Employee> supportRep = Ref.none();

    @OneToOne(mappedBy = "customer", cascade = CascadeType.ALL, orphanRemoval = true)
    Ref<CustomerProfile> profile = Ref.none();

    @OneToMany(mappedBy = "customer")
    @OrderBy("issued, id")
    List<Invoice> invoices = new ArrayList<>();

    /** For a session that loads one. */
    protected Customer() {
        super("", "", "", null);
    }

    /**
     * Somebody new.
     *
     * @param firstName what friends call them
     * @param lastName what others call them
     * @param email where they are written to
     * @param address where they live, and where invoices go
     */
    public Customer(String firstName, String lastName, String email, Address address) {
        super(firstName, lastName, email, address);
    }

    /**
     * Says who helps them.
     *
     * @param employee who
     */
    public void isHelpedBy(Employee employee) {
        supportRep = Ref.to(employee);
    }

    /**
     * Says what they like.
     *
     * @param favourite a genre
     * @param newsletter whether they want to read of it
     */
    public void likes(Genre favourite, boolean newsletter) {
        profile = Ref.to(new CustomerProfile(this, favourite, newsletter));
    }

    /** {@return who helps them} */
    public Ref<Employee> supportRep() {
        return supportRep;
    }

    /** {@return what is known of their taste} */
    public Ref<CustomerProfile> profile() {
        return profile;
    }

    /** {@return what they bought, the oldest first} */
    public List<Invoice> invoices() {
        return Collections.unmodifiableList(invoices);
    }
}

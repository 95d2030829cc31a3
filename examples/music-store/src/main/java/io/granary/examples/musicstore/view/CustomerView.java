package io.granary.examples.musicstore.view;

import io.granary.examples.musicstore.model.Address;
import io.granary.examples.musicstore.model.Customer;
import io.granary.examples.musicstore.model.CustomerProfile;
import io.granary.examples.musicstore.model.Employee;
import io.granary.examples.musicstore.model.Genre;
import java.util.Optional;

/**
 * A customer.
 *
 * @param id the customer's number
 * @param name both names
 * @param email where they are written to
 * @param address where they live
 * @param supportRep who helps them
 * @param favourite the genre that they like best
 * @param newsletter whether they want to read of it
 */
public record CustomerView(
        long id,
        String name,
        String email,
        Optional<Address> address,
        Optional<String> supportRep,
        Optional<String> favourite,
        boolean newsletter) {

    /**
     * {@return a customer, whose helper and profile are loaded, and of that the genre}
     *
     * @param customer the customer
     */
    public static CustomerView of(Customer customer) {
        Optional<CustomerProfile> profile = customer.profile().find();
        return new CustomerView(
                customer.id(),
                customer.name(),
                customer.email(),
                customer.address(),
                customer.supportRep().find().map(Employee::name),
                profile.flatMap(known -> known.favourite().find()).map(Genre::name),
                profile.map(CustomerProfile::newsletter).orElse(false));
    }
}

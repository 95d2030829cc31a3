package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.CustomerProfile_.CUSTOMER_PROFILE;
import static io.granary.examples.musicstore.model.Customer_.CUSTOMER;
import static io.granary.orm.Load.selectInLoad;

import io.granary.examples.musicstore.model.Customer;
import io.granary.examples.musicstore.view.CustomerView;
import io.granary.orm.AsyncSession;
import io.granary.orm.GetOptions;
import java.util.concurrent.CompletionStage;

/** A customer, who helps them, and what they like. */
final class CustomerGraph {

    private static final GetOptions WITH_ALL = GetOptions.none()
            .withLoad(
                    selectInLoad(CUSTOMER.supportRep),
                    selectInLoad(CUSTOMER.profile).joinedLoad(CUSTOMER_PROFILE.favourite));

    private CustomerGraph() {}

    static CompletionStage<Answer<CustomerView>> load(AsyncSession session, long id) {
        return session.get(Customer.class, id, WITH_ALL)
                .thenApply(found -> Answer.of("customer", id, found).map(CustomerView::of));
    }
}

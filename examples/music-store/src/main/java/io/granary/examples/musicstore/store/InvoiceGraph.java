package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.Customer_.CUSTOMER;
import static io.granary.examples.musicstore.model.InvoiceLine_.INVOICE_LINE;
import static io.granary.examples.musicstore.model.Invoice_.INVOICE;
import static io.granary.orm.Load.selectInLoad;

import io.granary.examples.musicstore.model.Customer;
import io.granary.examples.musicstore.view.InvoiceView;
import io.granary.orm.AsyncSession;
import io.granary.orm.GetOptions;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The invoices of a customer, with what was bought. */
final class InvoiceGraph {

    private static final GetOptions WITH_INVOICES = GetOptions.none()
            .withLoad(
                    selectInLoad(CUSTOMER.invoices).selectInLoad(INVOICE.lines).joinedLoad(INVOICE_LINE.track));

    private InvoiceGraph() {}

    static CompletionStage<Answer<List<InvoiceView>>> load(AsyncSession session, long customer) {
        return session.get(Customer.class, customer, WITH_INVOICES)
                .thenApply(found -> Answer.of("customer", customer, found).map(InvoiceGraph::invoices));
    }

    private static List<InvoiceView> invoices(Customer customer) {
        return customer.invoices().stream().map(InvoiceView::of).toList();
    }
}

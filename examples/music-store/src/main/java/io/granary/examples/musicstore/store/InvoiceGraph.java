package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.Customer_.CUSTOMER;
import static io.granary.examples.musicstore.model.InvoiceLine_.INVOICE_LINE;
import static io.granary.examples.musicstore.model.Invoice_.INVOICE;

import io.granary.examples.musicstore.model.Customer;
import io.granary.examples.musicstore.model.Invoice;
import io.granary.examples.musicstore.view.InvoiceView;
import io.granary.orm.AsyncSession;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** The invoices of a customer, with what was bought. */
final class InvoiceGraph {

    private InvoiceGraph() {}

    static CompletionStage<Answer<List<InvoiceView>>> load(AsyncSession session, long customer) {
        return session.get(Customer.class, customer)
                .thenCompose(Found.or(
                        "customer",
                        customer,
                        found -> session.load(found, CUSTOMER.invoices)
                                .thenCompose(invoices -> withLines(session, invoices))
                                .thenApply(invoices -> new Answer.Given<>(
                                        invoices.stream().map(InvoiceView::of).toList()))));
    }

    private static CompletionStage<List<Invoice>> withLines(AsyncSession session, List<Invoice> invoices) {
        return Each.load(session, invoices, INVOICE.lines)
                .thenCompose(loaded -> Each.load(
                        session,
                        invoices.stream().flatMap(each -> each.lines().stream()).toList(),
                        INVOICE_LINE.track))
                .thenApply(loaded -> invoices);
    }
}

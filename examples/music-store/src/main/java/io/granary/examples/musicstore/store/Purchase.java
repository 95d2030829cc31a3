package io.granary.examples.musicstore.store;

import io.granary.examples.musicstore.model.Customer;
import io.granary.examples.musicstore.model.Invoice;
import io.granary.examples.musicstore.model.Track;
import io.granary.examples.musicstore.view.InvoiceView;
import io.granary.orm.AsyncSession;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Makes an invoice of an order, in a transaction that whoever calls it commits. What is refused is refused before anything is written. */
record Purchase(Order order, Instant now) {

    CompletionStage<Answer<InvoiceView>> perform(AsyncSession session) {
        return session.get(Customer.class, order.customerId())
                .thenCompose(customer -> session.getAll(
                                Track.class,
                                order.lines().stream().map(Order.Line::trackId).toList())
                        .thenCompose(tracks -> perform(session, customer, tracks)));
    }

    private CompletionStage<Answer<InvoiceView>> perform(
            AsyncSession session, Optional<Customer> customer, List<Optional<Track>> tracks) {
        if (customer.isEmpty()) {
            return refused("There is no customer " + order.customerId() + ".");
        }
        Invoice invoice = new Invoice(customer.orElseThrow(), now);
        for (int i = 0; i < tracks.size(); i++) {
            Order.Line line = order.lines().get(i);
            if (tracks.get(i).isEmpty()) {
                return refused("There is no track " + line.trackId() + ".");
            }
            invoice.add(tracks.get(i).orElseThrow(), line.quantity());
        }
        session.add(invoice);
        return session.flush().thenApply(written -> new Answer.Given<>(InvoiceView.of(invoice)));
    }

    private static CompletionStage<Answer<InvoiceView>> refused(String sentence) {
        return CompletableFuture.completedStage(new Answer.Refused<>(new Refusal.Invalid(sentence)));
    }
}

package io.granary.examples.musicstore.http;

import io.granary.examples.musicstore.store.Order;
import io.granary.examples.musicstore.store.Sales;
import io.granary.examples.musicstore.view.CustomerView;
import io.granary.examples.musicstore.view.InvoiceView;
import java.util.List;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.server.AllDirectives;
import org.apache.pekko.http.javadsl.server.PathMatchers;
import org.apache.pekko.http.javadsl.server.Route;

/** Customers, their invoices, and what is made of these. */
final class SalesRoutes extends AllDirectives {

    private static final int MOST = 100;

    record NewInvoice(long customerId, List<Order.Line> lines) implements Body {

        @Override
        public Stream<String> faults() {
            return Stream.concat(
                    Body.unless(!lines.isEmpty() && lines.size() <= MOST, "lines has to have 1 to " + MOST + "."),
                    Body.unless(
                            lines.stream().allMatch(line -> line.quantity() >= 1 && line.quantity() <= MOST),
                            "quantity has to be from 1 to " + MOST + "."));
        }
    }

    private final ActorRef<Sales.Command> sales;
    private final Asking asking;

    SalesRoutes(ActorRef<Sales.Command> sales, Asking asking) {
        this.sales = sales;
        this.asking = asking;
    }

    Route route() {
        return concat(
                path("invoices", () -> post(() -> Body.read(NewInvoice.class, this::buy))),
                path(
                        PathMatchers.segment("customers")
                                .slash(PathMatchers.longSegment())
                                .slash("invoices"),
                        customer -> get(() -> invoices(customer))),
                path(
                        PathMatchers.segment("customers").slash(PathMatchers.longSegment()),
                        customer -> get(() -> customer(customer))),
                path(PathMatchers.segment("reports").slash("sales-by-genre"), () -> get(this::byGenre)));
    }

    private Route buy(NewInvoice invoice) {
        Order order = new Order(invoice.customerId(), invoice.lines());
        return asking.<Sales.Command, InvoiceView>ask(
                sales, replyTo -> new Sales.Buy(order, replyTo), made -> Asking.json(StatusCodes.CREATED, made));
    }

    private Route customer(long id) {
        return asking.<Sales.Command, CustomerView>ask(sales, replyTo -> new Sales.GetCustomer(id, replyTo));
    }

    private Route invoices(long customer) {
        return asking.<Sales.Command, List<InvoiceView>>ask(
                sales, replyTo -> new Sales.ListInvoices(customer, replyTo));
    }

    private Route byGenre() {
        return asking.ask(sales, Sales.ReportByGenre::new);
    }
}

package io.granary.examples.musicstore.store;

import io.granary.examples.musicstore.store.SessionPerRequest.Ended;
import io.granary.examples.musicstore.view.CustomerView;
import io.granary.examples.musicstore.view.GenreSales;
import io.granary.examples.musicstore.view.InvoiceView;
import io.granary.orm.AsyncSessionMaker;
import java.time.Clock;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Sells tracks, and tells who buys and what was sold. Each purchase is a transaction of its own, in a session of its own: buyers do not wait for one another. */
public final class Sales {

    /** What it is told. */
    public sealed interface Command {}

    /**
     * Buys tracks.
     *
     * @param order what is bought
     * @param replyTo gets the invoice, when it is committed
     */
    public record Buy(Order order, ActorRef<Answer<InvoiceView>> replyTo) implements Command {}

    /**
     * Asks for a customer.
     *
     * @param id the customer's number
     * @param replyTo gets the customer
     */
    public record GetCustomer(long id, ActorRef<Answer<CustomerView>> replyTo) implements Command {}

    /**
     * Asks for a customer's invoices.
     *
     * @param customer the customer's number
     * @param replyTo gets them, the oldest first
     */
    public record ListInvoices(long customer, ActorRef<Answer<List<InvoiceView>>> replyTo) implements Command {}

    /**
     * Asks what was sold of each genre.
     *
     * @param replyTo gets the genres, that with the greatest revenue first
     */
    public record ReportByGenre(ActorRef<Answer<List<GenreSales>>> replyTo) implements Command {}

    private record WorkEnded(Ended<?> work) implements Command {}

    private final SessionPerRequest<Command> work;
    private final Clock clock;

    private Sales(ActorContext<Command> context, AsyncSessionMaker sessions, Clock clock) {
        this.work = new SessionPerRequest<>(context, sessions, WorkEnded::new);
        this.clock = clock;
    }

    /**
     * {@return its behavior}
     *
     * @param sessions open a session for each request
     * @param clock what invoices are dated by
     */
    public static Behavior<Command> create(AsyncSessionMaker sessions, Clock clock) {
        return Behaviors.setup(context -> new Sales(context, sessions, clock).serving());
    }

    private Behavior<Command> serving() {
        return Behaviors.receive(Command.class)
                .onMessage(Buy.class, this::onBuy)
                .onMessage(GetCustomer.class, this::onGetCustomer)
                .onMessage(ListInvoices.class, this::onListInvoices)
                .onMessage(ReportByGenre.class, this::onReportByGenre)
                .onMessage(WorkEnded.class, this::onWorkEnded)
                .onSignal(PreRestart.class, signal -> onEnd())
                .onSignal(PostStop.class, signal -> onEnd())
                .build();
    }

    private Behavior<Command> onBuy(Buy buy) {
        Purchase purchase = new Purchase(buy.order(), clock.instant());
        work.write(buy.replyTo(), purchase::perform);
        return Behaviors.same();
    }

    private Behavior<Command> onGetCustomer(GetCustomer get) {
        work.read(get.replyTo(), session -> CustomerGraph.load(session, get.id()));
        return Behaviors.same();
    }

    private Behavior<Command> onListInvoices(ListInvoices list) {
        work.read(list.replyTo(), session -> InvoiceGraph.load(session, list.customer()));
        return Behaviors.same();
    }

    private Behavior<Command> onReportByGenre(ReportByGenre report) {
        work.read(report.replyTo(), SalesByGenre::load);
        return Behaviors.same();
    }

    private Behavior<Command> onWorkEnded(WorkEnded ended) {
        work.answer(ended.work());
        return Behaviors.same();
    }

    private Behavior<Command> onEnd() {
        work.stop();
        return Behaviors.same();
    }
}

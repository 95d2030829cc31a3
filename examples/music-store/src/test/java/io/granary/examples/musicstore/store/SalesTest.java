package io.granary.examples.musicstore.store;

import static io.granary.examples.musicstore.model.Customer_.CUSTOMER;
import static io.granary.examples.musicstore.model.Invoice_.INVOICE;
import static io.granary.examples.musicstore.model.Track_.TRACK;
import static io.granary.sql.Sql.select;
import static org.assertj.core.api.Assertions.assertThat;

import io.granary.examples.musicstore.data.MusicData;
import io.granary.examples.musicstore.data.Scale;
import io.granary.examples.musicstore.model.MusicModel;
import io.granary.examples.musicstore.view.InvoiceView;
import io.granary.orm.AsyncSessionMaker;
import io.granary.sql.TypedSelect;
import io.granary.testkit.Await;
import io.granary.testkit.fixtures.SqlLog;
import io.granary.testkit.junit.Faults;
import io.granary.testkit.junit.GranaryTest;
import java.time.Clock;
import java.util.List;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

// #sales
/** The actor that sells, as somebody tests it who uses Granary: on H2 in memory, and whatever is sold is there again for the next test. */
@GranaryTest(mappings = MusicModel.class)
class SalesTest {

    private Order order = new Order(0, List.of());

    /** A database that is rolled back goes on numbering, so the numbers are asked for. */
    @BeforeEach
    void openTheStore(AsyncSessionMaker sessions) {
        Await.value(MusicData.load(sessions, Scale.SMALL, 1));
        long customer = firstOf(sessions, select(CUSTOMER.id).orderBy(CUSTOMER.id));
        long track = firstOf(sessions, select(TRACK.id).orderBy(TRACK.id));
        order = new Order(customer, List.of(new Order.Line(track, 2), new Order.Line(track + 1, 1)));
    }

    @Test
    void whoBuysGetsAnInvoice(ActorTestKit kit, AsyncSessionMaker sessions) {
        long before = invoices(sessions);

        assertThat(buy(kit, sessions))
                .isInstanceOfSatisfying(
                        Answer.Given.class, given -> assertThat(given.value()).isInstanceOf(InvoiceView.class));

        assertThat(invoices(sessions)).isEqualTo(before + 1);
    }

    @Test
    void aConflictSellsNothingAndSaysThatLaterIsBetter(ActorTestKit kit, AsyncSessionMaker sessions, Faults faults) {
        long before = invoices(sessions);
        faults.conflictNext("insert into invoice_line");

        assertThat(buy(kit, sessions))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.why()).isInstanceOf(Refusal.Unavailable.class));

        assertThat(invoices(sessions)).isEqualTo(before);
    }

    @Test
    void invoicesAreReadByAsManyQueriesHoweverManyThereAre(ActorTestKit kit, AsyncSessionMaker sessions, SqlLog log) {
        buy(kit, sessions);
        TestProbe<Answer<List<InvoiceView>>> answers = kit.createTestProbe();
        log.mark();

        kit.spawn(Sales.create(sessions, Clock.systemUTC()))
                .tell(new Sales.ListInvoices(order.customerId(), answers.ref()));

        assertThat(answers.receiveMessage()).isInstanceOf(Answer.Given.class);
        log.assertNoMoreThan(3);
        log.assertNoRepeats(1);
    }

    private Answer<InvoiceView> buy(ActorTestKit kit, AsyncSessionMaker sessions) {
        TestProbe<Answer<InvoiceView>> answers = kit.createTestProbe();
        kit.spawn(Sales.create(sessions, Clock.systemUTC())).tell(new Sales.Buy(order, answers.ref()));
        return answers.receiveMessage();
    }

    private static long firstOf(AsyncSessionMaker sessions, TypedSelect<Long> ids) {
        return Await.value(sessions.session(session -> session.scalar(ids))).orElseThrow();
    }

    private static long invoices(AsyncSessionMaker sessions) {
        return Await.value(sessions.session(session -> session.count(select(INVOICE))));
    }
}
// #sales

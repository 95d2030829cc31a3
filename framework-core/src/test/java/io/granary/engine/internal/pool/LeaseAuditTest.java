package io.granary.engine.internal.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.engine.Priority;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.pool.LeaseAudit.Finding;
import io.granary.engine.internal.pool.LeaseAudit.Found;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

class LeaseAuditTest {

    private static final Optional<Duration> TEN = Optional.of(Duration.ofNanos(10));

    private final ActorRef<ConnectionCommand> actor =
            TestInbox.<ConnectionCommand>create().getRef();

    @Test
    void warnsOnceOfALeaseThatIsHeldForLong() {
        LeaseAudit audit = new LeaseAudit(TEN, Optional.empty());
        List<Slot> loans = List.of(lent(7, Wishes.waiter(Priority.NORMAL, 0), 100));

        assertThat(audit.look(loans, 110)).isEmpty();
        assertThat(audit.look(loans, 111)).extracting(Found::finding).containsExactly(Finding.LEAKING);
        assertThat(audit.look(loans, 500)).isEmpty();
    }

    @Test
    void warnsAnewOfTheNextLease() {
        LeaseAudit audit = new LeaseAudit(TEN, Optional.empty());
        audit.look(List.of(lent(7, Wishes.waiter(Priority.NORMAL, 0), 0)), 50);

        List<Found> found = audit.look(List.of(lent(8, Wishes.waiter(Priority.NORMAL, 0), 30)), 60);

        assertThat(found).extracting(each -> each.loan().lease()).containsExactly(8L);
    }

    @Test
    void takesBackOnlyWhatNoActorOwns() {
        LeaseAudit audit = new LeaseAudit(Optional.empty(), TEN);
        Waiter nobody = Wishes.waiter(Priority.NORMAL, 0);
        Waiter owned = new Waiter(nobody.terms().ownedBy(actor), nobody.demand(), 0, 0);

        List<Found> found = audit.look(List.of(lent(1, nobody, 0), lent(2, owned, 0)), 11);

        assertThat(found).extracting(each -> each.loan().lease()).containsExactly(1L);
        assertThat(found).extracting(Found::finding).containsExactly(Finding.OVERDUE);
    }

    @Test
    void findsNothingWhereNothingIsAsked() {
        LeaseAudit audit = new LeaseAudit(Optional.empty(), Optional.empty());

        assertThat(audit.look(List.of(lent(1, Wishes.waiter(Priority.NORMAL, 0), 0)), Long.MAX_VALUE))
                .isEmpty();
    }

    private Slot lent(long lease, Waiter waiter, long since) {
        Slot slot = new Slot(lease, actor, 0);
        slot.opened(0, 0);
        slot.lent(new Loan(lease, waiter, since));
        return slot;
    }
}

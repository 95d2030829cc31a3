package io.granary.engine.internal.pool;

import io.granary.engine.PoolListener;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ConnectionSetup;
import io.granary.error.GranaryException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * Leases: their numbers, whose lives they are tied to, and how they are taken back. Belongs to the supervisor and is called on its thread
 * only.
 */
final class Lending {

    private final ActorContext<PoolCommand> context;
    private final ConnectionSetup setup;
    private final PoolBooks books;
    private final PoolLives lives;
    private final Function<ActorRef<?>, PoolCommand> whenOwnerEnds;
    private final Owners owners = new Owners();

    /**
     * Lends nothing yet.
     *
     * @param whenOwnerEnds makes the message that the supervisor gets about an owner
     */
    Lending(
            ActorContext<PoolCommand> context,
            ConnectionSetup setup,
            PoolBooks books,
            PoolLives lives,
            Function<ActorRef<?>, PoolCommand> whenOwnerEnds) {
        this.context = context;
        this.setup = setup;
        this.books = books;
        this.lives = lives;
        this.whenOwnerEnds = whenOwnerEnds;
    }

    /** Lends an idle connection, and watches whom it is lent to. */
    void lend(Slot slot, Waiter waiter, long now) {
        long lease = lives.nextLease();
        boolean used = slot.used();
        slot.lent(new Loan(lease, waiter, now));
        waiter.terms().owner().ifPresent(owner -> {
            if (owners.add(owner, lease)) {
                context.watchWith(owner, whenOwnerEnds.apply(owner));
            }
        });
        setup.listeners().pool(setup.engine(), slot.id(), PoolListener.Event.CHECKED_OUT);
        // What was opened for this has just given a sign of life.
        slot.actor().tell(waiter.demand().command(lease, setup.options().poolPrePing() && used));
    }

    /** Has a connection ask its server for a sign of life while nobody needs it. */
    void probe(Slot slot) {
        long lease = lives.nextLease();
        slot.probed(lease);
        slot.actor().tell(new ConnectionCommand.Probe(lease));
    }

    /** A lease is over. */
    void forget(@Nullable Loan loan) {
        if (loan == null) {
            return;
        }
        loan.waiter().terms().owner().ifPresent(owner -> {
            owners.remove(owner, loan.lease()).ifPresent(context::unwatch);
        });
    }

    /** A connection ended without a word, and may not have read whom it was lent to; whom it has answered hears nothing of this. */
    void crashed(@Nullable Loan loan) {
        if (loan != null) {
            forget(loan);
            loan.waiter().demand().fail(setup.stopped().get());
        }
    }

    /** Takes back what an owner held. */
    void ownerEnded(ActorRef<?> owner) {
        List<Slot> lent = everything().toList();
        for (long lease : owners.gone(owner)) {
            lent.forEach(slot -> {
                Loan loan = slot.loan();
                if (loan != null && loan.lease() == lease) {
                    revoke(slot, loan, "its owner " + owner.path() + " ended");
                }
            });
        }
    }

    /** Takes back whatever is lent, detached connections too. */
    void revokeAll(String reason) {
        everything().forEach(slot -> {
            Loan loan = slot.loan();
            if (loan != null) {
                revoke(slot, loan, reason);
            }
        });
    }

    void revoke(Slot slot, Loan loan, String reason) {
        slot.actor().tell(new ConnectionCommand.Revoke(loan.lease(), reason));
    }

    private Stream<Slot> everything() {
        return Stream.concat(books.loans().stream(), books.detached().stream());
    }

    /** The pool ends, and its actor does not. */
    void forgetOwners() {
        owners.all().forEach(context::unwatch);
    }

    /** Answers who was lent a connection whose actor may not have read that. */
    void failAll(GranaryException failure) {
        for (Slot slot : books.loans()) {
            Loan loan = slot.loan();
            if (loan != null) {
                loan.waiter().demand().fail(failure);
            }
        }
    }
}

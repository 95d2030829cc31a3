package io.granary.engine.internal.pool;

import io.granary.engine.Holder;
import io.granary.engine.internal.Answer;
import io.granary.engine.internal.connection.ConnectionCommand;
import io.granary.engine.internal.connection.ConnectionReport;
import io.granary.error.GranaryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who holds what, and what they do with it: each connection that is lent is asked, and the question answered when all have spoken or ended.
 * Belongs to the supervisor and is called on its thread only.
 */
final class Census {

    private record Inquiry(Answer<List<Holder>> answer, Map<Long, Holder> silent, List<Holder> heard) {}

    private final Map<Long, Inquiry> open = new HashMap<>();
    private long lastQuestion;

    /** Asks the holders' connections; questions have numbers below zero, so that they are not taken for those of others. */
    void ask(Answer<List<Holder>> answer, List<Slot> loans, long now) {
        Inquiry inquiry = new Inquiry(answer, new HashMap<>(), new ArrayList<>());
        long question = --lastQuestion;
        for (Slot slot : loans) {
            Loan loan = slot.loan();
            if (loan != null) {
                String owner = loan.waiter().terms().ownerName();
                Duration held = Duration.ofNanos(now - loan.since());
                inquiry.silent().put(slot.id(), new Holder(loan.lease(), slot.id(), owner, held, false, 0));
                slot.actor().tell(new ConnectionCommand.TellActivity(question));
            }
        }
        open.put(question, inquiry);
        answerIfComplete(question, inquiry);
    }

    /** A connection spoke. A lease that ended meanwhile is nobody's any more. */
    void hear(ConnectionReport.Activity activity) {
        Inquiry inquiry = open.get(activity.question());
        if (inquiry == null) {
            return;
        }
        Holder holder = inquiry.silent().remove(activity.connection());
        if (holder != null && holder.lease() == activity.lease()) {
            inquiry.heard().add(completed(holder, activity));
        }
        answerIfComplete(activity.question(), inquiry);
    }

    /** A connection ended and will not speak any more. */
    void ended(long connection) {
        Map.copyOf(open).forEach((question, inquiry) -> {
            inquiry.silent().remove(connection);
            answerIfComplete(question, inquiry);
        });
    }

    void failAll(GranaryException failure) {
        open.values().forEach(inquiry -> inquiry.answer().fail(failure));
        open.clear();
    }

    private void answerIfComplete(long question, Inquiry inquiry) {
        if (inquiry.silent().isEmpty() && open.remove(question) != null) {
            inquiry.heard().sort(Comparator.comparing(Holder::held).reversed().thenComparing(Holder::lease));
            inquiry.answer().succeed(List.copyOf(inquiry.heard()));
        }
    }

    private static Holder completed(Holder holder, ConnectionReport.Activity activity) {
        return new Holder(
                holder.lease(),
                holder.connection(),
                holder.owner(),
                holder.held(),
                activity.pulse().running(),
                activity.pulse().operations());
    }
}

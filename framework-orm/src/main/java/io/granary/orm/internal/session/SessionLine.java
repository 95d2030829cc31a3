package io.granary.orm.internal.session;

import io.granary.engine.internal.Answer;
import io.granary.engine.internal.connection.Deadline;
import io.granary.error.GranaryException;
import io.granary.orm.internal.session.SessionCommand.Perform;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.function.Supplier;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.jspecify.annotations.Nullable;

/**
 * What a busy session was asked for, in order, and the clocks of what has a time, which run until it is answered. Belongs to the session's actor.
 */
final class SessionLine {

    private final ActorContext<Object> context;
    private final Deque<Perform<?>> waiting = new ArrayDeque<>();
    private final IdentityHashMap<Answer<?>, Cancellable> clocks = new IdentityHashMap<>();

    /** The time of something is over, or was when it was answered. */
    record TimeOver(Perform<?> perform) {}

    SessionLine(ActorContext<Object> context) {
        this.context = context;
    }

    /** Sets the clock of something that has come, if it has a time. */
    void setClock(Perform<?> perform) {
        Deadline deadline = perform.deadline();
        if (deadline != null) {
            clocks.put(
                    perform.answer(), context.scheduleOnce(deadline.left(), context.getSelf(), new TimeOver(perform)));
        }
    }

    void add(Perform<?> perform) {
        waiting.add(perform);
    }

    /** What is next; those whose time is over are told, for a clock may strike while the actor is kept. */
    @Nullable Perform<?> next() {
        for (Perform<?> first = waiting.poll(); first != null; first = waiting.poll()) {
            Deadline deadline = first.deadline();
            if (deadline == null || !deadline.isOver()) {
                return first;
            }
            refuse(first);
        }
        return null;
    }

    /** Somebody's time is over who still waits, if they do. */
    void timeOver(Perform<?> perform) {
        if (waiting.removeIf(other -> other.answer() == perform.answer())) {
            refuse(perform);
        }
    }

    private void refuse(Perform<?> perform) {
        answered(perform.answer());
        perform.answer().fail(TimeLimit.late("its time was over before its turn; nothing of it was done"));
    }

    /** Something is answered, so its clock has nothing to tell. */
    void answered(Answer<?> answer) {
        Cancellable clock = clocks.isEmpty() ? null : clocks.remove(answer);
        if (clock != null) {
            clock.cancel();
        }
    }

    /** Nothing of it is done any more. A failure has the stack in it, which is long, and most sessions end with nobody waiting. */
    void refuseAll(Supplier<GranaryException> why) {
        if (!clocks.isEmpty()) {
            clocks.values().forEach(Cancellable::cancel);
            clocks.clear();
        }
        waiting.forEach(perform -> perform.answer().fail(why.get()));
        waiting.clear();
    }
}

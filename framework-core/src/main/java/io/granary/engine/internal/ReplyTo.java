package io.granary.engine.internal;

import io.granary.error.GranaryException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The answer to an actor: one message of its protocol's reply type, the first; later ones are dropped, for an end that comes twice.
 *
 * @param <T> what is answered
 * @param <R> the protocol's reply type
 */
public final class ReplyTo<T, R> implements Answer<T> {

    private final ActorRef<R> replyTo;
    private final Function<T, R> value;
    private final Function<GranaryException, R> failure;
    private final AtomicBoolean answered = new AtomicBoolean();
    private volatile boolean abandoned;
    private volatile Runnable whenAnswered = () -> {};

    /**
     * Makes one that nothing has answered.
     *
     * @param replyTo who asked
     * @param value makes the message for a value
     * @param failure makes the message for a failure
     */
    public ReplyTo(ActorRef<R> replyTo, Function<T, R> value, Function<GranaryException, R> failure) {
        this.replyTo = replyTo;
        this.value = value;
        this.failure = failure;
    }

    @Override
    public void offer(T answer, Runnable refused) {
        if (answered.compareAndSet(false, true)) {
            replyTo.tell(value.apply(answer));
            whenAnswered.run();
        } else {
            refused.run();
        }
    }

    @Override
    public void fail(GranaryException cause) {
        if (answered.compareAndSet(false, true)) {
            replyTo.tell(failure.apply(cause));
            whenAnswered.run();
        }
    }

    /**
     * Has something run after the answer; to be said before anybody can give it.
     *
     * @param action what to run, on any thread; it must be quick
     */
    public void whenAnswered(Runnable action) {
        whenAnswered = action;
    }

    /** Told when who asked is known to be gone: what comes from now on is refused. */
    public void abandon() {
        if (answered.compareAndSet(false, true)) {
            abandoned = true;
        }
    }

    @Override
    public boolean abandoned() {
        return abandoned;
    }
}

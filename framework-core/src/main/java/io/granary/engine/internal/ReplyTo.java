package io.granary.engine.internal;

import io.granary.error.GranaryException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * The answer to an actor: one message of its protocol's reply type.
 *
 * @param <T> what is answered
 * @param <R> the protocol's reply type
 * @param replyTo who asked
 * @param value makes the message for a value
 * @param failure makes the message for a failure
 */
public record ReplyTo<T, R>(ActorRef<R> replyTo, Function<T, R> value, Function<GranaryException, R> failure)
        implements Answer<T> {

    @Override
    public void offer(T answer, Runnable refused) {
        replyTo.tell(value.apply(answer));
    }

    @Override
    public void fail(GranaryException cause) {
        replyTo.tell(failure.apply(cause));
    }
}

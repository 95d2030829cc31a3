package io.granary.engine.internal;

import io.granary.error.GranaryException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * An answer that forgets the asker once it is given. For whoever keeps it longer: a pool remembers whose wish a lease was, and must not
 * keep a connection reachable by that which its user has dropped. And for askers that think an answer over before they give it on: what
 * is answered meanwhile came second, and does not count.
 *
 * @param <T> what is answered
 */
final class OnceAnswer<T> implements Answer<T> {

    private final AtomicReference<@Nullable Answer<T>> asker;

    OnceAnswer(Answer<T> asker) {
        this.asker = new AtomicReference<>(asker);
    }

    @Override
    public void offer(T value, Runnable refused) {
        Answer<T> end = asker.getAndSet(null);
        if (end == null) {
            refused.run();
        } else {
            end.offer(value, refused);
        }
    }

    @Override
    public void fail(GranaryException failure) {
        Answer<T> end = asker.getAndSet(null);
        if (end != null) {
            end.fail(failure);
        }
    }

    @Override
    public boolean abandoned() {
        Answer<T> end = asker.get();
        return end == null || end.abandoned();
    }

    @Override
    public void whenAbandoned(Runnable action) {
        Answer<T> end = asker.get();
        if (end != null) {
            end.whenAbandoned(action);
        }
    }
}

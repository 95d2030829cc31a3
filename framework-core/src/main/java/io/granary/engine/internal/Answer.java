package io.granary.engine.internal;

import io.granary.error.GranaryException;
import java.util.function.Function;

/**
 * Where the answer to a request goes: a promise when a facade asked, a ref and a correlation number when an actor did. An actor that
 * holds one answers it exactly once, on every path.
 *
 * @param <T> what is answered
 */
public interface Answer<T> {

    /**
     * Gives the value.
     *
     * @param value the answer
     */
    default void succeed(T value) {
        offer(value, () -> {});
    }

    /**
     * Gives a value that has to be taken back if nobody waits for it any more.
     *
     * @param value the answer
     * @param refused run, on any thread, when the asker had given up before
     */
    void offer(T value, Runnable refused);

    /**
     * Says why there is no value.
     *
     * @param failure why
     */
    void fail(GranaryException failure);

    /** {@return whether nobody waits any more, as far as is known} */
    default boolean abandoned() {
        return false;
    }

    /**
     * Has something run when nobody waits any more, at once if that is so already. Only the last one given counts; once an answer is given,
     * it is not run. Where it cannot be known whether somebody waits, it is never run.
     *
     * @param action what to run, on any thread; it must be quick
     */
    default void whenAbandoned(Runnable action) {}

    /**
     * {@return an answer that nobody hears}
     *
     * @param <T> what is answered
     */
    static <T> Answer<T> unheard() {
        return new Answer<>() {
            @Override
            public void offer(T value, Runnable refused) {
                // Nobody waits.
            }

            @Override
            public void fail(GranaryException failure) {
                // Nobody waits.
            }
        };
    }

    /**
     * {@return an answer of another type that ends here}
     *
     * @param <U> what is answered there
     * @param change turns one into the other; called once, where the answer is given
     */
    default <U> Answer<U> map(Function<? super U, ? extends T> change) {
        Answer<T> end = this;
        return new Answer<>() {
            @Override
            public void offer(U value, Runnable refused) {
                end.offer(change.apply(value), refused);
            }

            @Override
            public void fail(GranaryException failure) {
                end.fail(failure);
            }

            @Override
            public boolean abandoned() {
                return end.abandoned();
            }

            @Override
            public void whenAbandoned(Runnable action) {
                end.whenAbandoned(action);
            }
        };
    }
}

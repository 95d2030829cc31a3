package io.granary.examples.musicstore.store;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request: what was asked for, or why it is not given. That something is refused is no exception of the store's: it is one of
 * two things that happen.
 *
 * @param <T> what was asked for
 */
public sealed interface Answer<T> {

    /**
     * What was asked for.
     *
     * @param <T> its class
     * @param value it
     */
    record Given<T>(T value) implements Answer<T> {}

    /**
     * Why it is not given.
     *
     * @param <T> what was asked for
     * @param why the reason
     */
    record Refused<T>(Refusal why) implements Answer<T> {}

    /**
     * {@return the outcome of a stage as an answer}
     *
     * @param <T> what was asked for
     * @param answer what the stage gave; null if it failed
     * @param failure why it failed; null if it did not
     */
    static <T> Answer<T> of(@Nullable Answer<T> answer, @Nullable Throwable failure) {
        return failure == null ? requireNonNull(answer) : new Refused<>(Refusal.of(failure));
    }

    /**
     * {@return what was looked for as an answer}
     *
     * @param <T> its class
     * @param what what it is
     * @param id its number
     * @param found it; empty if it is not there
     */
    static <T> Answer<T> of(String what, long id, Optional<T> found) {
        return found.<Answer<T>>map(Given::new).orElseGet(() -> new Refused<>(Refusal.notFound(what, id)));
    }

    /**
     * {@return this with what is made of the value}
     *
     * @param <R> what is made of it
     * @param change makes it
     */
    default <R> Answer<R> map(Function<? super T, ? extends R> change) {
        if (this instanceof Given<T> given) {
            return new Given<>(change.apply(given.value()));
        }
        return new Refused<>(((Refused<T>) this).why());
    }
}

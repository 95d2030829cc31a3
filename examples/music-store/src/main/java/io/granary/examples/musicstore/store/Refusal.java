package io.granary.examples.musicstore.store;

import io.granary.error.GranaryException;
import io.granary.error.PoolBusyException;
import io.granary.error.PoolTimeoutException;
import io.granary.error.StaleDataException;
import io.granary.error.UniqueViolationException;
import java.util.concurrent.CompletionException;

/** Why a request is refused, by what who asked can do about it. */
public sealed interface Refusal {

    /** {@return a sentence for who asked} */
    String sentence();

    /**
     * It is not there: ask for something else.
     *
     * @param sentence what is not there
     */
    record NotFound(String sentence) implements Refusal {}

    /**
     * It contradicts what is there: look again, then decide anew.
     *
     * @param sentence what it contradicts
     */
    record Conflict(String sentence) implements Refusal {}

    /**
     * It makes no sense: ask otherwise.
     *
     * @param sentence what is wrong with it
     */
    record Invalid(String sentence) implements Refusal {}

    /**
     * Not now: ask the same later.
     *
     * @param sentence what is the matter
     */
    record Unavailable(String sentence) implements Refusal {}

    /**
     * Something is wrong with the store. The reason is for its log and not for who asked.
     *
     * @param cause the reason
     */
    record Failed(Throwable cause) implements Refusal {

        @Override
        public String sentence() {
            return "Something went wrong in the store.";
        }
    }

    /**
     * {@return that something is not there}
     *
     * @param what what it is
     * @param id its number
     */
    static Refusal notFound(String what, long id) {
        return new NotFound("There is no " + what + " " + id + ".");
    }

    /**
     * {@return what a failure means for who asked}
     *
     * @param failure why work failed
     */
    static Refusal of(Throwable failure) {
        if (failure instanceof CompletionException && failure.getCause() != null) {
            return of(failure.getCause());
        }
        if (failure instanceof UniqueViolationException) {
            return new Conflict("There is one of that name already.");
        }
        if (failure instanceof StaleDataException) {
            return new Conflict("Somebody else has changed it meanwhile.");
        }
        if (failure instanceof PoolTimeoutException || failure instanceof PoolBusyException) {
            return new Unavailable("All connections to the database are busy.");
        }
        return failure instanceof GranaryException ofDatabase && ofDatabase.retryable()
                ? new Unavailable("The database could not do it just now.")
                : new Failed(failure);
    }
}

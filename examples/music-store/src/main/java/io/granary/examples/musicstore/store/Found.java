package io.granary.examples.musicstore.store;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What becomes of an object that was looked for. */
final class Found {

    private Found() {}

    /** Goes on with it, or says that there is none. */
    static <E, T> Function<Optional<E>, CompletionStage<Answer<T>>> or(
            String what, long id, Function<E, CompletionStage<Answer<T>>> then) {
        return found -> found.map(then)
                .orElseGet(() -> CompletableFuture.completedStage(
                        new Answer.Refused<>(new Refusal.NotFound("There is no " + what + " " + id + "."))));
    }
}

package io.granary.examples.snippets;

import io.granary.engine.AsyncEngine;
import io.granary.error.CheckViolationException;
import io.granary.error.GranaryException;
import io.granary.error.UniqueViolationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Errors, told apart and answered. */
final class Failing {

    private Failing() {}

    // #kinds
    static CompletionStage<String> borrow(AsyncEngine engine, long from, long to) {
        return Transacting.exchange(engine, from, to, 1).handle((result, failure) -> {
            if (failure == null) {
                return "done";
            }
            if (cause(failure) instanceof CheckViolationException violation) {
                return "no copy is left (" + violation.constraint().orElse("unnamed constraint") + ")";
            }
            throw new CompletionException(cause(failure));
        });
    }

    /** Stages that depend on others wrap what these failed with. */
    static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
    // #kinds

    // #duplicate
    static boolean rethrowUnlessDuplicate(Throwable failure) {
        if (cause(failure) instanceof UniqueViolationException) {
            return false;
        }
        throw new CompletionException(cause(failure));
    }
    // #duplicate

    // #retry
    static <T> CompletionStage<T> retrying(int attempts, Supplier<CompletionStage<T>> transaction) {
        return transaction
                .get()
                .exceptionallyCompose(failure -> attempts > 1 && isRetryable(failure)
                        ? retrying(attempts - 1, transaction)
                        : CompletableFuture.failedStage(cause(failure)));
    }

    private static boolean isRetryable(Throwable failure) {
        return cause(failure) instanceof GranaryException known && known.retryable();
    }
    // #retry
}

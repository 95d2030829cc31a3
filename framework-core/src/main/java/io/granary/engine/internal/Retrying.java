package io.granary.engine.internal;

import io.granary.engine.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Makes one attempt after another, as {@link RetryBooks} say, until one succeeds. Whoever gives its stage up gives up the attempt that runs
 * as well, and there is no other.
 *
 * @param <T> what an attempt gives
 */
public final class Retrying<T> {

    private final EngineCore core;
    private final RetryBooks books;
    private final Function<Optional<Duration>, CompletionStage<T>> attempt;
    private final CompletableFuture<T> whole = new CompletableFuture<>();
    private volatile @Nullable CompletableFuture<?> awaited;

    private Retrying(EngineCore core, RetryBooks books, Function<Optional<Duration>, CompletionStage<T>> attempt) {
        this.core = core;
        this.books = books;
        this.attempt = attempt;
    }

    /**
     * Makes the first attempt at once, and others when they are due.
     *
     * @param <T> what an attempt gives
     * @param core the engine
     * @param books say whether and when
     * @param attempt makes one, which waits for its connection no longer than it is told
     * @return completes as the last attempt does
     */
    public static <T> CompletionStage<T> run(
            EngineCore core, RetryBooks books, Function<Optional<Duration>, CompletionStage<T>> attempt) {
        Retrying<T> retrying = new Retrying<>(core, books, attempt);
        Stages.onEnd(retrying.whole, retrying::giveUpIfAwaiting);
        retrying.begin();
        return retrying.whole;
    }

    /**
     * {@return the books of one call}
     *
     * @param core the engine, whose ticker counts
     * @param policy what the caller wants
     * @param patience how long all attempts together may wait for connections
     */
    public static RetryBooks books(EngineCore core, RetryPolicy policy, Optional<Duration> patience) {
        return new RetryBooks(
                policy,
                patience,
                core.ticker(),
                () -> ThreadLocalRandom.current().nextDouble());
    }

    /**
     * Lets time pass before an attempt.
     *
     * @param core the engine
     * @param length how much
     * @return completes when it has passed, or the actor system ends. Giving it up ends the clock
     */
    public static CompletionStage<Done> pause(EngineCore core, Duration length) {
        return Pause.of(core, length);
    }

    private void begin() {
        if (!whole.isDone()) {
            Optional<Duration> patience = books.begin(core.options().poolTimeout());
            CompletionStage<T> running = EngineCore.attempt(() -> attempt.apply(patience));
            await(running);
            Stages.onSuccess(running, whole::complete, this::failed);
        }
    }

    private void failed(Throwable failure) {
        if (whole.isDone()) {
            return;
        }
        Optional<Duration> length = books.failed(failure);
        if (length.isEmpty()) {
            whole.completeExceptionally(books.told(failure));
            return;
        }
        CompletionStage<Done> pause = pause(core, length.get());
        await(pause);
        Stages.onSuccess(pause, over -> begin(), ended -> {
            if (!(ended instanceof CancellationException)) {
                whole.completeExceptionally(books.told(failure));
            }
        });
    }

    private void await(CompletionStage<?> next) {
        awaited = next.toCompletableFuture();
        if (whole.isDone()) {
            giveUpIfAwaiting();
        }
    }

    private void giveUpIfAwaiting() {
        CompletableFuture<?> current = awaited;
        if (current != null) {
            current.cancel(false);
        }
    }
}

package io.granary.stream.internal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A batch's wish for a connection. It is granted or given up, whichever comes first; what has been granted stays so. Thread-safe. */
final class Wish {

    private final AtomicReference<State> state = new AtomicReference<>(State.WAITING);
    private volatile @Nullable CompletableFuture<?> transaction;

    private enum State {
        WAITING,
        GRANTED,
        GIVEN_UP
    }

    /** Tells what waits for the connection. */
    void waits(CompletionStage<?> waiting) {
        transaction = waiting.toCompletableFuture();
        cancelIfGivenUp();
    }

    /** There is a connection: whether somebody still wants it. A transaction that is tried again asks again. */
    boolean grant() {
        return state.compareAndSet(State.WAITING, State.GRANTED) || !isGivenUp();
    }

    /** Waits no longer; one that has been granted is left alone. */
    void giveUp() {
        if (state.compareAndSet(State.WAITING, State.GIVEN_UP)) {
            cancelIfGivenUp();
        }
    }

    boolean isGivenUp() {
        return state.get() == State.GIVEN_UP;
    }

    private void cancelIfGivenUp() {
        CompletableFuture<?> waiting = transaction;
        if (waiting != null && isGivenUp()) {
            waiting.cancel(false);
        }
    }
}

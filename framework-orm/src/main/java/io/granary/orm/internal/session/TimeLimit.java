package io.granary.orm.internal.session;

import io.granary.engine.internal.Scopes;
import io.granary.engine.internal.connection.Deadline;
import io.granary.error.DatabaseError;
import io.granary.error.StatementTimeoutException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The time of what a session does now, if it has one: when it is over, what was asked of the database is given up, and nothing more is asked. Belongs to
 * the session's actor.
 */
final class TimeLimit {

    /** How what has not come yet is given up; left on any thread. */
    private Set<Runnable> asked = Set.of();

    private @Nullable Deadline deadline;
    private volatile boolean over;
    private volatile boolean cutShort;

    /** Something begins that has this time; null for as long as it takes. */
    void set(@Nullable Deadline next) {
        if (deadline == null && next == null) {
            // Nearly everything.
            return;
        }
        deadline = next;
        over = false;
        cutShort = false;
        asked = next == null ? Set.of() : ConcurrentHashMap.newKeySet();
    }

    boolean isSet() {
        return deadline != null;
    }

    boolean isOver() {
        Deadline now = deadline;
        return now != null && (over || now.isOver());
    }

    /** The time is over: what runs is stopped on the server, and who waits for a connection waits no more. */
    void giveUp() {
        over = deadline != null;
        List.copyOf(asked).forEach(Runnable::run);
    }

    /** Whether something of a transaction was stopped or not asked for: what was done of it must not be committed without the rest. */
    boolean hasCutShort() {
        return cutShort;
    }

    /** As {@link #within}, for something of the transaction. */
    <T> CompletionStage<T> withinTransaction(Supplier<CompletionStage<T>> asking) {
        return within(asking, () -> cutShort = true);
    }

    /** Asks for something that can be given up; fails at once when the time is over. */
    <T> CompletionStage<T> within(Supplier<CompletionStage<T>> asking) {
        return within(asking, () -> {});
    }

    private <T> CompletionStage<T> within(Supplier<CompletionStage<T>> asking, Runnable cut) {
        if (!isSet()) {
            return asking.get();
        }
        if (isOver()) {
            cut.run();
            return CompletableFuture.failedFuture(late("its time was over; what was still to do was not sent"));
        }
        CompletableFuture<T> stage = asking.get().toCompletableFuture();
        Runnable giveUp = () -> {
            cut.run();
            stage.cancel(false);
        };
        Set<Runnable> open = asked;
        open.add(giveUp);
        CompletableFuture<T> told = stage.whenComplete((value, failure) -> open.remove(giveUp))
                .exceptionallyCompose(failure -> CompletableFuture.failedFuture(
                        over && Scopes.unwrap(failure) instanceof CancellationException
                                ? late("its time was over; what it had sent was stopped")
                                : failure));
        // Who is told may give up before the time is over, as when one of several fails.
        CompletableFuture<T> unused = told.whenComplete((value, failure) -> {
            if (told.isCancelled()) {
                stage.cancel(false);
            }
        });
        return told;
    }

    /** What somebody is told whose time is over, with what has become of it. */
    static StatementTimeoutException late(String what) {
        return new StatementTimeoutException(DatabaseError.of(what), null);
    }
}

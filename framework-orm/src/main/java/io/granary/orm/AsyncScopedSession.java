package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.pekko.Done;

/**
 * Sessions by a key: the same key has the same session, until it is removed. For code that has a key of its own for what belongs together,
 * a request's number or a
 * tenant's name. An actor needs none: it has its session as a child ({@link AsyncSessionMaker#spawn}). Nothing is bound to threads.
 * (SQLAlchemy, {@code
 * async_scoped_session}.)
 *
 * <p>Safe for use by many threads.
 *
 * @param <K> the class of the keys, which are compared by {@code equals}
 */
public final class AsyncScopedSession<K> {

    private final AsyncSessionMaker maker;
    private final Supplier<? extends K> scopeKey;
    private final ConcurrentHashMap<K, AsyncSession> sessions = new ConcurrentHashMap<>();

    private AsyncScopedSession(AsyncSessionMaker maker, Supplier<? extends K> scopeKey) {
        this.maker = requireNonNull(maker, "maker");
        this.scopeKey = requireNonNull(scopeKey, "scopeKey");
    }

    /**
     * {@return sessions by a key, none of them open yet}
     *
     * @param <K> the class of the keys
     * @param maker opens them
     * @param scopeKey gives the key of whoever asks
     */
    public static <K> AsyncScopedSession<K> of(AsyncSessionMaker maker, Supplier<? extends K> scopeKey) {
        return new AsyncScopedSession<>(maker, scopeKey);
    }

    /** {@return the session of whoever asks, opened now if there is none} */
    public AsyncSession session() {
        return sessions.computeIfAbsent(key(), opened -> maker.open());
    }

    /**
     * {@return the session of whoever asks, opened now with options of its own}
     *
     * @param options how it works
     * @throws InvalidRequestException when there is one already
     */
    public AsyncSession session(SessionOptions options) {
        AsyncSession opened = maker.withOptions(options).open();
        if (sessions.putIfAbsent(key(), opened) != null) {
            CompletionStage<Done> unused = opened.close();
            throw InvalidRequestException.of(
                    "There is a session for this scope already, so it takes no options.",
                    "Remove that one first, or ask for it without options.");
        }
        return opened;
    }

    /** {@return whether whoever asks has a session} */
    public boolean has() {
        return sessions.containsKey(key());
    }

    /**
     * Closes the session of whoever asks and forgets it.
     *
     * @return completes when it is closed; at once if there is none
     */
    public CompletionStage<Done> remove() {
        return Optional.ofNullable(sessions.remove(key()))
                .map(AsyncSession::close)
                .orElseGet(() -> CompletableFuture.completedStage(Done.getInstance()));
    }

    /**
     * Closes all sessions and forgets them.
     *
     * @return completes when they are closed
     */
    public CompletionStage<Done> closeAll() {
        List<CompletableFuture<Done>> closings = new ArrayList<>();
        for (K key : List.copyOf(sessions.keySet())) {
            Optional.ofNullable(sessions.remove(key))
                    .ifPresent(session -> closings.add(session.close().toCompletableFuture()));
        }
        return CompletableFuture.allOf(closings.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> Done.getInstance());
    }

    private K key() {
        return requireNonNull(scopeKey.get(), "the key of the scope");
    }
}

package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.error.InvalidRequestException;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.pekko.Done;

/**
 * Sessions by a key: the same key has the same session, until that is removed or ends. For code that has a key of its own for what belongs together,
 * a request's number or a
 * tenant's name. An actor needs none: it has its session as a child ({@link AsyncSessionMaker#spawn}). Nothing is bound to threads.
 * (SQLAlchemy, {@code
 * async_scoped_session}.)
 *
 * <p>A session that was closed, or that ended with the actor system or by a defect, is not given any more: who asks next gets a new one, as with
 * SQLAlchemy, whose sessions can be used again after {@code close()}. What a session that has ended leaves here is forgotten by itself.
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

    /** {@return the session of whoever asks, opened now if there is none, or if it was closed or has ended} */
    public AsyncSession session() {
        K key = key();
        return usable(key).orElseGet(() -> {
            AsyncSession opened = maker.open();
            AsyncSession other = register(key, opened).orElse(opened);
            if (other != opened) {
                CompletionStage<Done> unused = opened.close();
            }
            return other;
        });
    }

    /**
     * {@return the session of whoever asks, opened now with options of its own}
     *
     * @param options how it works
     * @throws InvalidRequestException when there is one already that can be used
     */
    public AsyncSession session(SessionOptions options) {
        K key = key();
        AsyncSession opened = maker.withOptions(options).open();
        if (register(key, opened).isPresent()) {
            CompletionStage<Done> unused = opened.close();
            throw InvalidRequestException.of(
                    "There is a session for this scope already, so it takes no options.",
                    "Remove that one first, or ask for it without options.");
        }
        return opened;
    }

    /** {@return whether whoever asks has a session that can be used} */
    public boolean has() {
        return usable(key()).isPresent();
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

    private Optional<AsyncSession> usable(K key) {
        return Optional.ofNullable(sessions.get(key)).filter(session -> !session.isOver());
    }

    /** Makes it the one of a key; gives the one that the key has already instead. Opens nothing, for the table's locks are held. */
    private Optional<AsyncSession> register(K key, AsyncSession opened) {
        AsyncSession registered = sessions.merge(key, opened, (known, fresh) -> known.isOver() ? fresh : known);
        if (registered != opened) {
            return Optional.of(registered);
        }
        WeakReference<ConcurrentHashMap<K, AsyncSession>> table = new WeakReference<>(sessions);
        opened.whenEnded(() -> forget(table, key));
        return Optional.empty();
    }

    /** Run by whoever ends the session, which knows neither its handle nor this: they may have been dropped before. */
    private static <K> void forget(WeakReference<ConcurrentHashMap<K, AsyncSession>> table, K key) {
        Optional.ofNullable(table.get())
                .ifPresent(sessions -> sessions.computeIfPresent(key, (same, known) -> known.isOver() ? null : known));
    }

    /** How many it keeps. */
    int size() {
        return sessions.size();
    }

    private K key() {
        return requireNonNull(scopeKey.get(), "the key of the scope");
    }
}

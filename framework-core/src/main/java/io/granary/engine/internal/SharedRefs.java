package io.granary.engine.internal;

import io.granary.error.InvalidRequestException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * One ref for each way to look at something, spawned at the first question for it. Thread-safe.
 *
 * @param <K> the ways, told apart by equality
 * @param <C> what the refs are told
 */
public final class SharedRefs<K, C> {

    /** So that who asks in a new way with each request hears of it before the heap does. */
    private static final int MOST = 1000;

    private final Map<K, ActorRef<C>> refs = new ConcurrentHashMap<>();

    /**
     * {@return the ref for a way to look}
     *
     * @param way the way
     * @param spawn makes its ref
     * @throws InvalidRequestException if there are too many
     */
    public ActorRef<C> get(K way, Supplier<ActorRef<C>> spawn) {
        return refs.computeIfAbsent(way, first -> {
            if (refs.size() >= MOST) {
                throw InvalidRequestException.of(
                        MOST + " views were asked for their ref() already, and each has an actor of its own.",
                        "keep a ref and use it again; what differs from request to request, such as a deadline, belongs in the command");
            }
            return spawn.get();
        });
    }
}

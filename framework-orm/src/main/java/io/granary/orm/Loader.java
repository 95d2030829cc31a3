package io.granary.orm;

import static java.util.Objects.requireNonNull;

import io.granary.engine.internal.Promise;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.loader.LoaderActor;
import io.granary.orm.internal.loader.LoaderGate;
import io.granary.orm.internal.session.SessionGate;
import io.granary.orm.mapping.EntityMapping;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * Gets objects by their keys for many who ask at the same time, by few statements: what is asked while a statement runs is asked for by the
 * next one, each key once. Made by {@link AsyncSessionMaker#loader}.
 *
 * <p>The first who asks does not wait for others. Each who asks gets an object of their own, which belongs to no session; so two who ask for one
 * key get two objects. What they get is what was committed when the statement ran, which is after it was asked for; transactions know nothing of
 * it, and within one {@link AsyncSession#get} is what is meant. (The idea is that of GraphQL's DataLoader.)
 *
 * <p>A handle on an actor, safe for use by many threads, to be kept for as long as the program runs.
 *
 * @param <E> the class of the objects
 */
public final class Loader<E> {

    private final EntityMapping<E> mapping;
    private final ActorRef<LoaderActor.Command> actor;
    private final LoaderGate gate;
    private final Executor completions;

    Loader(EntityMapping<E> mapping, ActorRef<LoaderActor.Command> actor, LoaderGate gate, Executor completions) {
        this.mapping = mapping;
        this.actor = actor;
        this.gate = gate;
        this.completions = completions;
    }

    /**
     * {@return completes with the object of a key; empty if there is no row}
     *
     * <p>Fails with {@link io.granary.error.PoolBusyException} when too many keys wait, with
     * {@link io.granary.error.ResourceClosedException} when the loader is closed or its actor
     * system has ended, and with what the statement failed with; to ask again is safe.
     *
     * @param id the key, as in {@link AsyncSession#get(Class, Object)}
     * @throws io.granary.error.ArgumentException when it does not fit the class's key
     */
    public CompletionStage<Optional<E>> get(Object id) {
        Promise<Optional<Object>> promise = new Promise<>(completions);
        LoaderActor.Get get = new LoaderActor.Get(EntityKeys.from(mapping, requireNonNull(id, "id")), promise);
        return gate.ask(promise, () -> SessionGate.send(actor, get), () -> promise.fail(LoaderActor.closed(mapping)))
                .thenApply(found -> found.map(mapping.type()::cast));
    }

    /**
     * Has no more be asked for: what waits is still answered, and who asks later is refused.
     *
     * @return completes when all is answered
     */
    public CompletionStage<Done> close() {
        Promise<Done> promise = new Promise<>(completions);
        return gate.ask(
                promise,
                () -> SessionGate.send(actor, new LoaderActor.Close(promise)),
                () -> promise.succeed(Done.getInstance()));
    }
}

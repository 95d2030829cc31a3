package io.granary.engine.internal.pool;

import io.granary.engine.Priority;
import io.granary.engine.internal.CallSite;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * What travels with every wish for a connection.
 *
 * @param owner the actor whose life the lease is tied to
 * @param words who wants it, for errors and for who-holds-what, put into words when those are asked for
 * @param patience how long to wait at most; empty for the engine's own timeout
 * @param priority the class of the wish
 */
public record AcquireTerms(
        Optional<ActorRef<?>> owner, Supplier<String> words, Optional<Duration> patience, Priority priority) {

    private static final String STRANGER = "a caller that is no actor";

    /** {@return the terms of a caller that is no actor} */
    public static AcquireTerms anonymous() {
        return new AcquireTerms(Optional.empty(), () -> STRANGER, Optional.empty(), Priority.NORMAL);
    }

    /**
     * {@return these terms for somebody who is no actor, named by the place of the call}
     *
     * @param site the place
     */
    public AcquireTerms at(CallSite site) {
        return new AcquireTerms(owner, () -> STRANGER + ", at " + site, patience, priority);
    }

    /** {@return who wants it, as far as one owner can be told from another: actors can, by their paths} */
    public Optional<String> identity() {
        return owner.map(actor -> ownerName());
    }

    /** {@return who wants it, in words for errors and for who-holds-what} */
    public String ownerName() {
        return words.get();
    }

    /** Equal terms say the same of the owner, whoever puts it into words. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AcquireTerms that
                && owner.equals(that.owner)
                && patience.equals(that.patience)
                && priority == that.priority
                && (words.equals(that.words) || ownerName().equals(that.ownerName()));
    }

    @Override
    public int hashCode() {
        return Objects.hash(owner, patience, priority);
    }

    /**
     * {@return these terms with another owner}
     *
     * @param actor whose life the lease is tied to
     */
    public AcquireTerms ownedBy(ActorRef<?> actor) {
        return new AcquireTerms(Optional.of(actor), () -> actor.path().toString(), patience, priority);
    }

    /**
     * {@return these terms with another owner}
     *
     * @param actor whose life the lease is tied to
     * @param name what people call it
     */
    public AcquireTerms ownedBy(ActorRef<?> actor, String name) {
        return new AcquireTerms(Optional.of(actor), () -> name, patience, priority);
    }

    /**
     * {@return these terms with another patience}
     *
     * @param wait how long to wait at most
     */
    public AcquireTerms within(Duration wait) {
        return new AcquireTerms(owner, words, Optional.of(wait), priority);
    }

    /**
     * {@return these terms in another class}
     *
     * @param other the class
     */
    public AcquireTerms with(Priority other) {
        return new AcquireTerms(owner, words, patience, other);
    }
}

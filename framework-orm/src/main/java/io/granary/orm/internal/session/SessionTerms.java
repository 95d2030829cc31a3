package io.granary.orm.internal.session;

import io.granary.engine.AsyncEngine;
import io.granary.orm.Mappings;
import io.granary.orm.SessionListener;
import io.granary.orm.SessionOptions;
import io.granary.orm.internal.flush.FlushOrder;
import io.granary.orm.internal.load.Criteria;
import io.granary.orm.internal.load.KeySelects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a session is made with.
 *
 * @param engine where its connections come from; the session owns them
 * @param mappings the classes that it knows
 * @param options how it works
 * @param order those classes in the order in which rows of them are written
 * @param byKey the queries for one row of each
 * @param listening who listens to what
 * @param joined the connection that they work on, if it is not one of the engine's for each transaction
 * @param numbers those of sequences that are left for all of them
 * @param scoped whether it has one transaction, which a scope ends
 */
public record SessionTerms(
        AsyncEngine engine,
        Mappings mappings,
        SessionOptions options,
        FlushOrder order,
        KeySelects byKey,
        Listening listening,
        Optional<Joined> joined,
        SequenceNumbers numbers,
        boolean scoped) {

    /**
     * {@return terms}
     *
     * @param engine where connections come from
     * @param mappings the classes
     * @param options how sessions work
     */
    public static SessionTerms of(AsyncEngine engine, Mappings mappings, SessionOptions options) {
        return new SessionTerms(
                engine,
                mappings,
                options,
                FlushOrder.of(mappings),
                new KeySelects(mappings),
                listening(engine, options),
                Optional.empty(),
                new SequenceNumbers(),
                false);
    }

    /** The engine's own come first: whoever makes the engine hears of all sessions on it. */
    private static Listening listening(AsyncEngine engine, SessionOptions options) {
        return Listening.of(Stream.concat(
                        engine.options().listeners().stream()
                                .filter(SessionListener.class::isInstance)
                                .map(SessionListener.class::cast)
                                .filter(listener -> !options.listeners().contains(listener)),
                        options.listeners().stream())
                .toList());
    }

    /**
     * {@return these with other options}
     *
     * @param other how sessions work
     */
    public SessionTerms with(SessionOptions other) {
        Criteria.require(mappings, other.criteria());
        return new SessionTerms(
                engine, mappings, other, order, byKey, listening(engine, other), joined, numbers, scoped);
    }

    /**
     * {@return these on a connection of somebody else's}
     *
     * @param other which, and how
     */
    public SessionTerms on(Joined other) {
        return new SessionTerms(
                engine, mappings, options, order, byKey, listening, Optional.of(other), numbers, scoped);
    }

    /** {@return these for a session with one transaction, which a scope ends} */
    public SessionTerms inScope() {
        return new SessionTerms(engine, mappings, options, order, byKey, listening, joined, numbers, true);
    }

    SessionTerms on(AsyncEngine owned) {
        return new SessionTerms(owned, mappings, options, order, byKey, listening, joined, numbers, scoped);
    }
}

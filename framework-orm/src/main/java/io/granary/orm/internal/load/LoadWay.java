package io.granary.orm.internal.load;

import io.granary.orm.LoadStrategy;
import io.granary.orm.Mappings;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.LoadRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The classes and relationships from a query's objects to some that are loaded behind them, by which it is known when what is loaded by itself
 * would go round. Immutable.
 */
final class LoadWay {

    /** From where nothing is followed that nobody asked for. */
    static final LoadWay NOWHERE = new LoadWay(List.of(), List.of(), false);

    private final List<Class<?>> classes;
    private final List<Relationship<?, ?>> followed;
    private final boolean joining;

    private LoadWay(List<Class<?>> classes, List<Relationship<?, ?>> followed, boolean joining) {
        this.classes = classes;
        this.followed = followed;
        this.joining = joining;
    }

    /** From the objects of a query, which may join by itself, or may not: rows that are joined cannot be locked everywhere. */
    static LoadWay from(EntityMapping<?> mapping, boolean joining) {
        return new LoadWay(List.of(mapping.rootType()), List.of(), joining);
    }

    LoadWay by(Relationship<?, ?> relationship) {
        if (classes.isEmpty()) {
            return this;
        }
        List<Class<?>> longer = new ArrayList<>(classes);
        longer.add(relationship.targetRoot());
        List<Relationship<?, ?>> more = new ArrayList<>(followed);
        more.add(relationship);
        return new LoadWay(longer, more, joining);
    }

    /** The relationships of a class, and of those below it, that are loaded from here by themselves. */
    List<Relationship<?, ?>> defaults(Mappings mappings, EntityMapping<?> mapping) {
        List<Relationship<?, ?>> all = classes.isEmpty() ? List.of() : mappings.loadedByDefault(mapping);
        return all.isEmpty() ? all : all.stream().filter(this::goesOn).toList();
    }

    /** How a relationship is loaded from here, if nobody says it. */
    LoadStrategy strategy(Relationship<?, ?> relationship) {
        Optional<LoadRule> defaults = relationship.terms().defaults();
        if (classes.isEmpty() || defaults.isEmpty() || !goesOn(relationship)) {
            return LoadStrategy.RAISE;
        }
        LoadStrategy how = defaults.orElseThrow().how();
        return how == LoadStrategy.JOINED && !joining ? LoadStrategy.SELECT_IN : how;
    }

    private boolean goesOn(Relationship<?, ?> relationship) {
        LoadRule defaults = relationship.terms().defaults().orElseThrow();
        return defaults.depth() == 0
                ? !classes.contains(relationship.targetRoot())
                : followed.stream().filter(relationship::equals).count() < defaults.depth();
    }
}

package io.granary.orm.internal.load;

import io.granary.engine.Row;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.load.ObjectColumns.Joined;
import io.granary.sql.Select;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The objects that rows of one query hold, and what the same rows say of their relationships. Belongs to the session's actor. */
public final class FoundObjects {

    private final EntityLoader loader;
    private final RelatedObjects related;
    private final Overwriting overwrite;

    /** Of which plan objects were found; kept only where the plan says more of them. */
    private final Map<LoadPlan, Set<InstanceState>> found = new LinkedHashMap<>();

    private Map<LoadPlan, Select<?>> sources = Map.of();

    /** What each object has at a relationship that the rows hold. */
    private final Map<Joined, Map<InstanceState, Set<InstanceState>>> members = new LinkedHashMap<>();

    /**
     * Makes one.
     *
     * @param loader makes the objects
     * @param related gives them each other
     * @param overwrite which objects that are there already get all values, and all that is found at their relationships
     */
    public FoundObjects(EntityLoader loader, RelatedObjects related, Overwriting overwrite) {
        this.loader = loader;
        this.related = related;
        this.overwrite = overwrite;
    }

    /**
     * Makes room.
     *
     * @param rows how many rows may come
     */
    void expect(long rows) {
        loader.expect((int) Math.min(rows, 1 << 20));
    }

    /** The object in a row; null if there is none. */
    @Nullable Object take(ObjectColumns columns, Row row) {
        return state(columns, row).map(InstanceState::object).orElse(null);
    }

    Optional<InstanceState> state(ObjectColumns columns, Row row) {
        Optional<InstanceState> state = columns.load(loader, row, overwrite);
        if (state.isPresent() && !columns.plan().branches().isEmpty()) {
            found.computeIfAbsent(columns.plan(), unused -> new LinkedHashSet<>())
                    .add(state.orElseThrow());
        }
        for (Joined joined : columns.joined()) {
            Optional<InstanceState> member = state(joined.target(), row);
            if (state.isPresent()) {
                Set<InstanceState> all = members.computeIfAbsent(joined, unused -> new LinkedHashMap<>())
                        .computeIfAbsent(state.orElseThrow(), unused -> new LinkedHashSet<>());
                member.ifPresent(all::add);
            }
        }
        return state;
    }

    /** Gives the objects what the rows said of their relationships; all rows are taken now. */
    public void relate() {
        members.forEach((joined, owners) -> owners.forEach((owner, states) -> {
            if (overwrite.isWanted()
                    || owner.isStale(joined.branch().relationship())
                    || !owner.relatedNow(joined.branch().relationship()).loaded()) {
                relate(joined, owner, states);
            }
        }));
    }

    private void relate(Joined joined, InstanceState owner, Collection<InstanceState> states) {
        if (joined.branch().relationship().holdsReference()) {
            Object object = states.isEmpty() ? null : states.iterator().next().object();
            related.giveOne(joined.branch().relationship(), owner, object);
        } else {
            related.giveMembers(joined.branch().relationship(), owner, states);
        }
    }

    /**
     * Notes the queries for the keys of its objects.
     *
     * @param queries by what is loaded of them
     */
    public void from(Map<LoadPlan, Select<?>> queries) {
        sources = queries;
    }

    /**
     * {@return the query for the keys of objects; empty if it is not needed}
     *
     * @param plan what is loaded of them
     */
    public Optional<Select<?>> source(LoadPlan plan) {
        return Optional.ofNullable(sources.get(plan));
    }

    /**
     * {@return whether its rows held all of some objects}
     *
     * @param plan what is loaded of them
     * @param states the objects
     */
    public boolean has(LoadPlan plan, Collection<InstanceState> states) {
        return found.getOrDefault(plan, Set.of()).containsAll(states);
    }

    /**
     * Objects of which there is more to load.
     *
     * @param plan what
     * @param states the objects, in the order in which they were found
     * @param source the query for their keys, if it is needed
     */
    public record OfPlan(LoadPlan plan, List<InstanceState> states, Optional<Select<?>> source) {}

    /** {@return the objects of which there is more to load} */
    public List<OfPlan> all() {
        List<OfPlan> all = new ArrayList<>();
        found.forEach((plan, states) -> all.add(new OfPlan(plan, List.copyOf(states), source(plan))));
        return all;
    }
}

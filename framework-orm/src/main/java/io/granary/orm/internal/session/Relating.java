package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.InvalidRequestException;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.internal.load.EntityLoader;
import io.granary.orm.internal.load.KeySelect;
import io.granary.orm.internal.load.ObjectRows;
import io.granary.orm.internal.load.RelationshipQuery;
import io.granary.orm.mapping.Relationship;
import io.granary.sql.Select;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** Loads what objects have at a relationship: of several objects by one query. */
final class Relating {

    private static final int CHUNK = 500;

    private final SessionCore core;

    Relating(SessionCore core) {
        this.core = core;
    }

    /** Loads a relationship of objects that have rows, where it is not loaded already. */
    CompletionStage<Done> load(Relationship<?, ?> relationship, List<InstanceState> states) {
        core.begun();
        List<InstanceState> unloaded = states.stream()
                .filter(state -> state.isStale(relationship)
                        || !state.relatedNow(relationship).loaded())
                .toList();
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (int from = 0; from < unloaded.size(); from += CHUNK) {
            List<InstanceState> chunk = unloaded.subList(from, Math.min(unloaded.size(), from + CHUNK));
            all = all.thenComposeAsync(
                    done -> relationship.holdsReference() ? targets(relationship, chunk) : members(relationship, chunk),
                    core.turn());
        }
        return all;
    }

    /**
     * Finds out what collections had that were given to objects which have rows, without their having been loaded: what of it is new, and
     * what has left, shows
     * only then.
     */
    CompletionStage<Done> findOut(Collection<InstanceState> states) {
        Map<Relationship<?, ?>, List<InstanceState>> unknown = new LinkedHashMap<>();
        for (InstanceState state : states) {
            for (Relationship<?, ?> relationship : state.relationships()) {
                if (relationship.kind().isToMany()
                        && !state.related(relationship).loaded()
                        && state.relatedNow(relationship).loaded()) {
                    unknown.computeIfAbsent(relationship, unused -> new ArrayList<>())
                            .add(state);
                }
            }
        }
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (Map.Entry<Relationship<?, ?>, List<InstanceState>> each : unknown.entrySet()) {
            all = core.turn().then(all, done -> findOut(each.getKey(), each.getValue()));
        }
        return all;
    }

    private CompletionStage<Done> findOut(Relationship<?, ?> relationship, List<InstanceState> owners) {
        core.begun();
        RelationshipQuery query = RelationshipQuery.of(core.mappings(), relationship, owners);
        return core.turn().map(core.connection().run(query.select(), List.of()), result -> {
            Map<List<Object>, List<Object>> found = found(query, result);
            for (InstanceState owner : owners) {
                List<Object> members = found.getOrDefault(owner.requireKey().values(), List.of());
                owner.relate(relationship, new Related(true, new ArrayList<>(members)));
            }
            return Done.getInstance();
        });
    }

    /** Reads the row of an object from outside, whose own values do not count, for it is deleted. */
    CompletionStage<Done> learn(InstanceState state) {
        core.begun();
        return core.turn()
                .map(
                        core.read(
                                KeySelect.one(state.mapping()),
                                KeySelect.parameters(state.mapping(), state.requireKey())),
                        result -> {
                            result.first()
                                    .ifPresent(row ->
                                            ObjectRows.exactly(state.mapping()).load(core.loader(), row, true));
                            return Done.getInstance();
                        });
    }

    // ---- by references of their own

    private CompletionStage<Done> targets(Relationship<?, ?> relationship, List<InstanceState> states) {
        ObjectRows target = ObjectRows.of(core.mappings(), core.mappings().mapping(relationship.target()));
        Map<EntityKey, List<InstanceState>> wanted = new LinkedHashMap<>();
        for (InstanceState state : states) {
            Optional<EntityKey> key = EntityLoader.target(state, relationship);
            Optional<InstanceState> known = key.flatMap(found -> target(relationship, found));
            if (key.isEmpty() || known.isPresent()) {
                give(state, relationship, known);
            } else {
                wanted.computeIfAbsent(key.orElseThrow(), unused -> new ArrayList<>())
                        .add(state);
            }
        }
        if (wanted.isEmpty()) {
            return CompletableFuture.completedFuture(Done.getInstance());
        }
        Select<?> select = target.select()
                .where(KeySelect.among(
                        target.mapping().key().stream()
                                .map(column -> column.column())
                                .toList(),
                        wanted.keySet().stream().map(EntityKey::values).toList()));
        return core.read(select, Map.of())
                .thenApplyAsync(
                        result -> {
                            for (Row row : result) {
                                target.load(core.loader(), row, false);
                            }
                            wanted.forEach((key, waiting) ->
                                    waiting.forEach(state -> give(state, relationship, target(relationship, key))));
                            return Done.getInstance();
                        },
                        core.turn());
    }

    /** The object of a key, if it is of the class that a relationship refers to. */
    private Optional<InstanceState> target(Relationship<?, ?> relationship, EntityKey key) {
        return core.identities().find(key).filter(state -> relationship.target().isInstance(state.object()));
    }

    private static void give(InstanceState state, Relationship<?, ?> relationship, Optional<InstanceState> target) {
        Object object = target.map(InstanceState::object).orElse(null);
        Related.giveOne(relationship, state.object(), object);
        state.relate(relationship, object == null ? Related.NOTHING : new Related(true, List.of(object)));
    }

    // ---- by references of others

    private CompletionStage<Done> members(Relationship<?, ?> relationship, List<InstanceState> owners) {
        RelationshipQuery query = RelationshipQuery.of(core.mappings(), relationship, owners);
        return core.read(query.select(), Map.of())
                .thenApplyAsync(result -> members(relationship, owners, query, result), core.turn());
    }

    /** The members that a query found, by the keys of their owners. */
    private Map<List<Object>, List<Object>> found(RelationshipQuery query, Result result) {
        int width = query.target().width();
        Map<List<Object>, List<Object>> found = new HashMap<>();
        for (Row row : result) {
            Optional<InstanceState> member = query.target().load(core.loader(), row, false);
            List<Object> owner = new ArrayList<>();
            for (int i = width; i < row.size(); i++) {
                owner.add(required(row.get(i)));
            }
            member.map(InstanceState::object)
                    .ifPresent(object -> found.computeIfAbsent(owner, unused -> new ArrayList<>())
                            .add(object));
        }
        return found;
    }

    private Done members(
            Relationship<?, ?> relationship, List<InstanceState> owners, RelationshipQuery query, Result result) {
        Map<List<Object>, List<Object>> found = found(query, result);
        for (InstanceState owner : owners) {
            List<Object> members = found.getOrDefault(owner.requireKey().values(), List.of());
            if (relationship.kind().isToMany()) {
                Related.give(relationship, owner.object(), members);
            } else {
                Related.giveOne(relationship, owner.object(), members.isEmpty() ? null : members.get(0));
            }
            owner.relate(relationship, new Related(true, new ArrayList<>(members)));
            refersTo(relationship, owner, members);
        }
        return Done.getInstance();
    }

    /** Members that were there before, without what they refer to, refer to their owner now, as the database says. */
    private void refersTo(Relationship<?, ?> relationship, InstanceState owner, List<Object> members) {
        Optional<Relationship<?, ?>> held = relationship
                .terms()
                .mappedBy()
                .flatMap(name -> core.mappings().mapping(relationship.target()).relationship(name))
                .filter(Relationship::holdsReference);
        for (Object member : members) {
            Optional<InstanceState> state = core.identities().find(member);
            if (held.isPresent()
                    && state.isPresent()
                    && !state.orElseThrow().relatedNow(held.orElseThrow()).loaded()) {
                Related.giveOne(held.orElseThrow(), member, owner.object());
                state.orElseThrow().relate(held.orElseThrow(), new Related(true, List.of(owner.object())));
            }
        }
    }

    private static Object required(@Nullable Object value) {
        if (value == null) {
            throw InvalidRequestException.of("A row came back that refers to nothing.", "Report this.");
        }
        return value;
    }
}

package io.granary.orm.internal.session;

import io.granary.engine.Result;
import io.granary.engine.Row;
import io.granary.error.InvalidRequestException;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.internal.load.EntityLoader;
import io.granary.orm.internal.load.KeySelect;
import io.granary.orm.internal.load.RelationshipQuery;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Relationship;
import io.granary.sql.Select;
import java.util.ArrayList;
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

    // ---- by references of their own

    private CompletionStage<Done> targets(Relationship<?, ?> relationship, List<InstanceState> states) {
        EntityMapping<?> target = core.mappings().mapping(relationship.target());
        Map<EntityKey, List<InstanceState>> wanted = new LinkedHashMap<>();
        for (InstanceState state : states) {
            Optional<EntityKey> key = EntityLoader.target(state, relationship);
            Optional<InstanceState> known = key.flatMap(core.identities()::find);
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
        Select<?> select = KeySelect.all(target)
                .where(KeySelect.among(
                        target.key().stream().map(column -> column.column()).toList(),
                        wanted.keySet().stream().map(EntityKey::values).toList()));
        return core.connection()
                .read(select, Map.of())
                .thenApplyAsync(
                        result -> {
                            for (Row row : result) {
                                core.loader().load(target, image(target, row), false);
                            }
                            wanted.forEach((key, waiting) -> waiting.forEach(state ->
                                    give(state, relationship, core.identities().find(key))));
                            return Done.getInstance();
                        },
                        core.turn());
    }

    private static void give(InstanceState state, Relationship<?, ?> relationship, Optional<InstanceState> target) {
        Object object = target.map(InstanceState::object).orElse(null);
        Related.giveOne(relationship, state.object(), object);
        state.relate(relationship, object == null ? Related.NOTHING : new Related(true, List.of(object)));
    }

    // ---- by references of others

    private CompletionStage<Done> members(Relationship<?, ?> relationship, List<InstanceState> owners) {
        RelationshipQuery query = RelationshipQuery.of(core.mappings(), relationship, owners);
        return core.connection()
                .read(query.select(), Map.of())
                .thenApplyAsync(result -> members(relationship, owners, query, result), core.turn());
    }

    private Done members(
            Relationship<?, ?> relationship, List<InstanceState> owners, RelationshipQuery query, Result result) {
        int width = query.target().columns().size();
        Map<List<Object>, List<Object>> found = new HashMap<>();
        for (Row row : result) {
            Optional<InstanceState> member = core.loader().load(query.target(), image(query.target(), row), false);
            List<Object> owner = new ArrayList<>();
            for (int i = width; i < row.size(); i++) {
                owner.add(required(row.get(i)));
            }
            member.map(InstanceState::object)
                    .ifPresent(object -> found.computeIfAbsent(owner, unused -> new ArrayList<>())
                            .add(object));
        }
        for (InstanceState owner : owners) {
            List<Object> members = found.getOrDefault(owner.requireKey().values(), List.of());
            if (relationship.kind().isToMany()) {
                Related.give(relationship, owner.object(), members);
            } else {
                Related.giveOne(relationship, owner.object(), members.isEmpty() ? null : members.get(0));
            }
            owner.relate(relationship, new Related(true, new ArrayList<>(members)));
        }
        return Done.getInstance();
    }

    private static Object required(@Nullable Object value) {
        if (value == null) {
            throw InvalidRequestException.of("A row came back that refers to nothing.", "Report this.");
        }
        return value;
    }

    private static @Nullable Object[] image(EntityMapping<?> mapping, Row row) {
        @Nullable Object[] image = new @Nullable Object[mapping.columns().size()];
        for (int slot = 0; slot < image.length; slot++) {
            image[slot] = row.get(slot);
        }
        return image;
    }
}

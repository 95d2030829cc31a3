package io.granary.orm.internal.session;

import io.granary.error.DetachedInstanceException;
import io.granary.error.InvalidRequestException;
import io.granary.orm.GetOptions;
import io.granary.orm.LoaderOption;
import io.granary.orm.Ref;
import io.granary.orm.RelationshipLoad;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.load.LoadPlan;
import io.granary.orm.internal.load.ObjectRows;
import io.granary.orm.internal.load.ReadColumns;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.MappedColumn;
import io.granary.orm.mapping.Relationship;
import io.granary.schema.Column;
import io.granary.sql.LockClause;
import io.granary.sql.Select;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;

/** Reads objects by many keys, and what objects have in the database, where somebody asks for that by name: attributes, relationships, all of it again. */
final class Fetching {

    private static final int CHUNK = 500;

    private final SessionCore core;
    private final Reading reading;
    private final Loading loading;
    private final Expiring expiring;

    Fetching(SessionCore core, Reading reading, Loading loading, Expiring expiring) {
        this.core = core;
        this.reading = reading;
        this.loading = loading;
        this.expiring = expiring;
    }

    /** The objects of keys, in their order; none in the place of one that is not there. */
    CompletionStage<List<Optional<Object>>> getAll(Class<?> type, List<?> ids) {
        EntityMapping<?> mapping = core.mappings().mapping(type);
        core.requireUsable();
        List<EntityKey> keys =
                ids.stream().map(id -> EntityKeys.from(mapping, id)).toList();
        List<EntityKey> missing = keys.stream()
                .filter(key -> core.identities()
                        .find(key)
                        .filter(state -> !state.isExpired() || !isOf(mapping, state))
                        .isEmpty())
                .distinct()
                .toList();
        KnownOtherwise otherwise = new KnownOtherwise(core.identities());
        ObjectRows rows = ObjectRows.of(core.mappings(), mapping);
        CompletionStage<Done> loaded = done();
        for (int from = 0; from < missing.size(); from += CHUNK) {
            List<EntityKey> some = missing.subList(from, Math.min(missing.size(), from + CHUNK));
            loaded = core.turn().then(loaded, done -> read(rows, some, otherwise));
        }
        if (LoadPlan.hasDefaults(core.mappings(), mapping)) {
            LoadPlan plan = LoadPlan.of(core.mappings(), mapping, List.of());
            loaded = core.turn()
                    .then(loaded, done -> loading.further(plan, found(mapping, missing, otherwise), LoadTerms.PLAIN));
        }
        return loaded.thenApplyAsync(
                done -> keys.stream()
                        .map(key -> otherwise
                                .find(key)
                                .filter(state -> isOf(mapping, state))
                                .map(InstanceState::object))
                        .toList(),
                core.turn());
    }

    /** Reads rows by their keys; one by one where rows come whose keys are others to all but the database. */
    private CompletionStage<Done> read(ObjectRows rows, List<EntityKey> keys, KnownOtherwise otherwise) {
        Select<?> select = rows.select()
                .where(core.keyLists()
                        .among(
                                rows.mapping().key().stream()
                                        .map(MappedColumn::column)
                                        .toList(),
                                keys.stream().map(EntityKey::values).toList()));
        return core.turn().then(reading.read(rows, select), found -> {
            CompletionStage<Done> all = done();
            for (EntityKey key : otherwise.unknown(keys, found)) {
                all = core.turn().then(all, done -> read(rows, List.of(key), otherwise));
            }
            letGoOfGone(keys);
            return all;
        });
    }

    private static List<InstanceState> found(EntityMapping<?> mapping, List<EntityKey> keys, KnownOtherwise otherwise) {
        return keys.stream()
                .flatMap(key -> otherwise.find(key).stream())
                .filter(state -> isOf(mapping, state))
                .toList();
    }

    /** A row may be of another class of the hierarchy. */
    private static boolean isOf(EntityMapping<?> mapping, InstanceState state) {
        return mapping.type().isInstance(state.object());
    }

    /** An object that is still to be read again after it was asked for has no row any more. */
    private void letGoOfGone(List<EntityKey> asked) {
        for (EntityKey key : asked) {
            core.identities().find(key).filter(InstanceState::isExpired).ifPresent(reading::gone);
        }
    }

    /** Has an object have what its row has; all of it if no attributes are named. */
    CompletionStage<Done> refresh(Object object, List<String> attributes, Optional<LockClause> lock) {
        core.requireUsable();
        InstanceState state = core.objects().requirePersistent(object, "be refreshed");
        if (state.mapping().isReadOnly()) {
            throw InvalidRequestException.of(
                    "A " + state.mapping() + " is a record, which stays as it was read.",
                    "Get it again: a record that is expired, as after a commit, gives way to another one when its row has changed.");
        }
        List<Relationship<?, ?>> relationships = Reading.relationships(state, attributes);
        BitSet slots = attributes.isEmpty() ? state.allSlots() : Reading.slots(state, attributes);
        CompletionStage<Done> written = attributes.isEmpty() && Expiring.cascades(state)
                ? core.turn().map(reading.autoflush(), done -> {
                    expiring.expireRelated(state);
                    return done;
                })
                : done();
        CompletionStage<Done> read = slots.isEmpty() && lock.isEmpty()
                ? written
                : written.thenComposeAsync(done -> reading.refresh(state, slots, lock), core.turn());
        if (attributes.isEmpty() && LoadPlan.hasDefaults(core.mappings(), state.mapping())) {
            LoadPlan plan = LoadPlan.of(core.mappings(), state.mapping(), List.of());
            read = core.turn().then(read, done -> loading.further(plan, List.of(state), LoadTerms.PLAIN));
        }
        for (Relationship<?, ?> relationship : relationships) {
            read = read.thenComposeAsync(
                    done -> {
                        state.unload(relationship);
                        return relationship.isWriteOnly() ? done() : loading.load(relationship, state);
                    },
                    core.turn());
        }
        return read;
    }

    /** What an object has at a relationship, loaded now if it was not. */
    CompletionStage<Object> load(Object object, Relationship<?, ?> relationship) {
        RelationshipLoad.requireLoadable(relationship);
        InstanceState state = attached(object);
        boolean known = state.relatedNow(relationship).loaded() && !state.isStale(relationship);
        if (state.isPending() || known) {
            return CompletableFuture.completedFuture(value(relationship, object));
        }
        return reading.autoflush()
                .thenComposeAsync(
                        done -> state.isExpired()
                                ? reading.get(state.mapping(), state.requireKey(), GetOptions.none())
                                        .thenApply(found -> Done.getInstance())
                                : done(),
                        core.turn())
                .thenComposeAsync(done -> loading.load(relationship, state), core.turn())
                .thenApplyAsync(
                        done -> {
                            if (!core.autoflushes()) {
                                showMoved(state, relationship);
                            }
                            return value(relationship, object);
                        },
                        core.turn());
    }

    private void showMoved(InstanceState owner, Relationship<?, ?> relationship) {
        relationship
                .terms()
                .mappedBy()
                .flatMap(name -> core.mappings().mapping(relationship.target()).relationship(name))
                .filter(Relationship::holdsReference)
                .ifPresent(held -> MovedReferences.show(core.identities(), owner, relationship, held));
    }

    /** Loads what options say of objects. */
    CompletionStage<Done> loadAll(List<?> objects, List<LoaderOption> options) {
        List<InstanceState> states = objects.stream()
                .map(this::attached)
                .filter(InstanceState::isPersistent)
                .toList();
        Map<Class<?>, List<Object>> expired = new LinkedHashMap<>();
        Map<EntityMapping<?>, List<InstanceState>> all = new LinkedHashMap<>();
        for (InstanceState state : states) {
            all.computeIfAbsent(state.mapping(), unused -> new ArrayList<>()).add(state);
            if (state.isExpired()) {
                expired.computeIfAbsent(state.mapping().type(), unused -> new ArrayList<>())
                        .add(state.requireKey().values());
            }
        }
        if (!all.isEmpty()) {
            LoadPlan.require(options, List.copyOf(all.keySet()));
        }
        CompletionStage<Done> ready = reading.autoflush();
        for (Map.Entry<Class<?>, List<Object>> each : expired.entrySet()) {
            ready = core.turn()
                    .then(ready, done -> core.turn().map(getAll(each.getKey(), each.getValue()), found -> done));
        }
        for (Map.Entry<EntityMapping<?>, List<InstanceState>> each : all.entrySet()) {
            LoadPlan plan = LoadPlan.of(core.mappings(), each.getKey(), options);
            ready = core.turn().then(ready, done -> loading.further(plan, each.getValue(), LoadTerms.PLAIN));
        }
        return ready;
    }

    /** The value of an attribute, read now if it was not. */
    CompletionStage<Optional<Object>> load(Object object, Column<?> attribute) {
        InstanceState state = attached(object);
        return reading.value(state, ReadColumns.require(state.mapping(), attribute));
    }

    /** An attribute that is null is nothing, and one that is a reference stands for what it refers to. */
    private static Object value(Relationship<?, ?> relationship, Object object) {
        Object value = relationship.get(object);
        if (value instanceof Ref<?> reference) {
            Optional<?> target = reference.find();
            return target.isPresent() ? target.orElseThrow() : target;
        }
        return value == null ? Optional.empty() : value;
    }

    /** What is known of an object of the session. */
    InstanceState attached(Object object) {
        core.requireUsable();
        return core.identities()
                .find(object)
                .orElseThrow(() -> DetachedInstanceException.of(
                        "This " + core.mappings().mapping(object.getClass())
                                + " is not in the session, so nothing can be loaded for it.",
                        "Add it, merge it, or get it from this session."));
    }

    private static CompletionStage<Done> done() {
        return CompletableFuture.completedFuture(Done.getInstance());
    }
}

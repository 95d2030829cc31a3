package io.granary.orm.internal.session;

import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.load.EntityLoader;
import io.granary.orm.internal.load.FoundObjects;
import io.granary.orm.internal.load.KeySelect;
import io.granary.orm.internal.load.LoadPlan.Branch;
import io.granary.orm.internal.load.ObjectRows;
import io.granary.orm.internal.load.Overwriting;
import io.granary.orm.internal.load.Owners;
import io.granary.orm.internal.load.RelatedObjects;
import io.granary.orm.internal.load.RelationshipQuery;
import io.granary.orm.internal.load.RelationshipQuery.Members;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.Relationship.Reference;
import io.granary.sql.Select;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
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

    private final SessionCore core;
    private final RelatedObjects related;

    Relating(SessionCore core) {
        this.core = core;
        this.related = new RelatedObjects(core.mappings(), this::loading);
    }

    private void loading(Relationship<?, ?> relationship, InstanceState owner) {
        core.level().ifPresent(level -> level.loading(relationship, owner));
    }

    /** Gives objects what is found. */
    RelatedObjects objects() {
        return related;
    }

    /** Loads a relationship of objects that have rows, where it is not loaded already. */
    CompletionStage<Done> load(Relationship<?, ?> relationship, List<InstanceState> states) {
        return load(Branch.alone(core.mappings(), relationship), states, LoadTerms.PLAIN)
                .thenApply(found -> Done.getInstance());
    }

    /**
     * Loads a relationship of objects that have rows, where it is not loaded already or all is to be read anew.
     *
     * @return what the queries found
     */
    CompletionStage<List<FoundObjects>> load(Branch branch, List<InstanceState> states, LoadTerms terms) {
        core.begun();
        Relationship<?, ?> relationship = branch.relationship();
        List<InstanceState> unloaded = states.stream()
                .filter(state -> terms.overwrite().isWanted()
                        || state.isStale(relationship)
                        || !state.relatedNow(relationship).loaded()
                        || hasExpired(state, relationship))
                .toList();
        List<FoundObjects> found = new ArrayList<>();
        Optional<Select<?>> source = terms.source().filter(query -> !relationship.holdsReference());
        if (source.isPresent() && !unloaded.isEmpty()) {
            return core.turn()
                    .map(
                            members(branch, unloaded, new Owners.ByQuery(source.orElseThrow()), terms, found),
                            done -> found);
        }
        if (relationship.holdsReference()) {
            return core.turn()
                    .map(
                            core.turn()
                                    .then(
                                            tell(relationship, unloaded),
                                            done -> targets(branch, unloaded, terms, found)),
                            done -> found);
        }
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (List<InstanceState> chunk : chunks(unloaded, branch.step().chunk())) {
            all = core.turn()
                    .then(
                            all,
                            done -> members(
                                    branch, chunk, new Owners.ByKeys(keys(chunk), core.keyLists()), terms, found));
        }
        return core.turn().map(all, done -> found);
    }

    /** Whether what an object refers to is to be read again, which whoever asks for it by name wants. */
    private boolean hasExpired(InstanceState state, Relationship<?, ?> relationship) {
        return relationship.holdsReference()
                && EntityLoader.target(state, relationship)
                        .flatMap(core.identities()::find)
                        .filter(InstanceState::isExpired)
                        .isPresent();
    }

    private static <T> List<List<T>> chunks(List<T> all, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(all.subList(from, Math.min(all.size(), from + size)));
        }
        return chunks;
    }

    private static List<List<Object>> keys(List<InstanceState> states) {
        return states.stream().map(state -> state.requireKey().values()).toList();
    }

    private FoundObjects found(Overwriting overwrite) {
        return new FoundObjects(core.loader(), related, overwrite);
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
        RelationshipQuery query = RelationshipQuery.ofOwners(
                core.mappings(),
                Branch.alone(core.mappings(), relationship),
                new Owners.ByKeys(keys(owners), core.keyLists()),
                core.criteria());
        return core.turn().map(core.connection().run(query.select(), List.of()), result -> {
            Members found = query.read(result, found(Overwriting.none()));
            for (InstanceState owner : owners) {
                loading(relationship, owner);
                owner.relateGiven(relationship, objects(found.of(owner)));
            }
            return Done.getInstance();
        });
    }

    /** Reads the row of an object from outside, whose own values do not count, for it is deleted. */
    CompletionStage<Done> learn(InstanceState state) {
        return read(state, Overwriting.all(true));
    }

    private CompletionStage<Done> read(InstanceState state, Overwriting overwriting) {
        core.begun();
        return core.turn()
                .map(
                        core.read(
                                core.criteria().restrict(KeySelect.one(state.mapping())),
                                KeySelect.parameters(state.mapping(), state.requireKey())),
                        result -> {
                            result.first()
                                    .ifPresent(row ->
                                            ObjectRows.exactly(state.mapping()).load(core.loader(), row, overwriting));
                            return Done.getInstance();
                        });
    }

    // ---- by references of their own

    /** Reads the rows of objects from outside that do not say themselves what they refer to. */
    private CompletionStage<Done> tell(Relationship<?, ?> relationship, List<InstanceState> states) {
        CompletionStage<Done> all = CompletableFuture.completedFuture(Done.getInstance());
        for (InstanceState state : states) {
            if (state.isUnknown()
                    && relationship.terms().references().stream()
                            .anyMatch(reference -> !state.loaded().get(reference.slot()))) {
                all = core.turn().then(all, done -> read(state, Overwriting.all(false)));
            }
        }
        return all;
    }

    private CompletionStage<Done> targets(
            Branch branch, List<InstanceState> states, LoadTerms terms, List<FoundObjects> all) {
        Relationship<?, ?> relationship = branch.relationship();
        Map<EntityKey, List<InstanceState>> wanted = new LinkedHashMap<>();
        for (InstanceState state : states) {
            Optional<EntityKey> key = EntityLoader.target(state, relationship);
            Optional<Object> known = key.flatMap(core.identities()::find).flatMap(found -> target(relationship, found));
            if (key.isEmpty() || (known.isPresent() && !terms.overwrite().isWanted())) {
                related.giveOne(relationship, state, known.orElse(null));
            } else {
                wanted.computeIfAbsent(key.orElseThrow(), unused -> new ArrayList<>())
                        .add(state);
            }
        }
        KnownOtherwise otherwise = new KnownOtherwise(core.identities());
        CompletionStage<Done> read = CompletableFuture.completedFuture(Done.getInstance());
        for (List<EntityKey> chunk :
                chunks(List.copyOf(wanted.keySet()), branch.step().chunk())) {
            read = core.turn().then(read, done -> targets(branch, chunk, otherwise, terms, all));
        }
        return core.turn().map(read, done -> {
            wanted.forEach((key, having) -> {
                Optional<InstanceState> found = otherwise.find(key);
                Object object =
                        found.flatMap(target -> target(relationship, target)).orElse(null);
                for (InstanceState state : having) {
                    related.giveOne(relationship, state, object);
                    found.filter(target -> object != null && !key.equals(target.requireKey()))
                            .ifPresent(target -> spell(state, relationship, target));
                }
            });
            return done;
        });
    }

    private CompletionStage<Done> targets(
            Branch branch, List<EntityKey> keys, KnownOtherwise otherwise, LoadTerms terms, List<FoundObjects> all) {
        RelationshipQuery query = RelationshipQuery.ofKeys(
                core.mappings(),
                branch.below(),
                keys.stream().map(EntityKey::values).toList(),
                core.keyLists(),
                core.criteria());
        FoundObjects found = found(terms.overwrite());
        Members taken = query.members(found);
        CompletionStage<List<EntityKey>> unknown = core.read(query.select(), terms.parameters(), taken::take, last -> {
            complete(query, found, all);
            return otherwise.unknown(keys, taken.all());
        });
        return core.turn().then(unknown, left -> {
            CompletionStage<Done> read = CompletableFuture.completedFuture(Done.getInstance());
            for (EntityKey key : left) {
                read = core.turn().then(read, done -> targets(branch, List.of(key), otherwise, terms, all));
            }
            return read;
        });
    }

    /** What a row has for the key of another is that key, in another spelling: nobody has to write it anew. */
    private static void spell(InstanceState state, Relationship<?, ?> relationship, InstanceState target) {
        List<Reference> references = relationship.terms().references();
        @Nullable Object[] image = state.committed().clone();
        BitSet slots = new BitSet();
        for (int i = 0; i < references.size(); i++) {
            image[references.get(i).slot()] = target.requireKey().values().get(i);
            slots.set(references.get(i).slot());
        }
        state.commit(image, slots);
    }

    /** The object of a key, if it is of the class that a relationship refers to. */
    private static Optional<Object> target(Relationship<?, ?> relationship, InstanceState of) {
        return Optional.of(of)
                .filter(state -> !state.isExpired())
                .map(InstanceState::object)
                .filter(object -> relationship.target().isInstance(object));
    }

    // ---- by references of others

    private CompletionStage<Done> members(
            Branch branch, List<InstanceState> states, Owners owners, LoadTerms terms, List<FoundObjects> all) {
        RelationshipQuery query = RelationshipQuery.ofOwners(core.mappings(), branch, owners, core.criteria());
        FoundObjects found = found(terms.overwrite());
        Members members = query.members(found);
        return core.read(query.select(), terms.parameters(), members::take, last -> {
            complete(query, found, all);
            for (InstanceState owner : states) {
                related.giveMembers(branch.relationship(), owner, members.of(owner));
            }
            return Done.getInstance();
        });
    }

    /** All rows of a query are taken. */
    private static void complete(RelationshipQuery query, FoundObjects found, List<FoundObjects> all) {
        found.relate();
        found.from(query.sources());
        all.add(found);
    }

    private static List<@Nullable Object> objects(Collection<InstanceState> members) {
        List<@Nullable Object> objects = new ArrayList<>(members.size());
        members.forEach(member -> objects.add(member.object()));
        return objects;
    }
}

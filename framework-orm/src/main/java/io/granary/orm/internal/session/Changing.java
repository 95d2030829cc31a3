package io.granary.orm.internal.session;

import io.granary.error.InvalidRequestException;
import io.granary.orm.GetOptions;
import io.granary.orm.WriteOnly;
import io.granary.orm.internal.identity.EntityKey;
import io.granary.orm.internal.identity.EntityKeys;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.Cascade;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.Relationship;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** Changes what is in the session: merges objects from outside into it. */
final class Changing {

    private final SessionCore core;
    private final Reading reading;
    private final Relating relating;

    Changing(SessionCore core, Reading reading, Relating relating) {
        this.core = core;
        this.reading = reading;
        this.relating = relating;
    }

    /** Who moved away from one of them before does not go with it: so that is written first, where it shows in what is loaded. */
    CompletionStage<Done> delete(List<?> objects) {
        boolean loads = objects.stream()
                .anyMatch(object -> core.identities()
                        .find(object)
                        .filter(state -> Deleting.loads(core, state))
                        .isPresent());
        CompletionStage<Done> all = loads ? reading.autoflush() : CompletableFuture.completedFuture(Done.getInstance());
        Deleting deleting = new Deleting(core, relating);
        for (Object object : objects) {
            all = core.turn().then(all, done -> deleting.delete(object));
        }
        return all;
    }

    // ---- merge

    /** What was merged so far: the objects of this session for those from outside, and those that are new, by the key that they will have. */
    private record Merged(IdentityHashMap<Object, Object> targets, Map<EntityKey, Object> made) {

        Merged() {
            this(new IdentityHashMap<>(), new HashMap<>());
        }

        Optional<Object> made(EntityMapping<?> mapping, EntityKey key) {
            return Optional.ofNullable(made.get(key)).filter(mapping.type()::isInstance);
        }
    }

    /** Merges several, in order. What is pending is written before the first; what is merged half-way must not be. */
    CompletionStage<List<Object>> mergeAll(List<?> given, GetOptions options) {
        if (given.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        if (options.populateExisting() && given.size() > 1) {
            return CompletableFuture.failedFuture(InvalidRequestException.of(
                    "Several objects are to be merged into what their rows have (populateExisting), which would take back what those before brought.",
                    "Merge them one by one, or without populateExisting."));
        }
        core.begun();
        CompletionStage<List<Object>> all = core.turn().then(reading.autoflush(), done -> {
            core.setAutoflush(false);
            return mergeAll(given, new Merged(), options);
        });
        return all.whenCompleteAsync((objects, failure) -> core.setAutoflush(true), core.turn());
    }

    private CompletionStage<List<Object>> mergeAll(List<?> given, Merged merged, GetOptions options) {
        List<Object> results = new ArrayList<>();
        CompletionStage<List<Object>> all = CompletableFuture.completedFuture(results);
        for (Object object : given) {
            all = all.thenComposeAsync(unused -> merge(object, merged, options), core.turn())
                    .thenApplyAsync(
                            found -> {
                                results.add(found);
                                return results;
                            },
                            core.turn());
        }
        return all;
    }

    private CompletionStage<Object> merge(Object given, Merged merged) {
        return merge(given, merged, GetOptions.none());
    }

    private CompletionStage<Object> merge(Object given, Merged merged, GetOptions options) {
        Object before = merged.targets().get(given);
        if (before != null) {
            return CompletableFuture.completedFuture(before);
        }
        EntityMapping<?> mapping = core.mappings().mapping(given.getClass());
        Optional<InstanceState> own = core.identities().find(given);
        if (own.isPresent()) {
            merged.targets().put(given, given);
            return CompletableFuture.completedFuture(given);
        }
        InstanceState outside = new InstanceState(mapping, given);
        @Nullable Object[] image = EntityKeys.imageOf(outside);
        Optional<EntityKey> key = key(mapping, image);
        Optional<Object> made = key.flatMap(found -> merged.made(mapping, found));
        CompletionStage<Optional<Object>> there = made.isPresent() || key.isEmpty()
                ? CompletableFuture.completedFuture(made)
                : reading.get(mapping, key.get(), options);
        return there.thenComposeAsync(found -> merge(outside, image, found, merged), core.turn());
    }

    private static Optional<EntityKey> key(EntityMapping<?> mapping, @Nullable Object[] image) {
        boolean set = mapping.key().stream()
                .allMatch(column -> EntityKeys.isSet(mapping, column.slot(), image[column.slot()]));
        return set ? EntityKeys.of(mapping, image) : Optional.empty();
    }

    private CompletionStage<Object> merge(
            InstanceState outside, @Nullable Object[] image, Optional<Object> there, Merged merged) {
        EntityMapping<Object> mapping = outside.mapping();
        Object target = there.orElseGet(() -> mapping.create(image));
        if (mapping.isReadOnly()) {
            throw InvalidRequestException.of(
                    "A " + mapping + " is a record, which cannot be changed.", "Merge objects of classes.");
        }
        there.flatMap(core.identities()::find)
                .filter(InstanceState::isPersistent)
                .flatMap(state -> BroughtVersion.stale(
                        state, image, "that is merged", "Load it anew, and make the change there."))
                .ifPresent(stale -> {
                    throw stale;
                });
        BitSet slots = mapping.plainSlots();
        slots.andNot(outside.leftOut());
        if (there.isPresent()) {
            mapping.version().ifPresent(version -> slots.clear(version.slot()));
            mapping.discriminator().ifPresent(column -> slots.clear(column.slot()));
        }
        mapping.write(target, image, slots);
        merged.targets().put(outside.object(), target);
        if (there.isEmpty()) {
            core.objects().identities().addPending(new InstanceState(mapping, target));
            key(mapping, image).ifPresent(key -> merged.made().put(key, target));
        }
        CompletionStage<Object> all = CompletableFuture.completedFuture(target);
        for (Relationship<?, ?> relationship : mapping.relationships()) {
            Related given = Related.now(relationship, outside.object(), Related.UNLOADED);
            if (relationship.isWriteOnly()) {
                WriteOnly<?> recorded = outside.recorded(relationship);
                if (relationship.cascades(Cascade.MERGE)) {
                    all = all.thenComposeAsync(
                            unused -> mergeRecorded(relationship, target, recorded, merged), core.turn());
                }
            } else if (given.loaded() && relationship.cascades(Cascade.MERGE)) {
                all = all.thenComposeAsync(unused -> mergeRelated(relationship, target, given, merged), core.turn());
            }
        }
        return all;
    }

    /** What was recorded outside is recorded here, of the objects of this session. */
    private CompletionStage<Object> mergeRecorded(
            Relationship<?, ?> relationship, Object target, WriteOnly<?> recorded, Merged merged) {
        CompletionStage<Object> all = CompletableFuture.completedFuture(target);
        for (Object object : recorded.added()) {
            all = all.thenComposeAsync(unused -> merge(object, merged), core.turn())
                    .thenApplyAsync(
                            found -> {
                                own(relationship, target).add(found);
                                return target;
                            },
                            core.turn());
        }
        for (Object object : recorded.removed()) {
            all = all.thenComposeAsync(unused -> merge(object, merged), core.turn())
                    .thenApplyAsync(
                            found -> {
                                own(relationship, target).remove(found);
                                return target;
                            },
                            core.turn());
        }
        return all;
    }

    @SuppressWarnings("unchecked") // the relationship says of which class its members are
    private WriteOnly<Object> own(Relationship<?, ?> relationship, Object target) {
        InstanceState state = core.identities().find(target).orElseThrow();
        return (WriteOnly<Object>) state.recorded(relationship);
    }

    private CompletionStage<Object> mergeRelated(
            Relationship<?, ?> relationship, Object target, Related given, Merged merged) {
        List<@Nullable Object> members = new ArrayList<>();
        CompletionStage<List<@Nullable Object>> all = CompletableFuture.completedFuture(members);
        for (Object object : given.objects()) {
            if (object != null) {
                all = all.thenComposeAsync(unused -> merge(object, merged), core.turn())
                        .thenApplyAsync(
                                found -> {
                                    if (members.stream().noneMatch(each -> each == found)) {
                                        members.add(found);
                                    }
                                    return members;
                                },
                                core.turn());
            }
        }
        return all.thenComposeAsync(
                        unused -> core.identities()
                                .find(target)
                                .filter(InstanceState::isPersistent)
                                .map(state -> relating.load(relationship, List.of(state)))
                                .orElseGet(() -> CompletableFuture.completedFuture(Done.getInstance())),
                        core.turn())
                .thenApplyAsync(
                        unused -> {
                            if (relationship.kind().isToMany()) {
                                core.identities()
                                        .find(target)
                                        .ifPresentOrElse(
                                                state -> state.give(relationship, members),
                                                () -> Related.give(relationship, target, members));
                            } else {
                                Related.giveOne(relationship, target, members.isEmpty() ? null : members.get(0));
                            }
                            return target;
                        },
                        core.turn());
    }
}

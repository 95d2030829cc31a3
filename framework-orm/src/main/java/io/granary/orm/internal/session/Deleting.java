package io.granary.orm.internal.session;

import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.mapping.Cascade;
import io.granary.orm.mapping.Relationship;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/** Marks objects for deletion, with what goes with them. For one operation. */
final class Deleting {

    private final SessionCore core;
    private final Relating relating;
    private final MovedHere moved;

    Deleting(SessionCore core, Relating relating) {
        this.core = core;
        this.relating = relating;
        this.moved = new MovedHere(core.identities());
    }

    CompletionStage<Done> delete(Object object) {
        core.begun();
        Set<InstanceState> visited = Collections.newSetFromMap(new IdentityHashMap<>());
        InstanceState state = core.objects().delete(object);
        return core.turn().then(state.isUnknown() ? learn(state) : done(), done -> delete(state, visited));
    }

    /** Of one that comes from outside its row is read, which has to be of the version that it brings. */
    private CompletionStage<Done> learn(InstanceState state) {
        @Nullable Object[] brought = state.current();
        return core.turn().map(relating.learn(state), done -> {
            BroughtVersion.stale(
                            state,
                            brought,
                            "that is to be deleted",
                            "Load it anew, and see whether it is still to be deleted.")
                    .ifPresent(stale -> {
                        core.objects().remove(state);
                        state.mapping().write(state.object(), brought, state.allSlots());
                        throw stale;
                    });
            return done;
        });
    }

    /** Whether the deletion of an object has to load what it takes along. */
    static boolean loads(SessionCore core, InstanceState state) {
        return state.isPersistent()
                && state.relationships().stream()
                        .filter(relationship -> !relationship.isWriteOnly())
                        .anyMatch(relationship -> (relationship.cascades(Cascade.DELETE)
                                        || (!relationship.holdsReference() && mayBeNull(core, relationship)))
                                && (state.isStale(relationship)
                                        || !state.relatedNow(relationship).loaded()));
    }

    /** Deals with those that refer to an orphan, which is marked already. */
    CompletionStage<Done> deleteWith(InstanceState orphan) {
        return delete(orphan, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    /** Marks an object, and deals with those that refer to it: they go with it, or refer to nothing from now on. */
    private CompletionStage<Done> delete(InstanceState state, Set<InstanceState> visited) {
        CompletionStage<Done> all = done();
        if (!visited.add(state)) {
            return all;
        }
        for (Relationship<?, ?> relationship : state.relationships()) {
            boolean cascades = relationship.cascades(Cascade.DELETE);
            boolean letsGo = !relationship.holdsReference() && mayBeNull(core, relationship);
            if (relationship.isWriteOnly()) {
                all = all.thenComposeAsync(done -> known(state, relationship, visited), core.turn());
            } else if (cascades || letsGo) {
                all = all.thenComposeAsync(done -> relating.load(relationship, List.of(state)), core.turn())
                        .thenComposeAsync(
                                done -> cascades ? deleteAll(state, relationship, visited) : letGo(state, relationship),
                                core.turn());
            }
        }
        return all;
    }

    /** Those in the session that refer to what goes; what nobody knows is dealt with as it goes. */
    private CompletionStage<Done> known(
            InstanceState state, Relationship<?, ?> relationship, Set<InstanceState> visited) {
        CompletionStage<Done> all = done();
        Optional<Relationship<?, ?>> held = held(core, relationship).filter(Relationship::holdsReference);
        if (held.isEmpty()) {
            return all;
        }
        boolean cascades = relationship.cascades(Cascade.DELETE);
        List<?> removed = state.recorded(relationship).removed();
        for (InstanceState member : core.identities().all()) {
            boolean left = removed.stream().anyMatch(each -> each == member.object());
            if (!relationship.target().isInstance(member.object())
                    || left
                    || !(member.refersTo(held.orElseThrow(), state) || state.hasNow(relationship, member.object()))) {
                continue;
            }
            if (member.isPending() && cascades) {
                core.objects().remove(member);
            } else if (member.isPersistent() && cascades && member.refersTo(held.orElseThrow(), state)) {
                core.objects().deleteAlong(member, state);
                all = all.thenComposeAsync(done -> delete(member, visited), core.turn());
            } else if (!cascades && mayBeNull(core, relationship)) {
                letGo(member, held.orElseThrow(), state);
            }
        }
        return all;
    }

    private void letGo(InstanceState member, Relationship<?, ?> held, InstanceState owner) {
        if (!member.refersTo(held, owner)) {
            return;
        }
        Related.giveOne(held, member.object(), null);
        if (!member.related(held).loaded()) {
            member.relate(held, new Related(true, List.of(owner.object())));
        }
        core.objects().whenKept(owner, () -> {
            if (member.relatedNow(held).object() == null) {
                Related.giveOne(held, member.object(), owner.object());
            }
        });
    }

    private CompletionStage<Done> deleteAll(
            InstanceState state, Relationship<?, ?> relationship, Set<InstanceState> visited) {
        CompletionStage<Done> all = done();
        for (InstanceState member : members(state, relationship)) {
            core.objects().deleteAlong(member, state);
            all = all.thenComposeAsync(done -> delete(member, visited), core.turn());
        }
        // One that has no row yet never gets one.
        related(state, relationship, held(core, relationship).filter(Relationship::holdsReference))
                .filter(InstanceState::isPending)
                .toList()
                .forEach(core.objects()::remove);
        return all;
    }

    /** Those of the session that a relationship has, and those that refer here by now, of which its collection is told only as it is flushed. */
    private Stream<InstanceState> related(
            InstanceState state, Relationship<?, ?> relationship, Optional<Relationship<?, ?>> held) {
        Related now = state.relatedNow(relationship);
        Stream<InstanceState> there = now.objects().stream()
                .flatMap(object -> Optional.ofNullable(object).flatMap(core.identities()::find).stream());
        if (held.isEmpty()) {
            return there;
        }
        Stream<InstanceState> others = Stream.concat(
                moved.to(state, relationship, held.orElseThrow()).stream(),
                refused(state, relationship, held.orElseThrow()));
        return Stream.concat(there, others.filter(member -> !now.has(member.object())));
    }

    /** Those that are not in a set only because they equal others there. */
    private Stream<InstanceState> refused(
            InstanceState state, Relationship<?, ?> relationship, Relationship<?, ?> held) {
        return state.related(relationship).refused().stream()
                .flatMap(object -> core.identities().find(object).stream())
                .filter(member -> member.refersTo(held, state));
    }

    /** Those with a row that a relationship has now, whether they were there before or not; and not those that refer to another one by now. */
    private List<InstanceState> members(InstanceState state, Relationship<?, ?> relationship) {
        Optional<Relationship<?, ?>> held = held(core, relationship).filter(Relationship::holdsReference);
        return related(state, relationship, held)
                .filter(InstanceState::isPersistent)
                .filter(member -> held.filter(reference -> MovedReferences.isAway(member, reference, state))
                        .filter(reference -> !relationship.cascades(Cascade.DELETE_ORPHAN)
                                || member.relatedNow(reference).object() != null)
                        .isEmpty())
                .toList();
    }

    /** Who referred to what goes refers to nothing. */
    private CompletionStage<Done> letGo(InstanceState state, Relationship<?, ?> relationship) {
        held(core, relationship)
                .filter(Relationship::holdsReference)
                .ifPresent(held -> related(state, relationship, Optional.of(held))
                        .filter(member -> member.relatedNow(held).object() == state.object())
                        .forEach(member -> letGo(member, held, state)));
        return done();
    }

    private static CompletionStage<Done> done() {
        return CompletableFuture.completedFuture(Done.getInstance());
    }

    private static Optional<Relationship<?, ?>> held(SessionCore core, Relationship<?, ?> relationship) {
        return relationship
                .terms()
                .mappedBy()
                .flatMap(name -> core.mappings().mapping(relationship.target()).relationship(name));
    }

    private static boolean mayBeNull(SessionCore core, Relationship<?, ?> relationship) {
        Optional<Relationship<?, ?>> held = held(core, relationship).filter(Relationship::holdsReference);
        return held.isPresent()
                && held.orElseThrow().terms().references().stream()
                        .allMatch(reference -> core.mappings()
                                .mapping(relationship.target())
                                .columns()
                                .get(reference.slot())
                                .column()
                                .isNullable());
    }
}

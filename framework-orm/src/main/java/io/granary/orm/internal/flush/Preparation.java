package io.granary.orm.internal.flush;

import io.granary.orm.internal.flush.FlushStep.Link;
import io.granary.orm.internal.flush.Moves.Move;
import io.granary.orm.internal.identity.InstanceState;
import io.granary.orm.internal.identity.Related;
import io.granary.orm.internal.identity.SessionObjects;
import io.granary.orm.mapping.Cascade;
import io.granary.orm.mapping.EntityMapping;
import io.granary.orm.mapping.JoinTable;
import io.granary.orm.mapping.MapKeys;
import io.granary.orm.mapping.Relationship;
import io.granary.orm.mapping.RelationshipKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes both sides of relationships agree before a flush: what was put into a collection refers to its owner, what was taken out does not
 * any more, and
 * is deleted where nobody else may have it. Tells which rows between classes come and go.
 */
final class Preparation {

    private static final Logger LOG = LoggerFactory.getLogger(Preparation.class);

    private final SessionObjects objects;
    private final Moves moves;
    private final Rescued rescued;
    private final Map<JoinTable, Set<Link>> links = new LinkedHashMap<>();
    private final Map<JoinTable, Set<Link>> unlinks = new LinkedHashMap<>();

    Preparation(SessionObjects objects) {
        this.objects = objects;
        this.moves = new Moves(objects.identities());
        this.rescued = new Rescued(objects);
    }

    Map<JoinTable, Set<Link>> links() {
        return links;
    }

    Map<JoinTable, Set<Link>> unlinks() {
        return unlinks;
    }

    /** Whether something of the session is among what relationships have recorded whose members are never loaded. */
    boolean hasRecorded() {
        return moves.haveRecorded();
    }

    /** Whether something came to a relationship, or left one. */
    boolean hasMoved() {
        return !moves.came().isEmpty() || !moves.left().isEmpty();
    }

    void run() {
        if (!objects.identities().hasRelationships()) {
            return;
        }
        objects.removeLeft(this::hasOtherOwner);
        List<InstanceState> before = objects.identities().all();
        before.stream().filter(this::stays).forEach(objects::cascadeCome);
        List<InstanceState> all = new ArrayList<>(
                objects.identities().all().stream().filter(this::stays).toList());
        all.forEach(moves::compare);
        while (rescued.take(moves.came().stream()
                .filter(move -> move.relationship().cascades(Cascade.SAVE_UPDATE))
                .map(Move::object))) {
            all.addAll(compareMore(all));
        }
        objects.deleted().forEach(moves::compareLeft);
        moves.left().forEach(this::letGo);
        moves.came().forEach(this::takeIn);
        moves.left().forEach(this::orphan);
        all.forEach(this::agree);
        objects.deleted().forEach(this::unlinkAll);
    }

    private boolean stays(InstanceState state) {
        return !state.mapping().isReadOnly() && !objects.deleted().contains(state);
    }

    /** Compares those that stay and were not compared yet: they were not to stay before. */
    private List<InstanceState> compareMore(List<InstanceState> compared) {
        Set<InstanceState> known = Collections.newSetFromMap(new IdentityHashMap<>());
        known.addAll(compared);
        List<InstanceState> back = staying(known);
        back.forEach(objects::cascadeCome);
        List<InstanceState> more = staying(known);
        more.forEach(moves::compare);
        return more;
    }

    private List<InstanceState> staying(Set<InstanceState> but) {
        return objects.identities().all().stream()
                .filter(state -> stays(state) && !but.contains(state))
                .toList();
    }

    /** Whether an object refers to somebody who is not the owner that it came with. */
    private boolean hasOtherOwner(InstanceState state) {
        return state.relationships().stream()
                .filter(Relationship::holdsReference)
                .map(relationship -> state.relatedNow(relationship).object())
                .anyMatch(target ->
                        target != null && objects.identities().find(target).isPresent());
    }

    private void letGo(Move move) {
        Optional<InstanceState> member = objects.identities().find(move.object());
        if (member.isEmpty()) {
            if (move.relationship().isWriteOnly() && !objects.isGone(move.object())) {
                LOG.warn(
                        "An object that was removed from {} of {} is not in the session, so it stays as it is; get it from the session that removes it.",
                        move.relationship(),
                        move.owner());
            }
            return;
        }
        InstanceState other = member.orElseThrow();
        if (stays(move.owner())) {
            joinTable(move.relationship()).ifPresent(table -> link(unlinks, table, move, other));
        }
        agreeAcross(move, other, false);
        if (!move.relationship().holdsReference()) {
            held(move.relationship()).ifPresent(held -> {
                if (held.holdsReference() && other.refersTo(held, move.owner())) {
                    Related.giveOne(held, other.object(), null);
                    if (!other.related(held).loaded()) {
                        other.relate(
                                held, new Related(true, List.of(move.owner().object())));
                    }
                }
            });
        }
    }

    private void takeIn(Move move) {
        Optional<InstanceState> member = objects.identities().find(move.object());
        if (member.isEmpty()) {
            if (!move.relationship().holdsReference()) {
                LOG.warn(
                        objects.isLeftOut(move.object())
                                ? "An object in {} of {} was deleted and is not written again; put a new one there."
                                : "An object in {} of {} is not in the session and is not written; add it, or let the relationship cascade PERSIST.",
                        move.relationship(),
                        move.owner());
            }
            return;
        }
        InstanceState other = member.orElseThrow();
        // Who is deleted before the row that would lead to it was written needs none.
        joinTable(move.relationship())
                .filter(table -> !objects.deleted().contains(other) && !isThere(move, other))
                .ifPresent(table -> link(links, table, move, other));
        agreeAcross(move, other, true);
        if (!move.relationship().holdsReference()) {
            held(move.relationship()).filter(Relationship::holdsReference).ifPresent(held -> {
                Object now = other.relatedNow(held).object();
                boolean said = now != null && now != other.related(held).object();
                if (now == move.owner().object()) {
                    return;
                }
                if (said) {
                    // Nor does the collection keep what it does not own: it would go with the wrong one.
                    replace(move.owner().object(), move.relationship(), other.object(), false);
                } else {
                    Related.giveOne(held, other.object(), move.owner().object());
                }
            });
        }
    }

    /** Whether the row that leads to an object is there already: its set refused it when it was loaded, for it had one that equals it. */
    private static boolean isThere(Move move, InstanceState other) {
        return other.isPersistent()
                && move.owner().related(move.relationship()).refused().stream().anyMatch(each -> each == move.object());
    }

    /** What happened at one side of a table between classes shows at the other, so that it is not written again when something happens there. */
    private void agreeAcross(Move move, InstanceState other, boolean in) {
        if (joinTable(move.relationship()).isPresent()) {
            Object mover = move.owner().object();
            held(move.relationship())
                    .<List<Relationship<?, ?>>>map(List::of)
                    .orElseGet(() -> inverses(other.object(), move.relationship(), mover))
                    .forEach(side -> {
                        replace(other.object(), side, mover, in);
                        if (!in) {
                            other.forgetRefused(side, mover);
                        }
                    });
        }
    }

    /** One that left, and that nobody else has, is deleted where the relationship says so. */
    private void orphan(Move move) {
        Optional<InstanceState> member = objects.identities().find(move.object());
        if (member.isEmpty() || !move.relationship().cascades(Cascade.DELETE_ORPHAN)) {
            return;
        }
        boolean elsewhere = moves.came().stream()
                .anyMatch(other -> other.object() == move.object()
                        && other.relationship().owner() == move.relationship().owner()
                        && other.relationship()
                                .name()
                                .equals(move.relationship().name()));
        Optional<Relationship<?, ?>> held = held(move.relationship());
        boolean kept = held.isPresent()
                && member.orElseThrow().relatedNow(held.orElseThrow()).object() != null
                && move.relationship().kind() != RelationshipKind.MANY_TO_MANY;
        if (elsewhere || kept) {
            return;
        }
        if (member.orElseThrow().isPending()) {
            objects.remove(member.orElseThrow());
        } else {
            objects.deleteOrphan(member.orElseThrow());
        }
    }

    /** A reference that changed shows in the collections at the other end, where those are loaded. */
    private void agree(InstanceState state) {
        for (Relationship<?, ?> relationship : state.relationships()) {
            if (!relationship.holdsReference()) {
                continue;
            }
            Object before = state.related(relationship).object();
            Object now = state.relatedNow(relationship).object();
            if (before == now) {
                continue;
            }
            inverses(before, relationship, state.object())
                    .forEach(inverse -> replace(before, inverse, state.object(), false));
            inverses(now, relationship, state.object()).forEach(inverse -> replace(now, inverse, state.object(), true));
        }
    }

    private void replace(@Nullable Object owner, Relationship<?, ?> inverse, Object object, boolean in) {
        Optional<InstanceState> found = Optional.ofNullable(owner).flatMap(objects.identities()::find);
        if (found.isEmpty()
                || inverse.isWriteOnly()
                || !found.orElseThrow().relatedNow(inverse).loaded()) {
            return;
        }
        InstanceState state = found.orElseThrow();
        Related now = state.relatedNow(inverse);
        if (now.has(object) == in) {
            return;
        }
        if (!inverse.kind().isToMany()) {
            Related.giveOne(inverse, state.object(), in ? object : null);
            return;
        }
        if (in && inverse.terms().mapKey().isPresent() && MapKeys.of(inverse, object) == null) {
            // Its key is made as it is inserted; it is in the map when that is loaded again.
            return;
        }
        state.change(inverse, object, in);
    }

    private void unlinkAll(InstanceState state) {
        for (Relationship<?, ?> relationship : state.relationships()) {
            Optional<JoinTable> table = joinTable(relationship);
            boolean owner = relationship.terms().joinTable().isPresent();
            table.ifPresent(found -> unlinks.computeIfAbsent(found, unused -> new LinkedHashSet<>())
                    .add(owner ? new Link(state, null) : new Link(null, state)));
        }
    }

    /** Notes a row between two objects, whichever side it was said at. */
    private static void link(Map<JoinTable, Set<Link>> into, JoinTable table, Move move, InstanceState other) {
        boolean owner = move.relationship().terms().joinTable().isPresent();
        into.computeIfAbsent(table, unused -> new LinkedHashSet<>())
                .add(owner ? new Link(move.owner(), other) : new Link(other, move.owner()));
    }

    /** The relationship at the other end that holds one. */
    private Optional<Relationship<?, ?>> held(Relationship<?, ?> relationship) {
        return relationship
                .terms()
                .mappedBy()
                .flatMap(name -> mapping(relationship.target()).relationship(name));
    }

    /** The relationships of an object at the other end that one holds, and that may have some member: a subclass may declare its own. */
    private List<Relationship<?, ?>> inverses(@Nullable Object owner, Relationship<?, ?> held, Object member) {
        Optional<InstanceState> state = Optional.ofNullable(owner).flatMap(objects.identities()::find);
        if (state.isEmpty()) {
            return List.of();
        }
        return state.orElseThrow().relationships().stream()
                .filter(other ->
                        other.terms().mappedBy().filter(held.name()::equals).isPresent()
                                && other.target().isInstance(member)
                                && held(other)
                                        .filter(found -> found.equals(held))
                                        .isPresent())
                .toList();
    }

    private Optional<JoinTable> joinTable(Relationship<?, ?> relationship) {
        return relationship
                .terms()
                .joinTable()
                .or(() -> held(relationship).flatMap(held -> held.terms().joinTable()))
                .map(Supplier::get);
    }

    private EntityMapping<?> mapping(Class<?> type) {
        return objects.mappings().mapping(type);
    }
}

package io.granary.testkit.unitofwork;

import io.granary.testkit.unitofwork.Library.Shelf;
import io.granary.testkit.unitofwork.Office.Folder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds what a rollback took out, with all that it has. */
final class Returning {

    private final Play play;
    private final Sides sides;

    Returning(Play play, Sides sides) {
        this.play = play;
        this.sides = sides;
    }

    void addAgain(Random random) {
        String tag = Chance.any(random, play.cast().lost().keySet());
        if (tag == null) {
            return;
        }
        Map<String, Thing> all = gather(tag);
        Map<Thing, Row> rows = new LinkedHashMap<>();
        for (Thing thing : all.values()) {
            Row row = whole(thing, all);
            if (row == null) {
                return;
            }
            rows.put(thing, row);
        }
        play.note("add again " + all.keySet());
        for (Thing thing : all.values()) {
            play.session().add(thing);
        }
        rows.forEach((thing, row) -> {
            play.enter(thing, row);
            for (Link link : Link.ALL) {
                String target = row.ref(link);
                if (link.unique() && target != null) {
                    play.touched().taken(link, target);
                }
            }
        });
    }

    /** All that can be reached and is lost as well; others that are not in the session are let go of. */
    private Map<String, Thing> gather(String tag) {
        Map<String, Thing> all = new LinkedHashMap<>();
        Deque<Thing> open = new ArrayDeque<>();
        open.add(Objects.requireNonNull(play.cast().lost().get(tag)));
        while (!open.isEmpty()) {
            Thing thing = open.remove();
            if (all.putIfAbsent(thing.tag, thing) != null) {
                continue;
            }
            for (String name : Attributes.relationships(thing.getClass())) {
                open.addAll(lostAt(thing, name));
            }
        }
        return all;
    }

    private List<Thing> lostAt(Thing thing, String name) {
        if (!Attributes.isOne(thing.getClass(), name)) {
            if (!Attributes.isLoaded(Attributes.many(thing, name))) {
                Attributes.give(thing, name, Attributes.emptyFor(thing, name));
            }
            Attributes.many(thing, name).removeIf(each -> !play.cast().isLost(each));
            return Attributes.sorted(Attributes.many(thing, name));
        }
        Thing one = Attributes.one(thing, name);
        if (one != null && play.cast().isLost(one)) {
            return List.of(one);
        }
        if (one != null && !(play.isLive(one.tag) && play.at(one.tag) == one)) {
            sides.refer(thing, name, null);
        }
        return List.of();
    }

    /** Has both sides of one agree, and says what is meant to be there of it; null if it lacks what it cannot be without. */
    private @Nullable Row whole(Thing thing, Map<String, Thing> all) {
        if (thing instanceof Folder folder) {
            folder.id = play.nextKey();
        }
        Row row = new Row(thing);
        row.place = thing instanceof Shelf shelf ? shelf.place : null;
        for (Link link : Link.ALL) {
            if (link.holder().isInstance(thing) && !refer(thing, row, link, all)) {
                return null;
            }
            if (link.hasInverse() && link.target().isInstance(thing)) {
                dropOthers(thing, link);
            }
        }
        for (Many many : Many.ALL) {
            if (many.owner().isInstance(thing)) {
                Set<String> set = row.set(many);
                for (Thing member : Attributes.many(thing, many.field())) {
                    set.add(member.tag);
                    if (many.hasInverse()) {
                        Attributes.put(Attributes.many(member, many.otherSide()), thing, true);
                    }
                }
            }
            if (many.hasInverse() && many.target().isInstance(thing)) {
                Attributes.many(thing, many.otherSide())
                        .removeIf(owner -> !Attributes.many(owner, many.field()).contains(thing));
            }
        }
        return row;
    }

    private boolean refer(Thing thing, Row row, Link link, Map<String, Thing> all) {
        Thing other = Attributes.one(thing, link.field());
        if (other == null) {
            return link.optional();
        }
        if (link.unique() && play.isTaken(link, other.tag)) {
            return false;
        }
        row.refer(link, other.tag);
        if (link.hasInverse() && all.containsKey(other.tag)) {
            if (link.many()) {
                Attributes.put(Attributes.many(other, link.otherSide()), thing, true);
            } else {
                sides.refer(other, link.otherSide(), thing);
            }
        }
        return true;
    }

    /** Those that refer to something else are no members. */
    private void dropOthers(Thing thing, Link link) {
        if (link.many()) {
            Attributes.many(thing, link.otherSide()).removeIf(member -> Attributes.one(member, link.field()) != thing);
            return;
        }
        Thing member = Attributes.one(thing, link.otherSide());
        if (member != null && Attributes.one(member, link.field()) != thing) {
            sides.refer(thing, link.otherSide(), null);
        }
    }
}

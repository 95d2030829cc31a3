package io.granary.testkit.unitofwork;

import io.granary.testkit.Await;
import java.util.List;
import java.util.Set;

/** Loads relationships of objects, and compares what is found with the oracle. */
final class Loading {

    private final Play play;
    private final Sides sides;
    private final SessionComparison comparison;
    private final Turns turns;

    Loading(Play play, Sides sides, SessionComparison comparison, Turns turns) {
        this.play = play;
        this.sides = sides;
        this.comparison = comparison;
        this.turns = turns;
    }

    void ensureLoaded(String tag, String name) {
        Thing thing = play.at(tag);
        boolean there = Attributes.isOne(thing.getClass(), name)
                ? sides.knows(thing, name)
                : Attributes.isLoaded(Attributes.many(thing, name));
        if (!there && play.row(tag).hasKey()) {
            load(tag, name);
        }
    }

    void load(String tag, String name) {
        Thing thing = play.at(tag);
        play.note("load " + tag + "." + name);
        boolean isOne = Attributes.isOne(thing.getClass(), name);
        if (isOne || Attributes.isLoaded(Attributes.many(thing, name))) {
            // Both sides agree at the flush, and loading what is loaded flushes nothing.
            turns.flush();
        }
        Object found = Await.value(play.session().loadOptional(thing, Attributes.relationship(thing.getClass(), name)))
                .orElse(null);
        Set<String> expected = play.world().at(play.row(tag), name);
        List<Thing> things = Attributes.things(found);
        Compared.tags(
                "loaded " + tag + "." + name,
                things.stream().filter(each -> !comparison.mayStay(each)).toList(),
                expected);
        if (isOne) {
            checkReference(thing, name, expected);
        }
        things.forEach(comparison::meet);
    }

    /** What was found has to be at the object as well. */
    private void checkReference(Thing thing, String name, Set<String> expected) {
        play.cast().learn(thing.tag, name);
        Thing one = Attributes.one(thing, name);
        if (one != null && play.cast().isGone(one)) {
            return;
        }
        if (one == null ? !expected.isEmpty() : !expected.contains(one.tag)) {
            throw new Disagreement("loaded " + thing.tag + "." + name + " has " + one + " and not " + expected);
        }
    }
}

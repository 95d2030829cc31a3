package io.granary.testkit.unitofwork;

import io.granary.testkit.unitofwork.Library.Place;
import io.granary.testkit.unitofwork.Library.Shelf;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes objects that refer to those that are there, or to others that are made for them. */
final class Creating {

    private static final int DEEPEST = 3;

    private static final List<String> SIDES = List.of("(ref)", "(inverse)", "(both)");

    private final Play play;
    private final Sides sides;

    Creating(Play play, Sides sides) {
        this.play = play;
        this.sides = sides;
    }

    void create(Random random) {
        create(Chance.one(random, Things.CONCRETE), random, 0);
    }

    /** {@return the tag of a new one; null if what it cannot be without could not be made} */
    private @Nullable String create(Class<? extends Thing> type, Random random, int depth) {
        Thing thing = play.make(type);
        thing.tag = play.newTag(type);
        thing.n = random.nextInt(100);
        Row row = new Row(thing);
        if (thing instanceof Shelf shelf && random.nextBoolean()) {
            shelf.place = new Place(random.nextInt(5), random.nextBoolean() ? null : 1);
            row.place = shelf.place;
        }
        StringBuilder how = new StringBuilder();
        boolean persisted = false;
        for (Link link : Link.ALL) {
            if (!link.isOf(type)) {
                continue;
            }
            String target = target(link, random, depth);
            if (target != null) {
                persisted |= link(thing, link, target, random, how);
                row.refer(link, target);
            } else if (!link.optional()) {
                return null;
            }
        }
        boolean adds = !persisted || random.nextBoolean();
        if (adds) {
            play.session().add(thing);
        }
        for (Link link : Link.ALL) {
            if (link.isOf(type)) {
                play.cast().learn(thing.tag, link.field());
            }
        }
        play.note("create " + thing.tag + how + (adds ? " add" : " by cascade"));
        play.enter(thing, row);
        return thing.tag;
    }

    private @Nullable String target(Link link, Random random, int depth) {
        if (link.optional() && random.nextInt(3) == 0) {
            return null;
        }
        List<String> targets = play.live(link.target());
        if (link.unique()) {
            targets.removeIf(each -> play.isTaken(link, each));
        }
        String target = Chance.any(random, targets);
        return target == null && !link.optional() && depth < DEEPEST
                ? create(link.target(), random, depth + 1)
                : target;
    }

    /** Links a new one at one side or at both, and says whether that takes it into the session. */
    private boolean link(Thing thing, Link link, String target, Random random, StringBuilder how) {
        int mode = sides.knowsInverse(link, target) ? random.nextInt(3) : 0;
        if (mode != 1) {
            sides.refer(thing, link.field(), play.at(target));
        }
        if (mode > 0) {
            sides.putInverse(link, target, thing);
        }
        if (link.unique()) {
            play.touched().taken(link, target);
        }
        how.append(' ').append(link.field()).append('=').append(target).append(SIDES.get(mode));
        return mode > 0 && link.persists();
    }
}

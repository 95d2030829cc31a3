package io.granary.testkit.unitofwork;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Puts another collection in the place of one, whether that is loaded or not. */
final class Replacing {

    private final Play play;
    private final Loading loading;
    private final Removal removal;
    private final Turns turns;

    Replacing(Play play, Loading loading, Removal removal, Turns turns) {
        this.play = play;
        this.loading = loading;
        this.removal = removal;
        this.turns = turns;
    }

    void replace(Random random) {
        List<Link> links = Link.ALL.stream().filter(Link::many).toList();
        Link link = Chance.one(random, links);
        String tag = play.anyWritten(random, link.target());
        if (tag == null) {
            return;
        }
        turns.flush();
        turns.refreshAll();
        if (random.nextBoolean()) {
            loading.ensureLoaded(tag, link.otherSide());
        }
        Set<String> old = play.world().holders(link, tag);
        Set<String> next = next(link, tag, random);
        Set<String> leave = new LinkedHashSet<>(old);
        leave.removeAll(next);
        Set<String> going = link.orphans() ? goingWith(leave, link, tag, next) : Set.of();
        if (!Collections.disjoint(going, next) || !removal.release(going)) {
            return;
        }
        Thing owner = play.at(tag);
        boolean loaded = Attributes.isLoaded(Attributes.many(owner, link.otherSide()));
        if (loaded && next.equals(old)) {
            return;
        }
        Collection<Thing> collection = Attributes.emptyFor(owner, link.otherSide());
        next.forEach(each -> collection.add(play.at(each)));
        Attributes.give(owner, link.otherSide(), collection);
        play.note("replace " + tag + "." + link.otherSide() + (loaded ? "" : " (unloaded)") + " " + old + " by " + next
                + " goes " + going);
        next.forEach(each -> play.row(each).refer(link, tag));
        if (link.orphans()) {
            play.take(going);
        } else {
            leave.forEach(each -> play.row(each).refer(link, null));
        }
        turns.flush();
    }

    private Set<String> next(Link link, String tag, Random random) {
        Set<String> next = new LinkedHashSet<>();
        for (String each : play.live(link.holder())) {
            if (random.nextInt(3) == 0 && !(link.isTree() && play.world().wouldCircle(link, each, tag))) {
                next.add(each);
            }
        }
        return next;
    }

    /** What goes with those that leave, once the others have come. */
    private Set<String> goingWith(Set<String> leave, Link link, String tag, Set<String> next) {
        World after = play.world().copy();
        next.forEach(each -> after.row(each).refer(link, tag));
        Set<String> going = new LinkedHashSet<>();
        leave.forEach(each -> going.addAll(after.goingWith(each)));
        return going;
    }
}

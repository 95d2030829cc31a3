package io.granary.testkit.unitofwork;

import java.util.Random;
import java.util.Set;

/** Has objects refer to nothing any more, and so go where they cannot do without. */
final class Unlinking {

    private final Play play;
    private final Sides sides;
    private final Loading loading;
    private final Removal removal;

    Unlinking(Play play, Sides sides, Loading loading, Removal removal) {
        this.play = play;
        this.sides = sides;
        this.loading = loading;
        this.removal = removal;
    }

    void unlink(Random random) {
        Link link = Chance.one(random, Link.ALL);
        String tag = play.anyWritten(random, link.holder());
        String old = tag == null ? null : play.row(tag).ref(link);
        if (tag == null || old == null || play.touched().isMoved(link, tag)) {
            return;
        }
        if (link.unique()) {
            play.touched().taken(link, old);
        }
        if (link.owns()) {
            dropOwned(link, tag, old);
        } else if (link.orphans()) {
            leaveOwner(link, tag, old, random);
        } else if (link.optional()) {
            part(link, tag, old, random);
        }
    }

    /** What is referred to goes. */
    private void dropOwned(Link link, String tag, String old) {
        Set<String> going = play.world().goingWith(old);
        if (!play.isLive(old) || !play.row(old).hasKey() || !removal.isLegal(going, Set.of(tag))) {
            return;
        }
        loading.ensureLoaded(tag, link.field());
        sides.refer(play.at(tag), link.field(), null);
        play.row(tag).refer(link, null);
        play.note("unlink " + tag + "." + link.field() + " from " + old + ", which goes");
        play.take(going);
    }

    /** What refers goes. */
    private void leaveOwner(Link link, String tag, String old, Random random) {
        Set<String> going = play.world().goingWith(tag);
        if (!play.isLive(old)
                || !going.stream().allMatch(each -> play.row(each).hasKey())
                || play.touched().isAnyMoved(going)
                || !removal.release(going)) {
            return;
        }
        loading.ensureLoaded(old, link.otherSide());
        loading.ensureLoaded(tag, link.field());
        sides.takeInverse(link, old, play.at(tag));
        boolean both = link.optional() && random.nextBoolean();
        if (both) {
            sides.refer(play.at(tag), link.field(), null);
        }
        play.note("unlink orphan " + tag + "." + link.field() + " from " + old + (both ? " (both)" : " (inverse)")
                + ", goes " + going);
        play.take(going);
    }

    /** Both stay. */
    private void part(Link link, String tag, String old, Random random) {
        boolean inverse = sides.knowsInverse(link, old) && random.nextBoolean();
        boolean ref = !inverse || random.nextBoolean();
        if (ref) {
            loading.ensureLoaded(tag, link.field());
            sides.refer(play.at(tag), link.field(), null);
        }
        if (inverse) {
            sides.takeInverse(link, old, play.at(tag));
        }
        play.touched().moved(link, tag);
        play.note("unlink " + tag + "." + link.field() + " from " + old + (ref ? " ref" : "")
                + (inverse ? " inverse" : ""));
        play.row(tag).refer(link, null);
    }
}

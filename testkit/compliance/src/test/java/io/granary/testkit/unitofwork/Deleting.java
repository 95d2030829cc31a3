package io.granary.testkit.unitofwork;

import io.granary.testkit.Await;
import java.util.Random;
import java.util.Set;

/** Deletes objects, and may think better of it. */
final class Deleting {

    private final Play play;
    private final Sides sides;
    private final Removal removal;
    private final SessionComparison comparison;
    private final Changing changing;
    private final Turns turns;

    Deleting(Play play, Sides sides, Removal removal, SessionComparison comparison, Changing changing, Turns turns) {
        this.play = play;
        this.sides = sides;
        this.removal = removal;
        this.comparison = comparison;
        this.changing = changing;
        this.turns = turns;
    }

    void delete(Random random) {
        String tag = play.anyWritten(random, Thing.class);
        if (tag == null) {
            return;
        }
        Set<String> going = play.world().goingWith(tag);
        if (!removal.release(going)) {
            return;
        }
        play.note("delete " + tag + " goes " + going);
        Link.ALL.stream().filter(Link::unique).forEach(link -> keepTaken(link, going));
        Await.value(play.session().delete(play.at(tag)));
        if (random.nextBoolean()) {
            takeOut(tag);
        }
        play.take(going);
        if (random.nextInt(3) == 0) {
            turns.flush();
        }
    }

    /** What goes is written after what comes, so that nobody can have its place yet. */
    private void keepTaken(Link link, Set<String> going) {
        for (String one : going) {
            play.touched().taken(link, one);
            String target = play.row(one).ref(link);
            if (target != null) {
                play.touched().taken(link, target);
            }
        }
    }

    private void takeOut(String tag) {
        Row row = play.row(tag);
        for (Link link : Link.ALL) {
            String target = link.isOf(row.type) ? row.ref(link) : null;
            if (target != null && sides.knowsInverse(link, target)) {
                play.note("and out of " + target + "." + link.otherSide());
                sides.takeInverse(link, target, play.at(tag));
            }
        }
    }

    /** Deletes one and adds it again, so that it stays. */
    void deleteAndAdd(Random random) {
        String tag = play.anyWritten(random, Thing.class);
        if (tag == null) {
            return;
        }
        turns.flush();
        play.note("delete and add again " + tag);
        Await.value(play.session().delete(play.at(tag)));
        if (random.nextBoolean()) {
            changing.change(random);
        }
        play.session().add(play.at(tag));
        // What the mark led to is made up for in the session's turn; a change right behind it may be lost.
        Await.value(play.session().state());
        comparison.meetAll();
    }
}

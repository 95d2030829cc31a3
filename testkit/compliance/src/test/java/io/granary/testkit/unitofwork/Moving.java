package io.granary.testkit.unitofwork;

import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Has objects refer to others than before: by the reference, by the collections, or by both. */
final class Moving {

    private final Play play;
    private final Sides sides;
    private final Loading loading;
    private final Removal removal;

    Moving(Play play, Sides sides, Loading loading, Removal removal) {
        this.play = play;
        this.sides = sides;
        this.loading = loading;
        this.removal = removal;
    }

    void move(Random random) {
        Link link = Chance.one(random, Link.ALL);
        String tag = play.anyLive(random, link.holder());
        if (tag == null) {
            return;
        }
        Row row = play.row(tag);
        String old = row.ref(link);
        String target = target(link, tag, old, random);
        if (target == null || !mayLeave(link, row, old)) {
            return;
        }
        if (link.unique()) {
            if (old != null) {
                play.touched().taken(link, old);
            }
            play.touched().taken(link, target);
        }
        int mode = sides.knowsInverse(link, target) ? random.nextInt(4) : 0;
        if (!row.hasKey() && old != null && sides.knowsInverse(link, old)) {
            sides.takeInverse(link, old, play.at(tag));
            play.session().add(play.at(tag));
        }
        String how = move(link, row, old, target, mode);
        play.touched().moved(link, tag);
        play.note("move " + tag + "." + link.field() + " " + old + " -> " + target + " " + how);
        row.refer(link, target);
        if (link.owns() && old != null) {
            play.take(play.world().goingWith(old));
        }
    }

    private @Nullable String target(Link link, String tag, @Nullable String old, Random random) {
        List<String> targets = play.live(link.target());
        targets.removeIf(each -> each.equals(old)
                || (link.unique() && play.isTaken(link, each))
                || (link.isTree() && play.world().wouldCircle(link, tag, each)));
        return Chance.any(random, targets);
    }

    /** Whether one may let go of what it has: that would go if it is its own. */
    private boolean mayLeave(Link link, Row row, @Nullable String old) {
        if (!link.owns() || old == null) {
            return true;
        }
        if (!row.hasKey() || play.touched().isMoved(link, row.tag)) {
            return false;
        }
        loading.ensureLoaded(row.tag, link.field());
        return removal.isLegal(play.world().goingWith(old), Set.of(row.tag));
    }

    private String move(Link link, Row row, @Nullable String old, String target, int mode) {
        Thing holder = play.at(row.tag);
        boolean moved = play.touched().isMoved(link, row.tag);
        boolean refers;
        String how;
        if (mode == 0) {
            refers = true;
            how = "";
        } else if (mode == 1) {
            sides.putInverse(link, target, holder);
            // The reference wins over the collections where it was changed since the last flush.
            Thing now = Attributes.one(holder, link.field());
            refers = moved || (now != null && (now != play.cast().find(old) || !row.hasKey()));
            how = "into new";
        } else {
            if (old != null && sides.knowsInverse(link, old)) {
                sides.takeInverse(link, old, holder);
            }
            sides.putInverse(link, target, holder);
            refers = moved || mode == 3 || !row.hasKey();
            how = "from old into new";
        }
        if (refers) {
            sides.refer(holder, link.field(), play.at(target));
            how += how.isEmpty() ? "ref" : " and ref";
        }
        return how;
    }
}

package io.granary.testkit.unitofwork;

import io.granary.testkit.unitofwork.Office.Note;
import java.util.List;
import java.util.Random;

/** Puts members into the collections that are kept in tables between two classes, and takes them out. */
final class Members {

    private final Play play;
    private final Loading loading;

    Members(Play play, Loading loading) {
        this.play = play;
        this.loading = loading;
    }

    /** Puts or takes a member that others may have as well. */
    void share(Random random) {
        Many many = Chance.one(
                random, Many.ALL.stream().filter(each -> !each.exclusive()).toList());
        String owner = play.anyLive(random, many.owner());
        String member = play.anyLive(random, many.target());
        if (owner == null || member == null || !play.touched().membership(many, owner, member)) {
            return;
        }
        Thing from = play.at(owner);
        Thing to = play.at(member);
        boolean in = !play.row(owner).set(many).contains(member);
        boolean inverse =
                many.hasInverse() && Attributes.isLoaded(Attributes.many(to, many.otherSide())) && random.nextBoolean();
        boolean own = !inverse || random.nextBoolean();
        if (own) {
            loading.ensureLoaded(owner, many.field());
            Attributes.put(Attributes.many(from, many.field()), to, in);
        }
        if (inverse) {
            Attributes.put(Attributes.many(to, many.otherSide()), from, in);
        }
        play.note((in ? "put " : "take ") + member + " at " + owner + "." + many.field() + (own ? " own" : "")
                + (inverse ? " inverse" : ""));
        if (in) {
            play.row(owner).set(many).add(member);
        } else {
            play.row(owner).set(many).remove(member);
        }
    }

    /** Makes, moves or drops a member that has one owner. */
    void own(Random random) {
        Many many = Many.FOLDER_NOTES;
        String owner = play.anyLive(random, many.owner());
        if (owner == null) {
            return;
        }
        loading.ensureLoaded(owner, many.field());
        int what = random.nextInt(3);
        if (what == 0) {
            make(many, owner);
            return;
        }
        String member = Chance.any(random, play.row(owner).set(many));
        if (member == null || !play.isLive(member) || !play.row(member).hasKey()) {
            return;
        }
        List<String> others = play.live(many.owner());
        others.remove(owner);
        String other = what == 1 ? Chance.any(random, others) : null;
        if (other == null) {
            Attributes.put(Attributes.many(play.at(owner), many.field()), play.at(member), false);
            play.note("take " + member + " out of " + owner + ", goes");
            play.take(play.world().goingWith(member));
        } else {
            move(many, member, owner, other);
        }
    }

    private void make(Many many, String owner) {
        Note thing = new Note();
        thing.tag = play.newTag(Note.class);
        Attributes.many(play.at(owner), many.field()).add(thing);
        play.enter(thing, new Row(thing));
        play.row(owner).set(many).add(thing.tag);
        play.note("create " + thing.tag + " in " + owner);
    }

    private void move(Many many, String member, String owner, String other) {
        loading.ensureLoaded(other, many.field());
        Attributes.put(Attributes.many(play.at(owner), many.field()), play.at(member), false);
        Attributes.many(play.at(other), many.field()).add(play.at(member));
        play.row(owner).set(many).remove(member);
        play.row(other).set(many).add(member);
        play.note("move " + member + " from " + owner + " to " + other);
    }
}

package io.granary.testkit.unitofwork;

import io.granary.testkit.Await;
import io.granary.testkit.unitofwork.Library.Place;
import io.granary.testkit.unitofwork.Library.Shelf;
import java.util.Random;

/** Changes values of objects. */
final class Changing {

    private final Play play;

    Changing(Play play) {
        this.play = play;
    }

    void change(Random random) {
        String tag = play.anyLive(random, Thing.class);
        if (tag == null) {
            return;
        }
        Thing thing = play.at(tag);
        Row row = play.row(tag);
        if (thing instanceof Shelf shelf && random.nextBoolean()) {
            shelf.place = random.nextBoolean() ? null : new Place(random.nextInt(5), null);
            row.place = shelf.place;
            play.note("change " + tag + ".place=" + row.place);
            return;
        }
        int n = random.nextInt(100);
        boolean asks = n != row.n && random.nextInt(4) == 0 && row.hasKey() && isClean(thing);
        thing.n = n;
        row.n = n;
        play.note("change " + tag + ".n=" + n);
        if (asks && !Await.value(play.session().isModified(thing))) {
            throw new Disagreement(tag + " was changed and is not modified");
        }
    }

    /** Whether nothing would be written for one as it is; what is to be deleted is never modified. */
    private boolean isClean(Thing thing) {
        return !Await.value(play.session().isModified(thing))
                && !Await.value(play.session().state()).deleted().contains(thing);
    }
}

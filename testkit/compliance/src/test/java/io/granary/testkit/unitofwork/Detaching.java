package io.granary.testkit.unitofwork;

import io.granary.orm.AsyncSession;
import io.granary.testkit.Await;
import io.granary.testkit.unitofwork.Office.Folder;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Has objects be outside of the session for a while. */
final class Detaching {

    private final Play play;
    private final Removal removal;
    private final Turns turns;

    Detaching(Play play, Removal removal, Turns turns) {
        this.play = play;
        this.removal = removal;
        this.turns = turns;
    }

    /** Takes one out with all that goes with it, may change it, and adds it again. */
    void expunge(Random random) {
        String tag = play.anyLive(random, Thing.class);
        if (tag == null || turns.isNested() || play.at(tag) instanceof Folder) {
            return;
        }
        turns.commit(random);
        Thing thing = play.at(tag);
        play.note("expunge " + tag);
        play.session().expunge(thing);
        if (random.nextBoolean()) {
            thing.n = random.nextInt(100);
            play.row(tag).n = thing.n;
            play.note("n=" + thing.n);
        }
        play.note("add again");
        play.session().add(thing);
        for (String each : play.live(Thing.class)) {
            if (!Await.value(play.session().contains(play.at(each)))) {
                play.note("add " + each);
                play.session().add(play.at(each));
            }
        }
        turns.commit(random);
        play.cast().unlearn();
    }

    /** Deletes one that another session loaded and this one has nothing to do with. */
    void deleteFromOutside(Random random) {
        if (turns.isNested()) {
            return;
        }
        turns.commit(random);
        List<String> out = play.world().tags().stream()
                .filter(each -> !play.cast().has(each))
                .toList();
        String tag = Chance.any(random, out);
        if (tag == null) {
            return;
        }
        Set<String> going = play.world().goingWith(tag);
        if (isKnown(going) || !removal.release(going) || isReferredTo(going) || isKnown(going)) {
            return;
        }
        Row row = play.row(tag);
        play.session().expungeAll();
        play.cast().leaveAll();
        AsyncSession other = play.anotherSession();
        Thing outside = Await.value(other.getOne(Attributes.asThing(row.type), row.key()));
        Await.value(other.close());
        play.note("delete from outside " + tag + " goes " + going);
        Await.value(play.session().delete(outside));
        play.cast().enter(outside);
        play.take(going);
        turns.flush();
    }

    private boolean isKnown(Set<String> tags) {
        return !Collections.disjoint(tags, play.cast().tags());
    }

    private boolean isReferredTo(Set<String> going) {
        return Link.ALL.stream()
                .anyMatch(link -> going.stream()
                        .filter(one -> link.isTo(play.row(one).type))
                        .anyMatch(one -> isKnown(play.world().holders(link, one))));
    }
}

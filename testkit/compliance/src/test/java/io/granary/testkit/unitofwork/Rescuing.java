package io.granary.testkit.unitofwork;

import io.granary.testkit.Await;
import io.granary.testkit.unitofwork.Library.Word;
import io.granary.testkit.unitofwork.Office.Folder;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Deletes objects and gives what they had to others: a member, or the very key. */
final class Rescuing {

    private final Play play;
    private final Sides sides;
    private final Loading loading;
    private final Removal removal;
    private final Turns turns;

    Rescuing(Play play, Sides sides, Loading loading, Removal removal, Turns turns) {
        this.play = play;
        this.sides = sides;
        this.loading = loading;
        this.removal = removal;
        this.turns = turns;
    }

    /** Deletes an owner, and gives what would go with it to another one before that is written. */
    void rescue(Random random) {
        List<Link> links = Link.ALL.stream()
                .filter(each -> each.removes() && each.persists() && !each.unique())
                .toList();
        Link link = Chance.one(random, links);
        String tag = play.anyWritten(random, link.target());
        if (tag == null) {
            return;
        }
        turns.flush();
        Set<String> going = play.world().goingWith(tag);
        String member = Chance.any(random, play.world().holders(link, tag));
        List<String> targets = play.live(link.target());
        targets.removeAll(going);
        String target = Chance.any(random, targets);
        if (member == null || target == null) {
            return;
        }
        loading.ensureLoaded(target, link.otherSide());
        loading.ensureLoaded(tag, link.otherSide());
        World after = play.world().copy();
        after.row(member).refer(link, target);
        Set<String> goes = after.goingWith(tag);
        if (!removal.release(goes)) {
            return;
        }
        play.note("delete " + tag + ", and rescue " + member + " to " + target + "." + link.otherSide() + "; goes "
                + goes);
        Await.value(play.session().delete(play.at(tag)));
        boolean ref = random.nextBoolean();
        if (!ref || random.nextBoolean()) {
            sides.putInverse(link, target, play.at(member));
        }
        if (ref) {
            sides.refer(play.at(member), link.field(), play.at(target));
        }
        if (random.nextBoolean()) {
            sides.takeInverse(link, tag, play.at(member));
        }
        play.row(member).refer(link, target);
        play.take(goes);
        turns.flush();
    }

    /** A row goes from one object to a new one. */
    void switchRow(Random random) {
        String tag = play.anyWritten(random, Folder.class);
        if (tag == null) {
            return;
        }
        turns.flush();
        Set<String> going = play.world().goingWith(tag);
        if (!removal.release(going)) {
            return;
        }
        Folder folder = new Folder();
        folder.id = ((Folder) play.at(tag)).id;
        folder.tag = play.newTag(Folder.class);
        folder.n = random.nextInt(100);
        Row row = new Row(folder);
        String word = play.anyLive(random, Word.class);
        if (word != null && !going.contains(word)) {
            folder.words.add((Word) play.at(word));
            row.set(Many.FOLDER_WORDS).add(word);
        }
        play.note("delete " + tag + " goes " + going + " and " + folder.tag + " takes its row with " + word);
        Await.value(play.session().delete(play.at(tag)));
        play.session().add(folder);
        play.take(going);
        play.enter(folder, row);
        turns.flush();
    }
}

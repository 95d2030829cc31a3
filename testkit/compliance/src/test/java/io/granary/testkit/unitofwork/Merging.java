package io.granary.testkit.unitofwork;

import io.granary.orm.AsyncSession;
import io.granary.testkit.Await;
import io.granary.testkit.unitofwork.Fleet.Ship;
import io.granary.testkit.unitofwork.Library.Shelf;
import io.granary.testkit.unitofwork.Library.Word;
import io.granary.testkit.unitofwork.Office.Bill;
import io.granary.testkit.unitofwork.Office.Folder;
import io.granary.testkit.unitofwork.Woods.Tree;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Merges objects that other sessions loaded, or none, and that were changed there. */
final class Merging {

    private static final List<Class<? extends Thing>> ALONE =
            List.of(Shelf.class, Tree.class, Word.class, Bill.class, Folder.class, Ship.class);

    private final Play play;
    private final SessionComparison comparison;
    private final Removal removal;
    private final Turns turns;

    Merging(Play play, SessionComparison comparison, Removal removal, Turns turns) {
        this.play = play;
        this.comparison = comparison;
        this.removal = removal;
        this.turns = turns;
    }

    /** Merges one whose value was changed, with whatever was loaded around it. */
    void merge(Random random) {
        if (turns.isNested()) {
            return;
        }
        String tag = Chance.any(random, play.world().tags());
        if (tag == null) {
            return;
        }
        turns.commit(random);
        Row row = play.row(tag);
        AsyncSession other = play.anotherSession();
        Thing outside = Await.value(other.getOne(Attributes.asThing(row.type), row.key()));
        List<Thing> all = loadAround(outside, other, random);
        Await.value(other.close());
        outside.n = random.nextInt(100);
        play.note("merge " + tag + " n=" + outside.n + " with " + all);
        comparison.meet(Await.value(play.session().merge(outside)));
        row.n = outside.n;
        play.cast().unlearn();
        comparison.meetAll();
        turns.flush();
    }

    private static List<Thing> loadAround(Thing outside, AsyncSession session, Random random) {
        List<Thing> all = new ArrayList<>(List.of(outside));
        for (int i = 0; i < all.size(); i++) {
            Thing one = all.get(i);
            for (String name : Attributes.relationships(one.getClass())) {
                if (random.nextBoolean()) {
                    Object found = Await.value(session.loadOptional(one, Attributes.relationship(one.getClass(), name)))
                            .orElse(null);
                    for (Thing each : Attributes.sorted(Attributes.things(found))) {
                        if (all.stream().noneMatch(before -> before == each)) {
                            all.add(each);
                        }
                    }
                }
            }
        }
        return all;
    }

    /** Merges one that is nowhere yet. */
    void mergeNew(Random random) {
        Class<? extends Thing> type = Chance.one(random, ALONE);
        Thing outside = play.make(type);
        outside.tag = play.newTag(type);
        outside.n = random.nextInt(100);
        play.note("merge new " + outside.tag);
        Thing merged = Await.value(play.session().merge(outside));
        if (merged == outside) {
            throw new Disagreement(outside.tag + " was merged into itself");
        }
        play.enter(merged, new Row(outside));
    }

    /** Merges an owner whose members were changed, and of which some left and some came. */
    void mergeGraph(Random random) {
        if (turns.isNested()) {
            return;
        }
        List<Link> links =
                Link.ALL.stream().filter(each -> each.persists() && each.many()).toList();
        Link link = Chance.one(random, links);
        turns.commit(random);
        String tag = Chance.any(random, play.world().tagsOf(link.target()));
        if (tag == null) {
            return;
        }
        turns.refreshAll();
        Row row = play.row(tag);
        AsyncSession other = play.anotherSession();
        Thing outside = Await.value(other.getOne(Attributes.asThing(row.type), row.key()));
        Await.value(other.load(outside, Attributes.relationship(row.type, link.otherSide())));
        Await.value(other.close());
        Collection<Thing> members = Attributes.many(outside, link.otherSide());
        Set<String> going = new LinkedHashSet<>();
        String leaves = random.nextBoolean() ? Chance.any(random, play.world().holders(link, tag)) : null;
        if (leaves != null) {
            if (link.orphans()) {
                going.addAll(play.world().goingWith(leaves));
                if (!removal.isLegal(going, Set.of())) {
                    return;
                }
            }
            members.removeIf(each -> each.tag.equals(leaves));
            play.row(leaves).refer(link, null);
        }
        Thing comes = random.nextBoolean() ? comes(link, tag) : null;
        if (comes != null) {
            members.add(comes);
        }
        change(members, comes, random);
        play.note("merge " + tag + " without " + leaves + " with " + comes + " goes " + going);
        comparison.meet(Await.value(play.session().merge(outside)));
        play.take(going);
        play.cast().unlearn();
        comparison.meetAll();
        turns.flush();
    }

    private Thing comes(Link link, String to) {
        Thing comes = play.make(link.holder());
        comes.tag = play.newTag(link.holder());
        Row row = new Row(comes);
        row.refer(link, to);
        play.world().add(row);
        return comes;
    }

    private void change(Collection<Thing> members, @Nullable Thing but, Random random) {
        for (Thing member : Attributes.sorted(members)) {
            if (member != but && random.nextBoolean()) {
                member.n = random.nextInt(100);
                play.row(member.tag).n = member.n;
            }
        }
    }
}

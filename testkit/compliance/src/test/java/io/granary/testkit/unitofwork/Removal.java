package io.granary.testkit.unitofwork;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** Whether objects may go, with regard to those that stay and refer to them. */
final class Removal {

    private final Play play;
    private final Sides sides;
    private final Loading loading;

    Removal(Play play, Sides sides, Loading loading) {
        this.play = play;
        this.sides = sides;
        this.loading = loading;
    }

    /** Whether nobody outside refers to what goes, but by what is let go of by itself. */
    boolean isLegal(Set<String> going, Set<String> but) {
        for (Row row : play.world().rows()) {
            if (!going.contains(row.tag) && !but.contains(row.tag) && hinders(row, going)) {
                return false;
            }
        }
        return true;
    }

    private static boolean hinders(Row row, Set<String> going) {
        for (Link link : Link.ALL) {
            if (refers(row, link, going) && (!link.hasInverse() || !link.optional())) {
                return true;
            }
        }
        return Many.ALL.stream().anyMatch(many -> has(row, many, going));
    }

    private static boolean refers(Row row, Link link, Set<String> going) {
        String target = link.isOf(row.type) ? row.ref(link) : null;
        return target != null && going.contains(target);
    }

    /** Whether one has some of these as members that do not know it. */
    private static boolean has(Row row, Many many, Set<String> going) {
        return many.isOf(row.type) && !many.hasInverse() && !Collections.disjoint(row.set(many), going);
    }

    /**
     * Unlinks by hand what refers to those that go, by relationships without another side.
     *
     * @return whether that was possible; if not, nothing is unlinked
     */
    boolean release(Set<String> going) {
        List<Runnable> work = new ArrayList<>();
        for (Row row : List.copyOf(play.world().rows())) {
            if (!going.contains(row.tag) && !release(row, going, work)) {
                return false;
            }
        }
        work.forEach(Runnable::run);
        return true;
    }

    private boolean release(Row row, Set<String> going, List<Runnable> work) {
        for (Link link : Link.ALL) {
            if (!link.hasInverse() && refers(row, link, going)) {
                if (!play.isLive(row.tag) || link.owns()) {
                    return false;
                }
                loading.ensureLoaded(row.tag, link.field());
                work.add(() -> release(row, link));
            }
        }
        for (Many many : Many.ALL) {
            if (has(row, many, going)) {
                if (!play.isLive(row.tag)) {
                    return false;
                }
                loading.ensureLoaded(row.tag, many.field());
                work.add(() -> release(row, many, going));
            }
        }
        return true;
    }

    private void release(Row row, Link link) {
        play.note("release " + row.tag + "." + link.field());
        sides.refer(play.at(row.tag), link.field(), null);
        row.refer(link, null);
    }

    private void release(Row row, Many many, Set<String> going) {
        play.note("release " + row.tag + "." + many.field());
        Attributes.many(play.at(row.tag), many.field()).removeIf(each -> going.contains(each.tag));
        row.set(many).removeAll(going);
    }
}

package io.granary.testkit.unitofwork;

import java.util.HashSet;
import java.util.Set;

/** What was changed since the last flush, and so must not be changed again in another way before the next: a session could not tell which is meant. */
final class Touched {

    private final Set<String> marks = new HashSet<>();

    /** Nobody else may refer to a target now, by a link that is one's alone. */
    void taken(Link link, String target) {
        marks.add("taken " + link.name() + " " + target);
    }

    boolean isTaken(Link link, String target) {
        return marks.contains("taken " + link.name() + " " + target);
    }

    /** A reference was moved or emptied. */
    void moved(Link link, String holder) {
        marks.add("moved " + link.name() + " " + holder);
    }

    boolean isMoved(Link link, String holder) {
        return marks.contains("moved " + link.name() + " " + holder);
    }

    boolean isAnyMoved(Set<String> holders) {
        return holders.stream().anyMatch(holder -> Link.ALL.stream().anyMatch(link -> isMoved(link, holder)));
    }

    /** {@return whether a membership has not been changed before} */
    boolean membership(Many many, String owner, String member) {
        return marks.add("member " + many.name() + " " + owner + " " + member);
    }

    void clear() {
        marks.clear();
    }
}

package io.granary.testkit.unitofwork;

import io.granary.testkit.unitofwork.Library.Place;
import io.granary.testkit.unitofwork.Library.Shelf;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Objects against rows of the oracle. */
final class Compared {

    private Compared() {}

    static void values(Thing thing, Row row) {
        if (thing.n != row.n) {
            throw new Disagreement(row.tag + ".n is " + thing.n + " and should be " + row.n);
        }
        if (thing instanceof Shelf shelf && !isSame(shelf.place, row.place)) {
            throw new Disagreement(row.tag + ".place is " + shelf.place + " and should be " + row.place);
        }
    }

    /** A value whose columns are all null comes back as null. */
    private static boolean isSame(@Nullable Place found, @Nullable Place meant) {
        return Objects.equals(found, meant)
                || (found == null && meant != null && meant.x() == null && meant.y() == null);
    }

    static void tags(String where, Collection<? extends Thing> things, Set<String> expected) {
        List<String> tags = things.stream().map(Compared::tag).sorted().toList();
        if (!tags.equals(expected.stream().sorted().toList())) {
            throw new Disagreement(where + " has " + tags + " and should have " + new TreeSet<>(expected));
        }
    }

    private static String tag(@Nullable Thing thing) {
        return thing == null ? "null" : thing.tag;
    }
}

package io.granary.orm.internal.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cuts sets of values into runs that one statement can take: those of the same names that follow one another. */
final class SetsOfNames {

    private SetsOfNames() {}

    /** The runs in order; none for no sets. */
    static <S extends Map<String, ?>> List<List<S>> runs(List<S> sets) {
        List<List<S>> runs = new ArrayList<>();
        int from = 0;
        for (int to = 1; to <= sets.size(); to++) {
            if (to == sets.size() || !hasNames(sets.get(to), sets.get(from).keySet())) {
                runs.add(sets.subList(from, to));
                from = to;
            }
        }
        return runs;
    }

    /** One with as many names that has all of them has no other. */
    private static boolean hasNames(Map<String, ?> set, Set<String> names) {
        return set.size() == names.size() && names.stream().allMatch(set::containsKey);
    }
}

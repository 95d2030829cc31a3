package io.granary.dialect.render;

import io.granary.sql.Subquery;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;

/**
 * Finds names for subqueries that were given none. What else is called so shows only as the statement is written, which is then written once more,
 * without the names that were met.
 */
final class AliasNames {

    private static final String PREFIX = "anon_";

    private final IdentityHashMap<Subquery, String> names = new IdentityHashMap<>();
    private final Set<String> taken;
    private final Set<String> met = new HashSet<>();
    private int last;

    /** Finds others than some. */
    AliasNames(Set<String> taken) {
        this.taken = Set.copyOf(taken);
    }

    String of(Subquery subquery) {
        return subquery.name().orElseGet(() -> names.computeIfAbsent(subquery, unnamed -> next()));
    }

    private String next() {
        String name = PREFIX + ++last;
        return taken.contains(name) ? next() : name;
    }

    /** Notes a name that somebody else gave; databases may not look at its case. */
    void meet(String name) {
        if (name.regionMatches(true, 0, PREFIX, 0, PREFIX.length())) {
            met.add(name.toLowerCase(Locale.ROOT));
        }
    }

    /** Whether something was called as one of these. */
    boolean meetOthers() {
        return names.values().stream().anyMatch(met::contains);
    }

    /** What may not be used when the statement is written again. */
    Set<String> met() {
        return Set.copyOf(met);
    }
}

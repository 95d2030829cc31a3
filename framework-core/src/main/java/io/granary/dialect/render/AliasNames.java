package io.granary.dialect.render;

import io.granary.sql.Subquery;
import java.util.IdentityHashMap;

/** Finds names for subqueries that were given none. */
final class AliasNames {

    private final IdentityHashMap<Subquery, String> names = new IdentityHashMap<>();

    String of(Subquery subquery) {
        return subquery.name()
                .orElseGet(() -> names.computeIfAbsent(subquery, unnamed -> "anon_" + (names.size() + 1)));
    }
}

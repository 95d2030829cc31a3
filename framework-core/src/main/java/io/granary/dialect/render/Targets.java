package io.granary.dialect.render;

import io.granary.sql.Expression;
import io.granary.sql.FromElement;
import io.granary.sql.TableReference;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What an UPDATE or DELETE looks at besides its table. */
final class Targets {

    private Targets() {}

    static List<FromElement> others(TableReference table, List<FromElement> told, List<Expression<Boolean>> criteria) {
        Set<FromElement> others = new LinkedHashSet<>(told);
        Set<FromElement> parts = FromParts.of(told);
        ReferencedElements.of(criteria).stream()
                .filter(element -> !parts.contains(element))
                .forEach(others::add);
        others.remove(table);
        return List.copyOf(others);
    }
}

package io.granary.dialect.render;

import io.granary.sql.FromElement;
import io.granary.sql.Join;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Takes joins apart. */
final class FromParts {

    private FromParts() {}

    /** {@return the element itself, or what a join is made of, from the left} */
    static List<FromElement> of(FromElement element) {
        if (!(element instanceof Join join)) {
            return List.of(element);
        }
        List<FromElement> parts = new ArrayList<>(of(join.left()));
        parts.addAll(of(join.right()));
        return parts;
    }

    static Set<FromElement> of(Collection<FromElement> elements) {
        Set<FromElement> parts = new LinkedHashSet<>();
        elements.forEach(element -> parts.addAll(of(element)));
        return parts;
    }
}

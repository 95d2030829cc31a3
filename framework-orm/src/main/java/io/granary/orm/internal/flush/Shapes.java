package io.granary.orm.internal.flush;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Groups rows that one statement can write: those of one shape. */
final class Shapes {

    private Shapes() {}

    static <T, S> Map<S, List<T>> of(List<T> rows, Function<T, S> shape) {
        Map<S, List<T>> groups = new LinkedHashMap<>();
        S before = null;
        List<T> group = List.of();
        for (T row : rows) {
            // Most are like the one before.
            S own = shape.apply(row);
            if (own != before) {
                before = own;
                group = groups.computeIfAbsent(own, unused -> new ArrayList<>());
            }
            group.add(row);
        }
        return groups;
    }
}

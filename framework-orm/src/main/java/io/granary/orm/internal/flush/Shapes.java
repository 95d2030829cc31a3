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
        for (T row : rows) {
            groups.computeIfAbsent(shape.apply(row), unused -> new ArrayList<>())
                    .add(row);
        }
        return groups;
    }
}

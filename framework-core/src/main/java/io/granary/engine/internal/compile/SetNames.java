package io.granary.engine.internal.compile;

import io.granary.dialect.render.RenderedStatement;
import io.granary.error.InvalidRequestException;
import io.granary.sql.Executable;
import io.granary.sql.Insert;
import io.granary.sql.Update;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where the first set of parameters says which columns are written, what others give besides would be lost. */
final class SetNames {

    private SetNames() {}

    /**
     * Looks at all sets behind the first. One that lacks a name is found where its value is looked for.
     *
     * @throws InvalidRequestException when one gives what the statement, written for the first, has no place for
     */
    static void require(Executable statement, RenderedStatement written, List<? extends Map<String, ?>> sets) {
        if (sets.size() <= 1 || !areColumns(statement)) {
            return;
        }
        Map<String, ?> first = sets.get(0);
        String[] names = first.keySet().toArray(String[]::new);
        for (int i = 1; i < sets.size(); i++) {
            Map<String, ?> set = sets.get(i);
            if (!hasOnly(set, names)) {
                requirePlaces(set, i, first, written);
            }
        }
    }

    private static boolean areColumns(Executable statement) {
        return statement instanceof Insert insert ? insert.query().isEmpty() : statement instanceof Update;
    }

    /** One with as many names that has all of the first has no other. */
    private static boolean hasOnly(Map<String, ?> set, String[] names) {
        if (set.size() != names.length) {
            return false;
        }
        for (String name : names) {
            if (!set.containsKey(name)) {
                return false;
            }
        }
        return true;
    }

    private static void requirePlaces(Map<String, ?> set, int number, Map<String, ?> first, RenderedStatement written) {
        String lost = set.keySet().stream()
                .filter(name -> !first.containsKey(name) && !written.bindTypes().containsKey(name))
                .collect(Collectors.joining(", "));
        if (!lost.isEmpty()) {
            throw InvalidRequestException.of(
                    "Parameter group " + number + " (the first is 0) gives a value for " + lost
                            + ", which the first does not give, so the statement does not write it; the first gives "
                            + (first.isEmpty() ? "nothing" : String.join(", ", first.keySet())) + ".",
                    "Give all groups the same names, null included; or execute the statement once for those of each.");
        }
    }
}

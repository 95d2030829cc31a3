package io.granary.orm.processor;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the classes for embedded attributes, by the paths of these: {@code home.inner} is {@code Home_InnerColumns}. What another path
 * has already, be it in other letters, for there are disks that do not tell these apart, is numbered.
 */
final class NestedNames {

    private final Map<String, String> names = new LinkedHashMap<>();
    private final Set<String> taken = new HashSet<>();

    /** Takes a path in. */
    void add(String path) {
        StringBuilder name = new StringBuilder();
        for (String step : path.split("\\.", -1)) {
            name.append(name.isEmpty() ? "" : "_")
                    .append(Character.toUpperCase(step.charAt(0)))
                    .append(step.substring(1));
        }
        name.append("Columns");
        String free = name.toString();
        for (int number = 2; !taken.add(free.toLowerCase(Locale.ROOT)); number++) {
            free = name.toString() + number;
        }
        names.put(path, free);
    }

    /** The name for a path that was taken in. */
    String of(String path) {
        String name = names.get(path);
        if (name == null) {
            throw new IllegalArgumentException(path + " is no embedded attribute");
        }
        return name;
    }

    Set<String> all() {
        return new TreeSet<>(names.values());
    }
}

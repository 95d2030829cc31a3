package io.granary.orm.internal.reading;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds what is named twice. */
final class Repeated {

    private Repeated() {}

    /** The first that was there before; empty names do not count. */
    static Optional<String> in(Stream<String> names) {
        Set<String> before = new HashSet<>();
        return names.filter(name -> !name.isEmpty() && !before.add(name)).findFirst();
    }
}

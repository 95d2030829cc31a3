package io.granary.testkit.unitofwork;

import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** What chance chooses: the same each time, in whatever order a session met its objects. */
final class Chance {

    private Chance() {}

    /** One of several; null if there is none. */
    static @Nullable String any(Random random, Collection<String> names) {
        return names.isEmpty() ? null : one(random, names.stream().sorted().toList());
    }

    /** One of several, of which there are some. */
    static <T> T one(Random random, List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}

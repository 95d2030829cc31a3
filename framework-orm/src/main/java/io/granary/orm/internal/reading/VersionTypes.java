package io.granary.orm.internal.reading;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Set;

/** Which classes a version may be of. */
public final class VersionTypes {

    private static final Set<Class<?>> KNOWN =
            Set.of(Short.class, Integer.class, Long.class, Instant.class, LocalDateTime.class, OffsetDateTime.class);

    private VersionTypes() {}

    /**
     * {@return whether a version may be of a class}
     *
     * @param boxed the class; no primitive one
     */
    public static boolean isKnown(Class<?> boxed) {
        return KNOWN.contains(boxed);
    }

    static void check(Member member, Faults faults) {
        if (!isKnown(ColumnTypes.boxed(member.type()))) {
            faults.add(
                    member.place(),
                    "A @Version is a short, int or long, or an Instant, LocalDateTime or OffsetDateTime, and this is "
                            + member.type().getName() + "; use one of them.");
        }
    }
}

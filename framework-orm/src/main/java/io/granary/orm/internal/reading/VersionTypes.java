package io.granary.orm.internal.reading;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Set;

/** Which classes a version may be of. */
final class VersionTypes {

    private static final Set<Class<?>> KNOWN =
            Set.of(Short.class, Integer.class, Long.class, Instant.class, LocalDateTime.class, OffsetDateTime.class);

    private VersionTypes() {}

    static void check(Member member, Faults faults) {
        if (!KNOWN.contains(ColumnTypes.boxed(member.type()))) {
            faults.add(
                    member.place(),
                    "A @Version is a short, int or long, or an Instant, LocalDateTime or OffsetDateTime, and this is "
                            + member.type().getName() + "; use one of them.");
        }
    }
}

package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.orm.OnSessions;
import io.granary.testkit.orm.SessionStorm;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two hundred sessions at once on ten connections, for a minute. Takes minutes: {@code mvn -B verify -Psoak}. */
@Tag("soak")
class SessionStormIT {

    @Nested
    @Database(DatabaseKind.H2)
    class OnH2 implements Storm {}

    @Nested
    @Database(DatabaseKind.POSTGRESQL)
    class OnPostgres implements Storm {}

    @Nested
    @Database(DatabaseKind.MARIADB)
    class OnMariaDb implements Storm {}

    interface Storm extends OnSessions {

        @Test
        default void twoHundredSessionsLoseAndDoubleNothing(Bench bench) {
            new SessionStorm(bench, System.nanoTime()).rage(200, Duration.ofMinutes(1));
        }
    }
}

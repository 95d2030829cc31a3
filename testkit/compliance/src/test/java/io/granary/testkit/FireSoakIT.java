package io.granary.testkit;

import io.granary.testkit.fixtures.Actors;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Mixed work behind a network that misbehaves at random, for {@code granary.soak.minutes} on each database, 30 unless said otherwise: every
 * stage ends, no place is lost, and each row is there or not as its outcome said. Run with {@code mvn -B verify -Psoak}.
 */
@Tag("soak")
class FireSoakIT {

    @Nested
    @Actors
    @Database(DatabaseKind.POSTGRESQL)
    class OnPostgres extends Fire {}

    @Nested
    @Actors
    @Database(DatabaseKind.MARIADB)
    class OnMariaDb extends Fire {}

    abstract static class Fire {

        @Test
        void losesNoPlaceAndNoRowUnderFire(ActorTestKit kit, TestDatabase database) {
            Duration time = Duration.ofSeconds(Math.round(60 * Double.parseDouble(minutes())));
            try (SoakLoad load = SoakLoad.on(database, kit, System.nanoTime())) {
                load.runFor(time);
                load.assertNothingIsLost();
            }
        }

        private static String minutes() {
            return System.getProperty("granary.soak.minutes", "30");
        }
    }
}

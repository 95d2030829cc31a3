package io.granary.testkit;

import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ten thousand streams that are given up at any moment. Takes minutes: {@code mvn -B verify -Psoak}. */
@Tag("soak")
class StreamStormIT {

    @Nested
    @Database(DatabaseKind.POSTGRESQL)
    class OnPostgres implements Storm {}

    @Nested
    @Database(DatabaseKind.MARIADB)
    class OnMariaDb implements Storm {}

    @Nested
    @Database(DatabaseKind.MYSQL)
    class OnMySql implements Storm {}

    interface Storm extends OnBench {

        @Test
        @Tag("F31")
        @Tag("F32")
        default void tenThousandStreamsGivenUpAtAnyMomentHarmNobodyElse(Bench bench) {
            StreamFaultCompliance.write(bench);
            new StreamStorm(bench, System.nanoTime()).give(10_000);
        }
    }
}

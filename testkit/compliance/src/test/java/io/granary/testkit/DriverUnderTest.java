package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.driver.DriverSettings;
import io.granary.driver.r2dbc.R2dbcDriver;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The driver on R2DBC for a test's database. */
final class DriverUnderTest {

    private DriverUnderTest() {}

    static Driver of(TestDatabase database) {
        return of(database, Map.of());
    }

    /** With options of the driver's own. */
    static Driver of(TestDatabase database, Map<String, String> options) {
        boolean server = database.kind() != DatabaseKind.H2;
        return R2dbcDriver.of(new DriverSettings(
                database.kind().label(),
                server ? Optional.empty() : Optional.of("mem"),
                server ? Optional.of(database.host()) : Optional.empty(),
                server ? OptionalInt.of(database.port()) : OptionalInt.empty(),
                Optional.of(database.database()),
                server ? Optional.of(database.user()) : Optional.empty(),
                server ? Optional.of(database.password()) : Optional.empty(),
                options,
                0,
                Duration.ofSeconds(20)));
    }
}

package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.Set;

/** The driver suites on the driver of R2DBC for the test's database, as it is. */
abstract class OnR2dbcDriver implements DriverCompliance {

    private final TestDatabase database;

    OnR2dbcDriver(TestDatabase database) {
        this.database = database;
    }

    @Override
    public TestDatabase database() {
        return database;
    }

    @Override
    public Driver driver(TestDatabase other) {
        return DriverUnderTest.of(other);
    }

    /** What the drivers of servers have, as long as they say nothing else. */
    @Override
    public Set<DriverFeature> features() {
        return Set.of(
                DriverFeature.ENDS_SESSIONS,
                DriverFeature.READ_ONLY,
                DriverFeature.ISOLATION_LEVELS,
                DriverFeature.CONSTRAINT_NAMES,
                DriverFeature.STREAMING_SERVER,
                DriverFeature.NETWORK,
                DriverFeature.SEMICOLONS_IN_LITERALS);
    }
}

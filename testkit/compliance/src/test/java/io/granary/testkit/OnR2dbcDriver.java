package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.testkit.fixtures.TestDatabase;

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
}

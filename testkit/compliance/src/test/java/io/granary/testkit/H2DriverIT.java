package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.Set;

/** r2dbc-h2 as it is: on the thread that calls. */
@Database(DatabaseKind.H2)
class H2DriverIT implements DriverCompliance {

    private final TestDatabase database;

    H2DriverIT(TestDatabase database) {
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

    @Override
    public Set<DriverFeature> features() {
        return Set.of();
    }
}

package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.Set;

/** r2dbc-mysql on MariaDB. */
@Database(DatabaseKind.MARIADB)
class MariaDbDriverIT implements DriverCompliance {

    private final TestDatabase database;

    MariaDbDriverIT(TestDatabase database) {
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
        return Set.of(
                DriverFeature.READ_ONLY,
                DriverFeature.STREAMING_SERVER,
                DriverFeature.NETWORK,
                DriverFeature.SEMICOLONS_IN_LITERALS);
    }
}

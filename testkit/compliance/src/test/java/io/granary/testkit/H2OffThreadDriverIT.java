package io.granary.testkit;

import io.granary.driver.Driver;
import io.granary.driver.OffThreadDriver;
import io.granary.testkit.fixtures.Database;
import io.granary.testkit.fixtures.DatabaseKind;
import io.granary.testkit.fixtures.TestDatabase;
import java.util.Set;

/** r2dbc-h2 on threads for blocking work, as an engine uses it. */
@Database(DatabaseKind.H2)
class H2OffThreadDriverIT extends OnR2dbcDriver {

    H2OffThreadDriverIT(TestDatabase database) {
        super(database);
    }

    @Override
    public Driver driver(TestDatabase other) {
        return OffThreadDriver.of(super.driver(other), "test");
    }

    @Override
    public Set<DriverFeature> features() {
        return Set.of(DriverFeature.ENDS_SESSIONS, DriverFeature.ISOLATION_LEVELS, DriverFeature.CONSTRAINT_NAMES);
    }
}
